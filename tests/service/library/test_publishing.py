"""What editors do: draft, publish, schedule, expire, roll back, remove; each checked before and told on the trail."""

import json
import sqlite3
from datetime import date
from pathlib import Path

import pytest
from tests.service.library.conftest import ARTICLE, RULES, WASTE, number_of, published, says

from kompas.assistant.company import CompanyRefused, read_company
from kompas.service import house as houses
from kompas.service.clock import now_ms
from kompas.service.library import lists
from kompas.service.library.drafts import discard, save_draft
from kompas.service.library.library import Library
from kompas.service.library.models import State
from kompas.service.library.proposals import accept, dismiss, propose
from kompas.service.library.publishing import (
    check,
    expire,
    publish,
    publish_due,
    remove,
    roll_back,
    schedule,
    unschedule,
)
from kompas.service.library.refusals import NotPossible, Overtaken

FRIDAY = ARTICLE.replace("maandag", "vrijdag")
SUNDAY = ARTICLE.replace("maandag", "zondag")
BROKEN = ARTICLE.replace("lang:", "lagn:")
HOUR = 3_600_000


def trail(db: sqlite3.Connection) -> list[str]:
    return [row["kind"] for row in db.execute("SELECT kind FROM conversations_event ORDER BY id")]


def test_a_draft_does_not_serve_and_is_written_over_by_who_began_it(library: Library) -> None:
    first = save_draft(WASTE, FRIDAY, "staff:1", "nieuwe dag", based_on=1)
    again = save_draft(WASTE, SUNDAY, "staff:1", based_on=1)
    other = save_draft(WASTE, FRIDAY, "staff:2", based_on=1)
    assert (first.number, again.number, other.number) == (2, 2, 3)
    assert "maandag" in says(library)
    assert [one.by for one in lists.drafts()] == ["staff:2", "staff:1"]
    discard(other.pk, "staff:2")
    assert [one.text for one in lists.drafts()] == [SUNDAY]
    with pytest.raises(NotPossible, match="dismissed"):
        publish(other.pk, "staff:2")


def test_what_is_published_answers_when_the_verb_returns(library: Library, db: sqlite3.Connection) -> None:
    version = published(FRIDAY)
    assert (version.number, version.state, version.published_by) == (2, State.PUBLISHED, "staff:1")
    assert "vrijdag" in says(library)
    assert library.shelf.now.company == read_company(library.served.place, library.source)
    kinds = trail(db)
    assert kinds[-3:] == ["document.drafted", "document.published", "company.served"]
    told = db.execute("SELECT data FROM conversations_event WHERE kind = 'document.published'").fetchone()["data"]
    assert json.loads(told) == {"document": version.document_id, "version": 2}, "no path, no text"


def test_a_new_article_serves_and_a_removed_one_does_not(library: Library) -> None:
    path = "knowledge/nl/glas.md"
    published(ARTICLE.replace("Afval", "Glas"), path)
    assert "Glas" in says(library, path)
    remove(path, "staff:1", "niet meer")
    assert says(library, path) == ""
    roll_back(path, 1, "staff:1")
    assert "Glas" in says(library, path)
    assert [(one.number, one.digest == "") for one in lists.versions(path)] == [(3, False), (2, True), (1, False)]


@pytest.mark.parametrize(
    ("path", "text", "says_so"),
    [
        (WASTE, BROKEN, "lagn"),
        ("rules.yaml", RULES.replace("hand_over", "hand_ver"), "hand_ver"),
        (WASTE, "x", "front"),
    ],
)
def test_what_is_unsound_is_refused_with_its_line_and_nothing_is_published(
    library: Library, path: str, text: str, says_so: str
) -> None:
    before, draft = library.shelf.now, save_draft(path, text, "staff:1", based_on=1)
    for refused in (lambda: publish(draft.pk, "staff:1"), lambda: schedule(draft.pk, now_ms() + HOUR, "staff:1")):
        with pytest.raises(CompanyRefused) as told:
            refused()
        assert any(one.file == path and one.line and says_so in str(one) for one in told.value.complaints)
    assert (library.shelf.now, number_of(path), lists.drafts()[0].state) == (before, 1, State.DRAFT)
    assert check(path, text).complaints == told.value.complaints


