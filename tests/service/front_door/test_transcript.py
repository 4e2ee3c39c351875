"""The copy to keep: every message with author, time, provenance and sources, and nothing that was private."""

import sqlite3
from dataclasses import replace

import pytest

from kompas.service.clock import now_ms
from kompas.service.conversations import store
from kompas.service.conversations.wire import spoken
from kompas.service.front_door.transcript import Transcript, as_html, as_text, transcript_of
from kompas.service.library.shelf import Served

AT = 1_795_510_800_000  # 24 November 2026, 10:00 in Amsterdam
CITED = '[{"n":1,"title":"Levertijd","updated":"2026-01-02"},{"n":2,"title":"Levertijd","updated":"2026-01-02"}]'


def copy(db: sqlite3.Connection, shop: Served, id: str = "c1") -> Transcript:
    row = store.conversation(db, id)
    assert row is not None
    return transcript_of(db, shop, row, AT)


@pytest.fixture(autouse=True)
def _begun(db: sqlite3.Connection) -> None:
    for id, lang in (("c1", "nl"), ("c2", "en")):
        store.begin(db, id, "chat", lang, "digest", 10**13, AT)


def test_each_message_names_author_time_provenance_and_each_source_once(db: sqlite3.Connection, shop: Served) -> None:
    store.say(db, "c1", store.Words("customer", "Hoe lang?", "nl", "human"), AT, "customer")
    store.say(db, "c1", replace(spoken("Twee dagen.", "nl", provenance="quote"), citations=CITED), AT, "assistant")
    told = as_text(copy(db, shop))
    assert told.index("Hoe lang?") < told.index("Twee dagen.")
    assert "Zwaluw AI-assistent (AI-assistent) · 24 november 2026" in told
    assert told.count("Levertijd, bijgewerkt") == 1
    page = as_html(copy(db, shop))
    assert 'data-provenance="quote"' in page
    assert 'data-provenance="human"' in page
    assert "<script" not in page


def test_the_agent_is_named_with_the_company_and_notes_are_never_in_it(db: sqlite3.Connection, shop: Served) -> None:
    from kompas.service.accounts.models import Staff
    from kompas.service.handover import desk

    noor = int(Staff.objects.create_user("noor-test", first_name="Noor", last_name="de Wit").pk)
    desk.take(db, shop, "c1", noor, "Noor de Wit", now_ms())
    desk.note(db, "c1", noor, "Let op, lastige klant", now_ms())
    desk.reply(db, shop, "c1", noor, "Goedemorgen.", now_ms())
    told = as_text(copy(db, shop))
    assert "Noor de Wit (Zwaluw Fietsen) ·" in told
    assert "lastige klant" not in told + as_html(copy(db, shop))


def test_it_speaks_the_language_of_the_conversation_and_says_when_it_is_empty(
    db: sqlite3.Connection, shop: Served
) -> None:
    assert "Nothing was said in this conversation yet." in as_text(copy(db, shop, "c2"))
    assert "come from an AI assistant" in as_text(copy(db, shop, "c2"))
    assert "Gesprek met Zwaluw Fietsen" in as_text(copy(db, shop))
