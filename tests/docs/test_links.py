"""Every link, picture and path that the documentation names exists; every example file can be read."""

import csv
import html
import json
import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from tests.docs.pages import PAGES, ROOT, Block, blocks, commands, name_of, prose, text_of

from kompas.assistant.company import read_company
from kompas.assistant.company.articles import split_article
from kompas.assistant.company.new_company import write_new_company

_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_QUOTED_PATH = re.compile(
    r"`((?:src|tests|companies|docs|benchmarks|frontend|scripts|assistant|service|connectors|commands)/[\w./*-]+)`"
)
HOW_TO = sorted((ROOT / "docs/how-to").glob("*.md"))


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", prose(page), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", html.unescape(heading).lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_relative_links_and_pictures_resolve(page: Path) -> None:
    broken = []
    for target in _LINK.findall(prose(page)):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        if not file.exists() or (anchor and anchor not in anchors(file)):
            broken.append(target)
    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_paths_that_are_named_exist(page: Path) -> None:
    begun = (*re.findall(r"kompas init (\S+)", " ".join(commands(page))), "companies/mine")
    named = {path for path in _QUOTED_PATH.findall(prose(page)) if not path.startswith(begun)}
    missing = {path for path in named if not any(any(at.glob(path)) for at in (ROOT, ROOT / "src/kompas"))}
    assert missing == set()


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_examples_parse(page: Path) -> None:
    for block in blocks(page):
        match block.language:
            case "yaml":
                assert YAML(typ="safe").load(block.text)
            case "json":
                assert json.loads(block.text)
            case "jsonl":
                assert [json.loads(line) for line in block.text.splitlines()]
            case "csv":
                rows = list(csv.reader(block.text.splitlines()))
                assert len(rows) > 1
                assert len({len(row) for row in rows}) == 1
            case "markdown":
                parts = split_article(block.text)
                assert parts is not None
                assert YAML(typ="safe").load(parts.matter)["title"]


@pytest.mark.parametrize("page", [page for page in HOW_TO if any(block.file for block in blocks(page))], ids=name_of)
def test_the_example_files_of_a_how_to_make_a_valid_company(page: Path, tmp_path: Path) -> None:
    files = [block for block in blocks(page) if block.file]
    assert files
    company = read_company(written(files, tmp_path))
    assert company.name == "Mine"


def written(files: list[Block], into: Path) -> Path:
    """A new company with these files in it."""
    folder = into / "companies/mine"
    write_new_company(folder, "en")
    for block in files:
        write(block, into)
    return folder


def write(block: Block, into: Path) -> None:
    """The example file that a block shows."""
    file = into / block.file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(block.text, encoding="utf-8")


def test_links_and_paths_are_found() -> None:
    """So that the tests above cannot pass on nothing."""
    assert len(HOW_TO) >= 4
    assert any(_LINK.findall(prose(page)) for page in HOW_TO)
    assert "service/conversations/inbox.py" in _QUOTED_PATH.findall(prose(ROOT / "docs/tour.md"))
    assert "](docs/" in text_of(ROOT / "README.md")
