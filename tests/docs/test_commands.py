"""Every command in the documentation is typed here, in the order of its page, and ends well.

A page's commands run in a folder of their own that holds what a reader has: the example companies, a company `mine`,
the data folder of the demo, and the files that the page showed until there.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.docs.pages import PAGES, ROOT, blocks, commands, commands_of, name_of
from tests.docs.test_links import write, written

# Not typed here, and why. Their parts are still looked at: the target, the command and its options must exist.
EXEMPT = {
    "make demo": "serves until it is stopped",
    "make test": "runs this very suite",
    "make docs": "built by test_site.py",
    "make soak": "kills and restarts the product fifty times",
    "make bench": "measures for minutes and needs a quiet machine",
    "kompas demo": "serves until it is stopped",
    "kompas serve": "serves until it is stopped",
    "kompas check --deploy": "complains, rightly, of a machine that serves nobody",
    "kompas import page": "reads a page of the internet",
    "kompas import site": "reads a site of the internet",
    "pip install": "installs into the reader's environment",
}

_DATABASE = """
import sys, time
from contextlib import closing
from pathlib import Path
import django
django.setup()
from django.core.management import call_command
from kompas.service.conversations import store
from kompas.service.database.connection import connect
from kompas.service.privacy.trail import seal
call_command("migrate", verbosity=0, interactive=False)
with closing(connect()) as db:
    db.execute("BEGIN IMMEDIATE")
    store.begin(db, "c" * 32, "chat", "en", "d" * 64, 1, 1)
    seal(db)
    db.execute("COMMIT")
"""


def exemption(command: str) -> str | None:
    return next((start for start in EXEMPT if command == start or command.startswith(start + " ")), None)


def run(command: list[str], place: Path, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("KOMPAS_", "DJANGO_"))}
    environment |= {"PYTHONPATH": str(ROOT / "src"), "NO_COLOR": "1", "COLUMNS": "200", **more}
    return subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, timeout=300, check=False)


def kompas(arguments: list[str], place: Path) -> subprocess.CompletedProcess[str]:
    return run([sys.executable, "-m", "kompas", *arguments], place)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What serving leaves in its data folder, with one conversation in it."""
    folder = tmp_path_factory.mktemp("data")
    settings = {"KOMPAS_DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "kompas.service.settings"}
    made = run([sys.executable, "-c", _DATABASE], folder, **settings)
    assert made.returncode == 0, made.stderr
    return folder


@pytest.fixture
def place(request: pytest.FixtureRequest, data: Path, tmp_path: Path) -> Path:
    """A folder as a reader of the page has it."""
    page: Path = request.getfixturevalue("page")
    written([], tmp_path)
    for example in ("zwaluw", "waterdijk"):
        (tmp_path / "companies" / example).symlink_to(ROOT / "companies" / example)
    if any(command.startswith(("kompas audit", "kompas backup")) for command in commands(page)):
        shutil.copytree(data, tmp_path / "var/demo-zwaluw")
    return tmp_path


@pytest.mark.parametrize("page", [page for page in PAGES if commands(page)], ids=name_of)
def test_the_commands_of_a_page_end_well(page: Path, place: Path, data: Path) -> None:
    for block in blocks(page):
        if block.file:
            write(block, place)
        for command in commands_of(block):
            type_in(command, place, data)


def type_in(command: str, place: Path, data: Path) -> None:
    words = shlex.split(command, comments=True)
    if words[:2] == ["kompas", "serve"]:
        shutil.copytree(data, place / "var" / Path(words[2]).name, dirs_exist_ok=True)
    if exemption(" ".join(words)) is None:
        assert words[0] == "kompas", f"{command}: only kompas is typed here; exempt it with its reason"
        done = kompas(words[1:], place)
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"


@pytest.mark.parametrize("page", [page for page in PAGES if commands(page)], ids=name_of)
def test_what_is_not_typed_exists(page: Path, tmp_path: Path) -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    for command in commands(page):
        words = shlex.split(command, comments=True)
        if words[0] == "make":
            assert {word for word in words[1:] if "=" not in word} <= targets, command
        elif words[0] == "kompas" and exemption(" ".join(words)):
            told = kompas([*words[1 : 3 if words[1] == "import" else 2], "--help"], tmp_path)
            assert told.returncode == 0, command
            assert {word for word in words[2:] if word.startswith("--")} <= set(told.stdout.split()), command


def test_the_exemptions_are_used_and_others_are_typed() -> None:
    """So that no exemption outlives its command, and the first test cannot pass on nothing."""
    said = [command for page in PAGES for command in commands(page)]
    assert {exemption(command) for command in said} - {None} == set(EXEMPT)
    assert [command for command in said if exemption(command) is None]
