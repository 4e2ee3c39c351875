"""`make docs` makes a whole site of the documentation: every page, a search that knows them all, and nothing from elsewhere."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.docs.pages import ROOT

PLAN = (ROOT / "zensical.toml").read_text(encoding="utf-8")
MENU = re.findall(r'"([\w/-]+\.md)"', PLAN)
# what a reader may look for, and a page that must be among what is found: one of each section of the menu
SOUGHT = {
    "twenty minutes": "tutorial/own-company.html",
    "twintig minuten": "tutorial/eigen-bedrijf.html",
    "prometheus": "how-to/operate.html",
    "valid_until": "company-folder.html",
    "KOMPAS_SMTP_URL": "reference/settings.html",
    "--dry-run": "reference/commands.html",
    "handover.put_back": "reference/events.html",
    "Ten promises": "promises.html",
}
# what a page fetches by itself when it is opened; links that a reader follows are no part of it
_FETCHED = re.compile(
    r"<(?:script|img|source|iframe|video|audio|embed)\b[^>]*?\ssrc=\"?([^\"\s>]+)"
    r"|<link\b(?![^>]*rel=\"?(?:canonical|prev|next)\b)[^>]*?\shref=\"?([^\"\s>]+)"
)
_FETCHED_BY_STYLE = re.compile(r"url\(\s*[\"']?((?:https?:)?//[^\"')]+)|@import\s+[\"']((?:https?:)?//[^\"']+)")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as `make docs` makes it, in a folder of its own."""
    place = tmp_path_factory.mktemp("site")
    shutil.copytree(ROOT / "docs", place / "docs")
    (place / "zensical.toml").write_text(PLAN, encoding="utf-8")
    build = [sys.executable, "-m", "zensical", "build", "--strict"]
    made = subprocess.run(build, cwd=place, capture_output=True, text=True, timeout=300, check=False)
    assert made.returncode == 0, made.stdout + made.stderr
    return place / "site"


def test_the_menu_names_every_page_once() -> None:
    pages = sorted(page.relative_to(ROOT / "docs").as_posix() for page in (ROOT / "docs").rglob("*.md"))
    assert sorted(MENU) == pages


def test_every_page_of_the_menu_is_there_and_reached_from_the_first(site: Path) -> None:
    first = (site / "index.html").read_text(encoding="utf-8")
    for page in MENU:
        made = page.removesuffix("md") + "html"
        assert (site / made).is_file(), page
        assert re.search(rf'href="?(?:\./)?{re.escape(made)}["\s>#]', first) or made == "index.html", page


def test_the_first_page_leads_to_the_tutorial_in_both_languages(site: Path) -> None:
    told = re.search(r"<article.*?</article>", (site / "index.html").read_text(encoding="utf-8"), flags=re.DOTALL)
    assert told
    assert {"tutorial/own-company.html", "tutorial/eigen-bedrijf.html"} <= set(
        re.findall(r'href="?([^"\s>]+)', told[0])
    )


def test_the_dutch_page_is_read_out_in_dutch(site: Path) -> None:
    page = (site / "tutorial/eigen-bedrijf.html").read_text(encoding="utf-8")
    before, found, after = page.partition('<div lang="nl">')
    assert found
    assert "<h2" not in before
    assert after.count("<h2") > 9


def test_the_search_knows_each_section(site: Path) -> None:
    index = json.loads((site / "search.json").read_text(encoding="utf-8"))
    text: dict[str, str] = {}
    for item in index["items"]:
        page = item["location"].partition("#")[0] or "index.html"
        text[page] = text.get(page, "") + f" {item['title']} {item['text']}"
    assert {page.removesuffix("md") + "html" for page in MENU} <= set(text)
    assert {sought: page for sought, page in SOUGHT.items() if sought not in text[page]} == {}


def test_code_stands_in_blocks_and_never_runs(site: Path) -> None:
    """A fence that the site's reader of Markdown does not know would let its text into the page."""
    leaking = [file.name for file in site.rglob("*.html") if "```" in file.read_text("utf-8")]
    assert leaking == []


def test_no_page_fetches_anything_from_elsewhere(site: Path) -> None:
    fetched = {
        file.relative_to(site).as_posix(): [
            address for pair in _FETCHED.findall(file.read_text("utf-8")) for address in pair
        ]
        for file in site.rglob("*.html")
        if "examples" not in file.parts
    }
    assert any(address.endswith(".js") for address in fetched["index.html"])
    assert any(address.endswith(".css") for address in fetched["index.html"])
    away = {page: [one for one in found if re.match(r"(?:[a-z]+:)?//", one)] for page, found in fetched.items()}
    assert {page: found for page, found in away.items() if found} == {}
    styles = {file.name: _FETCHED_BY_STYLE.findall(file.read_text("utf-8")) for file in site.rglob("*.css")}
    assert {name: found for name, found in styles.items() if found} == {}
