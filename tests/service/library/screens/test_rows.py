"""The list of articles: what is published is put together once for an edition, what is worked on each time."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.service.library.conftest import ARTICLE, WASTE, published
from tests.service.library.screens.conftest import page

from kompas.service import house as houses
from kompas.service.accounts.models import Staff
from kompas.service.clock import now_ms
from kompas.service.library import lists, proposals, publishing, taking_in
from kompas.service.library.drafts import digest_of, discard, save_draft
from kompas.service.library.library import Library
from kompas.service.library.models import Document, State, Version
from kompas.service.library.screens import rows
from kompas.service.library.screens.rows import Row, rows_of

DAYS = 365


@pytest.fixture
def made(library: Library, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was put together or parsed, each time that it was."""
    seen: list[str] = []
    listed, parsed = lists.published_articles, rows.fields_of

    def counted() -> list[lists.Listed]:
        seen.append("edition")
        return listed()

    def told(text: str) -> object:
        seen.append("text")
        return parsed(text)

    monkeypatch.setattr(lists, "published_articles", counted)
    monkeypatch.setattr(rows, "fields_of", told)
    return seen


def now(clashing: frozenset[str] = frozenset()) -> dict[str, Row]:
    return {row.slug: row for row in rows_of(houses.current(), now_ms(), DAYS, clashing)}


def states() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    return {slug: [(cell.lang, cell.states) for cell in row.cells] for slug, row in now().items()}


def test_each_state_of_each_language(library: Library) -> None:
    assert states() == {"afval": [("nl", ("published",))]}
    draft = save_draft(WASTE, ARTICLE + "Ook in de winter.\n", "staff:1", based_on=1)
    save_draft("knowledge/en/afval.md", ARTICLE.replace("lang: nl", "lang: en"), "staff:1")
    proposals.propose(
        "knowledge/nl/nieuw.md", ARTICLE.replace("title: Afval", "title: Iets nieuws").encode(), "source:1"
    )
    assert states() == {
        "afval": [("nl", ("published", "draft")), ("en", ("draft",))],
        "nieuw": [("nl", ("proposal",))],
    }
    assert (now()["afval"].title, now()["nieuw"].title) == ("Afval", "Iets nieuws")
    discard(draft.pk, "staff:1")
    assert states()["afval"] == [("nl", ("published",)), ("en", ("draft",))]
    publishing.schedule(save_draft(WASTE, ARTICLE + "!\n", "staff:1", based_on=1).pk, now_ms() + 99_999, "staff:1")
    assert states()["afval"][0] == ("nl", ("published", "scheduled"))
    publishing.remove(WASTE, "staff:1")
    assert states()["afval"][0] == ("nl", ("removed", "scheduled"))


def test_an_edition_is_put_together_once_and_a_draft_read_once(made: list[str]) -> None:
    proposals.propose("knowledge/nl/nieuw.md", ARTICLE.replace("title: Afval", "title: Een").encode(), "source:1")
    for _ in range(3):
        assert now()["nieuw"].title == "Een"
    assert made == ["edition", "text"]
    proposals.propose("knowledge/nl/nieuw.md", ARTICLE.replace("title: Afval", "title: Twee").encode(), "source:1")
    assert now()["nieuw"].title == "Twee", "written over in its place"
    assert made == ["edition", "text", "text"]
    published(ARTICLE.replace("title: Afval", "title: Vuil"))
    assert now()["afval"].title == "Vuil"
    assert made.count("edition") == 2


def test_colleagues_who_come_and_go_change_who_is_an_owner(made: list[str]) -> None:
    published(ARTICLE.replace("title: Afval\n", "title: Afval\nowner: Eva\n"))
    assert "orphaned" in now()["afval"].cares
    Staff.objects.create_user("eva", first_name="Eva")
    assert "orphaned" not in now()["afval"].cares
    assert made.count("edition") == 2


def test_use_and_contradictions_are_as_they_are_now(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    assert {"unused"} <= now()["afval"].cares
    monkeypatch.setattr(houses.current().use, "lately", lambda now: rows.Counter({"nl/afval": 3}))
    row = now(frozenset({WASTE}))["afval"]
    assert row.used == 3
    assert "unused" not in row.cares
    assert "contradicting" in row.cares
    assert "contradicting" not in now()["afval"].cares


def test_versions_and_proposals_come_by_pages(library: Library, eva: Client) -> None:
    document = Document.objects.get(path=WASTE)
    Version.objects.bulk_create(
        Version(
            document=document, number=number, content=b"x", digest=digest_of(b"x"), state=State.DISMISSED, by="staff:1", at=1
        )
        for number in range(2, 152)
    )  # fmt: skip
    first, second = (page(eva.get(f"/library/versions/{WASTE}/?page={n}")) for n in (1, 2))
    assert ("?number=52" in first, "?number=51" in first) == (True, False)
    assert ("?number=52" in second, "?number=51" in second, '?number=1"' in second) == (False, True, True)
    for number in range(35):
        proposals.propose(f"knowledge/nl/stuk-{number:02}.md", ARTICLE.encode(), "source:1")
    first, second = (page(eva.get(f"/library/waiting/?page={n}")) for n in (1, 2))
    assert (first.count("<article"), second.count("<article")) == (30, 5)
    assert 'href="?page=2"' in first


def test_taking_in_reads_no_more_documents_than_changed(library: Library) -> None:
    Document.objects.bulk_create(Document(path=f"knowledge/nl/x-{number}.md") for number in range(50))
    with CaptureQueriesContext(connection) as asked:
        found = taking_in._documents([WASTE, "knowledge/nl/nieuw.md"])
    assert set(found) == {WASTE, "knowledge/nl/nieuw.md"}
    assert all(one.pk for one in found.values())
    reads = [one["sql"] for one in asked if one["sql"].startswith("SELECT")]
    assert len(reads) == 1
    assert " IN (" in reads[0]
