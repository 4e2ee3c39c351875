"""What comes in is masked, stored once and in order, and makes a turn due where the assistant has the word."""

import json
import sqlite3

import pytest

from kompas.service.conversations import store
from kompas.service.conversations.inbox import Inbound, Received, receive
from kompas.service.library.shelf import Served


@pytest.fixture
def conversation(db: sqlite3.Connection) -> str:
    store.begin(db, "c1", "chat", "nl", "digest", 10**13, 1_000)
    return "c1"


def comes(db: sqlite3.Connection, shop: Served, text: str, id: str = "a", at: int = 5_000, **more: bool) -> Received:
    return receive(db, Inbound("chat", "c1", id, text), more.get("complete", True), 2_000, shop.voice, at)


def stored(db: sqlite3.Connection) -> list[sqlite3.Row]:
    return store.messages(db, "c1")


def test_the_same_id_again_is_the_same_message_whatever_it_says(
    db: sqlite3.Connection, shop: Served, conversation: str
) -> None:
    first = comes(db, shop, "Hoe lang duurt het?")
    again = comes(db, shop, "Iets anders?", at=9_000)
    assert (first.repeated, again) == (False, Received(first.seq, repeated=True))
    assert [message["text"] for message in stored(db)] == ["Hoe lang duurt het?"]
    row = store.conversation(db, conversation)
    assert (row["seq"], row["last_at"]) == (first.seq, 5_000)


def test_another_channel_may_use_the_same_id(db: sqlite3.Connection, shop: Served, conversation: str) -> None:
    comes(db, shop, "Een")
    mail = receive(db, Inbound("mail", "c1", "a", "Twee"), True, 0, shop.voice, 6_000)
    assert not mail.repeated
    assert len(stored(db)) == 2


def test_the_order_is_that_of_storing_also_within_one_millisecond(
    db: sqlite3.Connection, shop: Served, conversation: str
) -> None:
    places = [comes(db, shop, f"Vraag {n}", id=str(n)).seq for n in range(5)]
    assert places == sorted(places)
    assert [message["text"] for message in stored(db)] == [f"Vraag {n}" for n in range(5)]


def test_numbers_are_masked_and_each_kind_is_told_once(db: sqlite3.Connection, shop: Served, conversation: str) -> None:
    said = "Mijn bsn is 111222333, die van mijn vrouw 123456782, en mijn rekening NL91ABNA0417164300."
    comes(db, shop, said)
    message, *notices = stored(db)
    assert not any(number in message["text"] + message["parts"] for number in ("111222333", "123456782", "0417164300"))
    assert [notice["author"] for notice in notices] == ["system", "system"]
    assert [any(word in notice["text"] for notice in notices) for word in ("burgerservicenummer", "rekeningnummer")]
    event = db.execute("SELECT data FROM conversations_event WHERE seq = ?", (message["seq"],)).fetchone()
    assert sorted(json.loads(event["data"])["masked"]) == ["bsn", "iban"]


def test_a_whole_question_is_due_now_and_a_fragment_when_it_has_settled(
    db: sqlite3.Connection, shop: Served, conversation: str
) -> None:
    comes(db, shop, "hoi", complete=False)
    assert store.conversation(db, conversation)["due_at"] == 7_000
    comes(db, shop, "ik heb", id="b", at=6_000, complete=False)
    assert store.conversation(db, conversation)["due_at"] == 7_000  # counted from the first
    comes(db, shop, "Hoe lang duurt het?", id="c", at=6_500)
    assert store.conversation(db, conversation)["due_at"] == 6_500


@pytest.mark.parametrize("holder", ["queue", "agent"])
def test_while_a_person_has_the_word_no_turn_is_due(
    db: sqlite3.Connection, shop: Served, conversation: str, holder: str
) -> None:
    store.hold(db, conversation, holder)
    seq = comes(db, shop, "Bent u daar?").seq
    row = store.conversation(db, conversation)
    assert (row["due_at"], row["waiting_since"], row["asked_seq"]) == (None, None, seq)
