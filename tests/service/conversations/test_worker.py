"""The path of a message: one turn at a time, fragments joined, nothing said twice or by the wrong one."""

import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
import time_machine
from tests.service.people import Visitor, kinds, until

from kompas.service.clock import now_ms
from kompas.service.conversations import store
from kompas.service.conversations.turns import Claimed, read_turn, store_turn, think
from kompas.service.database.connection import connect
from kompas.service.handover import desk
from kompas.service.house import House

QUESTION = "hoe lang duurt het voordat mijn bestelling er is?"


@pytest.fixture(autouse=True)
def _open_hours() -> Iterator[None]:
    """A Tuesday morning: people are there."""
    with time_machine.travel("2026-11-24T10:00:00+01:00", tick=True):
        yield


def claim(visitor: Visitor, lease_ms: int = 9_000) -> Claimed:
    """Claim the visitor's turn as the worker does."""

    def job(db: sqlite3.Connection) -> list[Claimed]:
        served = visitor.house.shelf.now
        return [read_turn(db, served, row, now_ms()) for row in store.claim_due(db, now_ms(), lease_ms, 1)]

    claimed: Claimed = visitor.write(job)[0]
    return claimed


def test_a_complete_question_is_answered_with_its_citation(house: House) -> None:
    visitor = Visitor(house)
    reply = visitor.asks(QUESTION)
    assert '"cites":[1]' in reply["parts"]
    assert "levertijd" in reply["citations"]
    told = [kind for kind in kinds(visitor.id) if kind != "turn.drawn"]  # that comes a moment later, or not at all
    assert told == ["conversation.begun", "message.posted", "message.posted"]


def test_a_fragment_waits_and_joins_what_follows(house: House) -> None:
    visitor = Visitor(house)
    visitor.says("hoi")
    visitor.says("ik heb een vraag")
    seq = visitor.says(QUESTION).seq
    visitor.reply_after(seq)
    time.sleep(0.2)
    assert [m["author"] for m in visitor.messages()] == ["customer", "customer", "customer", "assistant"]


def test_a_lone_greeting_is_answered_after_settling(house: House) -> None:
    visitor = Visitor(house)
    begun = time.monotonic()
    visitor.asks("hoi")
    assert time.monotonic() - begun >= 1.5


def test_the_same_message_twice_is_one(house: House) -> None:
    visitor = Visitor(house)
    first = visitor.says(QUESTION, "a")
    again = visitor.says(QUESTION, "a")
    assert again.seq == first.seq
    assert again.repeated
    visitor.reply_after(first.seq)
    assert len([m for m in visitor.messages() if m["author"] == "customer"]) == 1


def test_many_customers_at_once_each_get_one_reply(house: House) -> None:
    with ThreadPoolExecutor(8) as pool:
        visitors = list(pool.map(lambda _: Visitor(house), range(24)))
        list(pool.map(lambda visitor: visitor.asks(QUESTION), visitors))
    for visitor in visitors:
        assert [m["author"] for m in visitor.messages()] == ["customer", "assistant"]


def test_a_slow_turn_cannot_speak_after_its_successor(house: House) -> None:
    """The claim of the slow one has lapsed: what it wants to store is dropped."""
    visitor = Visitor(house)
    house.worker.stop()
    visitor.says(QUESTION)
    slow = claim(visitor, lease_ms=0)
    fast = claim(visitor, lease_ms=0)
    assert fast.claim == slow.claim + 1
    worked = think(house.shelf.now, slow)
    assert visitor.write(lambda db: store_turn(db, house.shelf.now, fast, worked)) is True
    assert visitor.write(lambda db: store_turn(db, house.shelf.now, slow, worked)) is False
    assert [m["author"] for m in visitor.messages()] == ["customer", "assistant"]