def test_a_preview_answers_from_a_draft_and_stores_nothing(library: Library) -> None:
    checked = check(WASTE, FRIDAY.replace("\n", "\r\n"))
    assert checked.company is not None
    asked = library.shelf.now.assistant.revised(checked.company)
    assert "vrijdag" in asked.company.articles[0].body
    assert ("maandag" in says(library), number_of()) == (True, 1)


def test_rules_voice_and_hours_are_published_alike(library: Library) -> None:
    published(RULES.replace("brand", "rook"), "rules.yaml")
    assert library.shelf.now.company.rules[0].mentions["nl"] == ("rook",)
    text = lists.document("company.yaml").published.text  # type: ignore[union-attr]
    published(text.replace("name: ", "name: Nieuw "), "company.yaml")  # type: ignore[union-attr]
    assert library.shelf.now.company.name.startswith("Nieuw ")
    published("address_form: je\nphrases: {nl: {hello: Dag en welkom!}}\n", "voice.yaml")
    assert library.shelf.now.voice.say("hello", "nl") == "Dag en welkom!"
    with pytest.raises(CompanyRefused):
        remove("company.yaml", "staff:1")


def test_who_was_overtaken_hears_it_and_nothing_is_lost(library: Library) -> None:
    mine = save_draft(WASTE, SUNDAY, "staff:2", based_on=1)
    published(FRIDAY)
    for late in (lambda: publish(mine.pk, "staff:2"), lambda: save_draft(WASTE, SUNDAY, "staff:2", based_on=1)):
        with pytest.raises(Overtaken) as told:
            late()
        assert (told.value.number, told.value.by) == (3, "staff:1")
    assert "vrijdag" in says(library)
    publish(save_draft(WASTE, SUNDAY, "staff:2", based_on=3).pk, "staff:2")
    assert "zondag" in says(library)


