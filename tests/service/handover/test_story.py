"""The brief without a turn: told from what is stored, so that it works with the assistant broken or stopped."""

import json
import sqlite3
from datetime import UTC, datetime

import pytest

from kompas.assistant.domain.reply import Citation, Provenance, RecordPart, Reply, TextPart
from kompas.service.conversations import store
from kompas.service.conversations.wire import words_of
from kompas.service.handover.story import brief_from_story

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _begun(db: sqlite3.Connection) -> None:
    store.begin(db, "c1", "chat", "nl", "digest", 10**13, 1)


def asks(db: sqlite3.Connection, text: str) -> None:
    store.say(db, "c1", store.Words("customer", text, "nl", "human"), 2, "customer")


def test_nothing_said_is_an_empty_brief_with_every_key(db: sqlite3.Connection) -> None:
    assert brief_from_story(db, "c1") == {
        "wish": "", "facts": [], "tried": [], "sources": [], "mood": "", "open_question": "",
    }  # fmt: skip


def test_wish_proven_facts_sources_and_the_last_question(db: sqlite3.Connection) -> None:
    asks(db, "Waar blijft mijn fiets?")
    card = RecordPart((("Status", "onderweg"), ("Dag", "1 mei")), "uw gegevens", AT, "order_status")
    source = Citation(1, "nl/x#1", "Levertijd", "", "nl", "Twee dagen.")
    for _ in range(2):
        reply = Reply("nl", (TextPart("Twee dagen.", (1,)), card), (source,), Provenance.QUOTE, "Twee dagen.")
        store.say(db, "c1", words_of(reply), 3, "assistant")
    asks(db, "En als dat niet lukt?")
    told = brief_from_story(db, "c1")
    assert (told["wish"], told["open_question"]) == ("Waar blijft mijn fiets?", "En als dat niet lukt?")
    assert told["sources"] == [{"title": "Levertijd"}]
    assert told["facts"][0] == {"text": "Status: onderweg", "proof": "proven", "at": AT.isoformat()}


def test_what_an_agent_said_is_no_proof_and_long_words_are_cut(db: sqlite3.Connection) -> None:
    asks(db, "a" * 8000)
    card = [{"kind": "record", "fields": [{"label": "Status", "value": "x"}], "read_at": "2026-01-01T00:00:00+00:00"}]
    store.say(db, "c1", store.Words("agent", "x", "nl", "human", json.dumps(card)), 3, "staff:1")
    told = brief_from_story(db, "c1")
    assert told["facts"] == []
    assert (len(told["wish"]), told["wish"][-1]) == (300, "…")
