"""A small company with its library, and nothing running beside it."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from tests.service.conftest import COMPANIES

from kompas.service import house as houses
from kompas.service.house import House
from kompas.service.library import lists
from kompas.service.library.drafts import save_draft
from kompas.service.library.library import Library
from kompas.service.library.models import Version
from kompas.service.library.publishing import publish

WASTE = "knowledge/nl/afval.md"
ARTICLE = (
    "---\ntitle: Afval\nlang: nl\nquestions: [Wanneer wordt het afval opgehaald?]\n---\nAfval halen we op maandag op.\n"
)
RULES = (
    "rules:\n  - id: nood\n    when: {mentions: {nl: [brand], en: [fire]}}\n    then: hand_over\n"
    "    because: {nl: Nood gaat voor., en: Emergencies come first.}\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A company of its own with one article and one rule, prepared in a second."""
    folder = tmp_path / "mine"
    shutil.copytree(COMPANIES / "waterdijk", folder, ignore=shutil.ignore_patterns("knowledge", "intents", "tests"))
    (folder / "knowledge/nl").mkdir(parents=True)
    (folder / WASTE).write_text(ARTICLE, encoding="utf-8")
    (folder / "rules.yaml").write_text(RULES, encoding="utf-8")
    return folder


def opened(folder: Path, data_dir: Path) -> Library:
    """The library as a start of the house opens it; a house opened before is gone, as if it had been killed."""
    library = Library(folder, data_dir)
    idle = cast(Any, SimpleNamespace(wake=lambda: None, complaints=()))
    houses.open_house(House(data_dir, library.shelf, idle, idle, idle, idle, idle, idle, library=library))
    return library


@pytest.fixture
def library(folder: Path, data_dir: Path) -> Iterator[Library]:
    library = opened(folder, data_dir)
    yield library
    houses.close_house()


def says(library: Library, path: str = WASTE) -> str:
    """What the company that serves has in this article; "" for nothing."""
    articles = {f"knowledge/{one.lang}/{one.slug}.md": one.body for one in library.shelf.now.company.articles}
    return articles.get(path, "")


def number_of(path: str = WASTE) -> int:
    document = lists.document(path)
    return document.published.number if document is not None and document.published is not None else 0


def published(text: str, path: str = WASTE, by: str = "staff:1") -> Version:
    """An editor's text, published."""
    return publish(save_draft(path, text, by, based_on=number_of(path)).pk, by)