def test_others_who_publish_at_the_same_moment_are_checked_against_each_other(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is sound alone: an intent of the article, and the removal of that article."""
    intent = 'intents:\n  - id: afval\n    title: {nl: afval}\n    articles: [afval]\n    examples: {nl: ["wanneer afval"]}\n'
    draft = save_draft("intents/afval.yaml", intent, "staff:1")
    checking = Library.check
    monkeypatch.setattr(
        Library, "check", lambda self, changes: _between(monkeypatch, checking, self, changes, draft.pk)
    )
    with pytest.raises(CompanyRefused):
        remove(WASTE, "staff:2")
    assert library.shelf.now.company.intents.keys() == {"afval"}
    assert says(library)


def _between(monkeypatch, checking, library, changes, draft):  # type: ignore[no-untyped-def]
    checked = checking(library, changes)
    monkeypatch.setattr(Library, "check", checking)
    publish(draft, "staff:1")
    return checked


def test_what_is_scheduled_is_published_by_the_clock(library: Library, db: sqlite3.Connection) -> None:
    at = now_ms() + HOUR
    first = schedule(save_draft(WASTE, FRIDAY, "staff:1", based_on=1).pk, at, "staff:1")
    later = schedule(save_draft(WASTE, SUNDAY, "staff:1", based_on=1).pk, at + HOUR, "staff:2")
    assert [one.pk for one in lists.scheduled()] == [first.pk, later.pk]
    assert publish_due(at - 1) == []
    assert [one.pk for one in publish_due(at)] == [first.pk]
    assert "vrijdag" in says(library)
    assert [one.published_by for one in publish_due(at + HOUR)] == ["staff:2"], "it was to follow the first"
    assert "zondag" in says(library)
    with pytest.raises(NotPossible, match="over"):
        schedule(save_draft(WASTE, FRIDAY, "staff:1", based_on=3).pk, now_ms(), "staff:1")


def test_what_was_overtaken_or_broken_by_then_is_a_draft_again(library: Library, db: sqlite3.Connection) -> None:
    at = now_ms() + HOUR
    schedule(save_draft(WASTE, SUNDAY, "staff:1", based_on=1).pk, at, "staff:1")
    published(FRIDAY, by="staff:2")
    assert publish_due(at) == []
    assert ("vrijdag" in says(library), lists.drafts()[0].text) == (True, SUNDAY)
    assert trail(db)[-1] == "document.not_published"
    assert not lists.scheduled()


def test_a_scheduled_one_can_be_taken_back(library: Library) -> None:
    version = schedule(save_draft(WASTE, SUNDAY, "staff:1", based_on=1).pk, now_ms() + HOUR, "staff:1")
    assert unschedule(version.pk, "staff:1").state == State.DRAFT
    assert publish_due(now_ms() + 2 * HOUR) == []


def test_an_article_expires_on_its_last_day(library: Library) -> None:
    expire(WASTE, date(2026, 12, 31), "staff:1")
    (article,) = library.shelf.now.company.articles
    assert (article.valid_until, article.body) == (date(2026, 12, 31), "Afval halen we op maandag op.")
    expire(WASTE, date(2027, 1, 31), "staff:1")
    assert library.shelf.now.company.articles[0].valid_until == date(2027, 1, 31)
    with pytest.raises(NotPossible, match="no article"):
        expire("rules.yaml", date(2026, 12, 31), "staff:1")


def test_a_browsers_line_ends_change_nothing_but_what_was_changed(library: Library, folder: Path) -> None:
    raw = b"\xef\xbb\xbf" + ARTICLE.replace("\n", "\r\n").encode()
    (folder / WASTE).write_bytes(raw)
    library.look()
    assert lists.document(WASTE).published.text == ARTICLE  # type: ignore[union-attr]
    assert published(FRIDAY).raw == raw.replace(b"maandag", b"vrijdag")
    assert published(SUNDAY.replace("\n", "\r\n")).raw == raw.replace(b"maandag", b"zondag")


@pytest.mark.parametrize("path", ["data/orders.csv", "../x.yaml", "knowledge/nl/../../x.md", "knowledge/nl/A B.md"])
def test_only_documents_are_written(library: Library, path: str) -> None:
    with pytest.raises(NotPossible, match="no document"):
        save_draft(path, "x", "staff:1")


def test_a_text_that_is_never_read_is_not_kept(library: Library) -> None:
    with pytest.raises(NotPossible, match="longer"):
        save_draft(WASTE, "x" * 500_001, "staff:1", based_on=1)


def test_a_source_proposes_and_an_editor_chooses(library: Library, db: sqlite3.Connection) -> None:
    assert propose(WASTE, ARTICLE.encode(), "source:2") is None, "it serves already"
    first = propose(WASTE, FRIDAY.encode(), "source:2", "pagina veranderd")
    assert first is not None
    assert propose(WASTE, FRIDAY.encode(), "source:2") == first
    assert propose(WASTE, SUNDAY.encode(), "source:2").pk == first.pk  # type: ignore[union-attr]
    assert ([one.pk for one in lists.proposals()], list(lists.drafts())) == ([first.pk], [])
    assert "maandag" in says(library)
    published(FRIDAY)
    accept(first.pk, "staff:1")
    assert "zondag" in says(library), "the editor saw both, and chose"
    again = propose(WASTE, FRIDAY.encode(), "source:2")
    dismiss(again.pk, "staff:1")  # type: ignore[union-attr]
    assert propose(WASTE, FRIDAY.encode(), "source:2") is None, "it was dismissed"
    assert propose("knowledge/nl/weg.md", None, "source:2") is None
    assert propose(WASTE, None, "source:2") is not None, "the page is gone"


def test_the_list_tells_the_state_of_every_document(library: Library, folder: Path) -> None:
    save_draft(WASTE, FRIDAY, "staff:1", based_on=1)
    propose("knowledge/nl/nieuw.md", FRIDAY.encode(), "source:2")
    listed = {one.path: one for one in lists.documents()}
    assert (listed[WASTE].draft, listed[WASTE].proposal, listed[WASTE].number, listed[WASTE].by) == (
        True,
        False,
        1,
        "folder",
    )
    new = listed["knowledge/nl/nieuw.md"]
    assert (new.proposal, new.draft, new.number, new.removed) == (True, False, 0, False)


def test_without_a_running_house_the_database_is_written_and_the_next_start_serves_it(
    library: Library, folder: Path, data_dir: Path
) -> None:
    houses.close_house()
    published(FRIDAY)
    assert "maandag" in says(library)
    library.look()
    assert "vrijdag" in says(library)
