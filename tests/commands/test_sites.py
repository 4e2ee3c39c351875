"""kompas import page and site: into a company folder, with what was left out named."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.service.library.sources.site import LONG, Site, a_site, html
from typer.testing import CliRunner

from kompas.assistant.company import read_company
from kompas.cli import app
from kompas.service.library.sources.manners import Manners


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setattr(Manners, "wait", lambda *_: None)
    with a_site() as site:
        site.put("/", html("Home", LONG, "/terms", "/gone"))
        site.put("/terms", html("Our terms"), headers={"Last-Modified": "Sun, 01 Mar 2026 10:00:00 GMT"})
        yield site


def typed(monkeypatch: pytest.MonkeyPatch, *words: str, private: str = "127.0.0.1") -> Any:
    monkeypatch.setenv("KOMPAS_CRAWL_PRIVATE", private)
    return CliRunner().invoke(app, ["import", *words, "--contact", "help@shop.example"])


def test_a_page(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = typed(monkeypatch, "page", f"{site.address}/terms", "--into", str(tmp_path / "mine"), "--lang", "en")
    assert (done.exit_code, done.stdout) == (0, "1 articles written, 0 unchanged, 0 in conflict, 0 skipped.\n")
    (article,) = read_company(tmp_path / "mine").articles
    assert (article.id, article.title, article.source) == ("en/terms", "Our terms", f"{site.address}/terms")
    assert str(article.updated) == "2026-03-01"
    again = typed(monkeypatch, "page", f"{site.address}/terms", "--into", str(tmp_path / "mine"))
    assert "1 unchanged" in again.stdout


def test_a_site(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = typed(monkeypatch, "site", site.address, "--into", str(tmp_path / "mine"), "--lang", "en")
    assert done.exit_code == 1
    assert f"{site.address}/gone: its server answers 404." in done.stdout
    assert "2 articles written, 0 unchanged, 0 in conflict, 1 skipped." in done.stdout


def test_what_lies_inside_is_not_asked(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = typed(monkeypatch, "page", f"{site.address}/terms", "--into", str(tmp_path / "mine"), private="")
    assert "private or internal network" in done.stdout
    assert (done.exit_code, site.asked) == (1, [])
    assert typed(monkeypatch, "page", "ftp://x", "--into", str(tmp_path / "mine")).exit_code == 2
