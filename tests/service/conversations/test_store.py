"""The message path's SQL: places without gaps, claims that are fenced and lapse, words bound to the trail."""

import hashlib
import json
import sqlite3

import pytest

from kompas.service.conversations import store

WORDS = store.Words("customer", "Hoe lang duurt het?", "nl", "human")


@pytest.fixture(autouse=True)
def _begun(db: sqlite3.Connection) -> None:
    for id in ("c1", "c2"):
        store.begin(db, id, "chat", "nl", "digest", 10**13, 1_000)


def ask(db: sqlite3.Connection, id: str = "c1", at: int = 2_000) -> int:
    seq = store.say(db, id, WORDS, at, "customer")
    store.asked(db, id, seq, at, complete=True, settle_ms=2_000)
    return seq


def claim(db: sqlite3.Connection, now: int = 3_000, lease: int = 1_000, most: int = 9) -> list[sqlite3.Row]:
    return store.claim_due(db, now, lease, most)


def finish(db: sqlite3.Connection, row: sqlite3.Row, patient: bool = True) -> bool:
    return store.finish_turn(db, row["id"], row["claim"], row["asked_seq"], patient, "{}", "nl")


def test_messages_and_events_share_one_row_of_places(db: sqlite3.Connection) -> None:
    places = [store.say(db, "c1", WORDS, 1, "customer"), store.record(db, "note.added", "staff:1", 2, "c1"), ask(db)]
    assert places == [2, 3, 4]  # 1 is its beginning
    assert store.record(db, "assistant.stopped", "staff:1", 3) == 0
    assert [row["seq"] for row in store.messages(db, "c1", after=2)] == [4]


def test_the_newest_messages_come_in_order(db: sqlite3.Connection) -> None:
    places = [ask(db) for _ in range(5)]
    assert [row["seq"] for row in store.messages(db, "c1", most=2)] == places[-2:]


def test_the_event_binds_the_text_by_a_salted_digest(db: sqlite3.Connection) -> None:
    seq = ask(db)
    event = db.execute("SELECT * FROM conversations_event WHERE conversation_id = 'c1' AND seq = ?", (seq,)).fetchone()
    salt = store.messages(db, "c1")[0]["salt"]
    assert event["digest"] == hashlib.sha256(f"{salt}{WORDS.text}".encode()).hexdigest()
    assert json.loads(event["data"]) == {"author": "customer", "provenance": "human"}


def test_a_turn_is_claimed_once_the_longest_waiting_first(db: sqlite3.Connection) -> None:
    ask(db, "c1", 2_500), ask(db, "c2", 2_000)
    assert [row["id"] for row in claim(db, most=1)] == ["c2"]
    assert [row["id"] for row in claim(db)] == ["c1"]
    assert claim(db) == []


def test_what_is_not_due_yet_is_not_claimed(db: sqlite3.Connection) -> None:
    ask(db, at=5_000)
    assert claim(db, now=4_999) == []
    assert store.next_due(db) == 5_000


def test_a_lapsed_claim_is_taken_over_and_its_first_holder_cannot_speak(db: sqlite3.Connection) -> None:
    ask(db)
    (slow,) = claim(db, now=3_000)
    assert claim(db, now=3_999) == []
    assert store.next_due(db) == 4_000
    (successor,) = claim(db, now=4_000)
    assert (slow["claim"], successor["claim"], successor["attempts"]) == (1, 2, 2)
    assert finish(db, slow) is False
    assert finish(db, successor) is True
    assert claim(db, now=99_000) == []


def test_what_was_asked_meanwhile_keeps_the_turn_open_until_patience_is_over(db: sqlite3.Connection) -> None:
    ask(db)
    (row,) = claim(db)
    newer = ask(db, at=3_500)
    assert finish(db, row) is False
    assert finish(db, row, patient=False) is True
    left = store.conversation(db, "c1")
    assert (left["answered_seq"], left["asked_seq"], left["due_at"]) == (row["asked_seq"], newer, 3_500)


def test_whoever_takes_the_word_ends_the_claim(db: sqlite3.Connection) -> None:
    ask(db)
    (row,) = claim(db)
    store.hold(db, "c1", "queue")
    assert finish(db, row) is False
    store.hold(db, "c1", "assistant")
    assert finish(db, row) is False  # back with the assistant the old claim is still void
    assert claim(db, now=99_000) == []  # and what was asked of a person is not answered again


def test_a_claim_given_back_is_due_again_only_for_the_assistant(db: sqlite3.Connection) -> None:
    ask(db)
    (row,) = claim(db)
    store.free_claim(db, "c1", row["claim"] + 1)
    assert claim(db, now=3_500) == []  # somebody else's number frees nothing
    store.free_claim(db, "c1", row["claim"])
    assert [again["claim"] for again in claim(db, now=3_500)] == [2]


def test_at_start_every_claim_is_free(db: sqlite3.Connection) -> None:
    ask(db)
    claim(db, lease=10**9)
    store.free_all_claims(db)
    assert len(claim(db)) == 1


def test_the_screen_of_the_customer_reads_author_and_turn_with_the_message(db: sqlite3.Connection) -> None:
    asked = ask(db)
    store.say(db, "c1", WORDS, 3_000, "assistant", decision="answer", reply_to=asked)
    question, answer = store.shown(db, "c1", 0)
    assert (question["username"], json.loads(answer["about"])["reply_to"]) == (None, asked)