def test_what_arrives_while_thinking_joins_the_turn(house: House) -> None:
    visitor = Visitor(house)
    house.worker.stop()
    visitor.says(QUESTION)
    claimed = claim(visitor)
    worked = think(house.shelf.now, claimed)
    visitor.says("en wat kost de bezorging?")
    assert visitor.write(lambda db: store_turn(db, house.shelf.now, claimed, worked)) is False
    assert [m["author"] for m in visitor.messages()] == ["customer", "customer"]
    again = claim(visitor)
    assert len(again.turn.messages) == 2


def test_the_assistant_is_silent_while_an_agent_holds(house: House, agent: int) -> None:
    visitor = Visitor(house)
    house.worker.stop()
    visitor.says(QUESTION)
    claimed = claim(visitor)
    worked = think(house.shelf.now, claimed)
    visitor.write(lambda db: desk.take(db, house.shelf.now, visitor.id, agent, "Noor de Wit", now_ms()))
    assert visitor.write(lambda db: store_turn(db, house.shelf.now, claimed, worked)) is False
    assert [m["author"] for m in visitor.messages()] == ["customer", "system"]


def test_a_stop_silences_a_turn_that_was_already_thought(house: House, agent: int) -> None:
    visitor = Visitor(house)
    house.worker.stop()
    visitor.says(QUESTION)
    claimed = claim(visitor)
    worked = think(house.shelf.now, claimed)
    visitor.write(lambda db: desk.stop(db, agent, "", now_ms()))
    assert visitor.write(lambda db: store_turn(db, house.shelf.now, claimed, worked)) is True
    assert not any("levertijd" in m["citations"] for m in visitor.messages())
    assert visitor.row["held_by"] == "queue"


def test_a_claim_of_a_dead_process_is_taken_up_at_start(house: House) -> None:
    visitor = Visitor(house)
    house.worker.stop()
    visitor.says(QUESTION)
    visitor.write(lambda db: store.claim_due(db, now_ms(), 10**6, 1))
    assert visitor.write(lambda db: store.claim_due(db, now_ms(), 10**6, 1)) == []
    visitor.write(store.free_all_claims)
    assert len(visitor.write(lambda db: store.claim_due(db, now_ms(), 10**6, 1))) == 1


def test_numbers_that_nobody_needs_never_reach_the_disk(house: House) -> None:
    visitor = Visitor(house)
    visitor.asks("mijn bsn is 123456782 en mijn iban NL91ABNA0417164300, hoe lang duurt levering?")
    texts = " ".join(m["text"] for m in visitor.messages())
    assert "123456782" not in texts
    assert "0417164300" not in texts
    assert [m["author"] for m in visitor.messages()].count("system") == 2


def test_a_customer_who_writes_after_resolution_opens_it_again(house: House, agent: int) -> None:
    visitor = Visitor(house)
    visitor.asks(QUESTION)
    visitor.write(lambda db: desk.resolve(db, house.shelf.now, visitor.id, agent, now_ms(), anyones=True))
    assert visitor.row["resolved_at"] is not None
    visitor.asks("wat kost een grote beurt?")
    assert visitor.row["resolved_at"] is None


def test_every_event_is_sealed_within_a_second(house: House) -> None:
    visitor = Visitor(house)
    visitor.asks(QUESTION)

    def all_sealed() -> bool:
        with closing(connect(readonly=True)) as db:
            left = db.execute(
                "SELECT COUNT(*) AS n FROM conversations_event WHERE id NOT IN (SELECT event_id FROM privacy_seal)"
            )
            return bool(left.fetchone()["n"] == 0)

    assert until(all_sealed, 2)


def test_a_clock_that_goes_back_keeps_nobody_waiting(house: House) -> None:
    visitor = Visitor(house)
    ahead = now_ms() + 3_600_000
    seq = visitor.says("hoi").seq  # a fragment: it settles first
    visitor.write(
        lambda db: db.execute("UPDATE conversations_conversation SET due_at = ?, claimed_until = 0", (ahead,))
    )
    house.worker._looked_at = ahead  # as the dispatcher saw the clock before it was set
    assert visitor.reply_after(seq)["author"] == "assistant"
