"""One turn: what is read for it, what a fault gives, and that it speaks only while the claim is its own."""

import re
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import time_machine
from tests.service.people import Visitor, kinds, until

from kompas.assistant.domain.conversation import Memory, OfferedPerson
from kompas.assistant.domain.errors import Temporary
from kompas.service.clock import now_ms
from kompas.service.conversations import store, turns, worker
from kompas.service.conversations.models import Conversation, Decision
from kompas.service.conversations.turns import Claimed, read_turn, store_turn, think
from kompas.service.handover import desk
from kompas.service.handover.screens.waiting import name_of
from kompas.service.house import House

QUESTION = "hoe lang duurt het voordat mijn bestelling er is?"


@pytest.fixture(autouse=True)
def _open_hours() -> Iterator[None]:
    with time_machine.travel("2026-11-24T10:00:00+01:00", tick=True):
        yield


@pytest.fixture
def visitor(house: House) -> Visitor:
    """A customer of a house whose worker stands still: the test works instead."""
    house.worker.stop()
    return Visitor(house)


def claim(visitor: Visitor, lease_ms: int = 60_000) -> Claimed:
    def job(db: sqlite3.Connection) -> list[Claimed]:
        rows = store.claim_due(db, now_ms(), lease_ms, 1)
        return [read_turn(db, visitor.house.shelf.now, row, now_ms()) for row in rows]

    (claimed,) = visitor.write(job)
    return claimed


def ends(visitor: Visitor, claimed: Claimed, worked: Any) -> bool:
    done: bool = visitor.write(lambda db: store_turn(db, visitor.house.shelf.now, claimed, worked))
    return done


def authors(visitor: Visitor) -> list[str]:
    return [message["author"] for message in visitor.messages()]


def test_a_turn_holds_the_new_messages_the_story_and_its_own_key(visitor: Visitor) -> None:
    visitor.says(QUESTION)
    first = claim(visitor)
    assert ends(visitor, first, think(visitor.house.shelf.now, first))
    visitor.says("en wat kost de bezorging?")
    visitor.says("en op zaterdag?")
    turn = claim(visitor).turn
    assert turn.text == "en wat kost de bezorging?\nen op zaterdag?"
    assert [said.author.value for said in turn.history] == ["customer", "assistant"]
    assert turn.key != first.turn.key
    assert turn.key.startswith(visitor.id)


def test_a_turn_ends_with_reply_decision_and_trace_in_one_go(visitor: Visitor) -> None:
    visitor.says(QUESTION)
    claimed = claim(visitor)
    assert ends(visitor, claimed, think(visitor.house.shelf.now, claimed))
    reply = visitor.messages()[-1]
    decision = visitor.write(lambda db: dict(db.execute("SELECT * FROM conversations_decision").fetchone()))
    assert (decision["seq"], decision["kind"]) == (reply["seq"], "answer")
    assert QUESTION not in decision["trace"]
    assert (visitor.row["answered_seq"], visitor.row["due_at"], visitor.row["attempts"]) == (claimed.seen, None, 0)


def test_a_slow_turn_and_its_successor_do_not_both_speak_whoever_ends_first(visitor: Visitor) -> None:
    visitor.says(QUESTION)
    slow = claim(visitor, lease_ms=0)
    successor = claim(visitor)
    worked = think(visitor.house.shelf.now, slow)
    assert ends(visitor, slow, worked) is False
    assert authors(visitor) == ["customer"]
    assert ends(visitor, successor, worked) is True
    assert authors(visitor) == ["customer", "assistant"]


def test_what_was_thought_before_an_erasure_is_dropped(visitor: Visitor) -> None:
    visitor.says(QUESTION)
    claimed = claim(visitor)
    worked = think(visitor.house.shelf.now, claimed)

    def erase(db: sqlite3.Connection) -> None:
        db.execute("DELETE FROM conversations_message WHERE conversation_id = ?", (visitor.id,))
        db.execute("DELETE FROM conversations_conversation WHERE id = ?", (visitor.id,))

    visitor.write(erase)
    assert ends(visitor, claimed, worked) is False


@pytest.mark.parametrize("given_back", [False, True])
def test_a_process_that_stood_still_while_an_agent_took_the_word_does_not_speak(
    house: House, agent: int, monkeypatch: pytest.MonkeyPatch, given_back: bool
) -> None:
    """The real worker, held up in the middle of a turn; it is checked when it wants to send."""
    thinking, go_on = threading.Event(), threading.Event()

    def held_up(served: Any, claimed: Claimed) -> Any:
        worked = turns.think(served, claimed)
        thinking.set()
        assert go_on.wait(20)
        return worked

    monkeypatch.setattr(worker, "think", held_up)
    visitor, served = Visitor(house), house.shelf.now
    visitor.says(QUESTION)
    assert thinking.wait(20)
    visitor.write(lambda db: desk.take(db, served, visitor.id, agent, "Noor de Wit", now_ms()))
    if given_back:
        visitor.write(lambda db: desk.give_back(db, served, visitor.id, agent, now_ms()))
    go_on.set()
    house.worker.stop()  # it finishes the turn under way
    visitor.write(lambda db: None)  # and what that wanted to store was looked at before this
    assert not any("levertijd" in message["citations"] for message in visitor.messages())
    assert visitor.row["held_by"] == ("assistant" if given_back else "agent")


def test_a_fault_on_our_side_tells_the_customer_and_brings_a_person(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(served: Any, claimed: Claimed) -> Any:
        raise ValueError("het geheim van de klant")

    monkeypatch.setattr(worker, "think", broken)
    visitor = Visitor(house)
    visitor.says(QUESTION)
    until(lambda: visitor.row["held_by"] == "queue")
    assert "Er ging iets mis bij ons" in visitor.messages()[1]["text"]
    assert "handover.opened" in kinds(visitor.id)


def test_a_turn_that_may_kill_the_process_is_given_to_a_person(visitor: Visitor) -> None:
    visitor.says(QUESTION)
    for _ in range(9):
        claimed = claim(visitor, lease_ms=0)
    worked = think(visitor.house.shelf.now, claimed)
    assert worked.taken is None
    assert worked.opening is not None
    assert worked.opening.code == "fault"


def test_a_customer_who_never_stops_typing_is_answered(visitor: Visitor) -> None:
    visitor.says(QUESTION)
    for n in range(4):
        claimed = claim(visitor)
        worked = think(visitor.house.shelf.now, claimed)
        visitor.says(f"en vraag {n}, wat kost een grote beurt?")
        done = ends(visitor, claimed, worked)
        assert done is (n == 3)
    assert authors(visitor).count("assistant") == 1
    assert visitor.row["due_at"] is not None  # what came after is answered next


def test_a_code_is_counted_when_the_turn_is_read_and_not_when_it_is_thought(visitor: Visitor) -> None:
    visitor.says("waar blijft mijn bestelling?")
    first = claim(visitor)
    ends(visitor, first, think(visitor.house.shelf.now, first))
    visitor.says("niemand@nergens.example")
    second = claim(visitor)
    ends(visitor, second, think(visitor.house.shelf.now, second))
    visitor.says("mijn code is 123 456")
    claimed = claim(visitor)
    assert claimed.turn.code_check is not None
    assert claimed.turn.code_check.value == "wrong"
    for _ in range(3):
        think(visitor.house.shelf.now, claimed)
    assert visitor.write(lambda db: db.execute("SELECT tries FROM customers_code").fetchone()["tries"]) == 1


@pytest.mark.parametrize("address", ["niemand@nergens.example", "noor.jansen@klant.example"])
def test_a_sixth_code_in_the_hour_is_refused_in_words_with_the_way_to_a_person(visitor: Visitor, address: str) -> None:
    """The same words for a stranger and for a customer; nothing is mailed, and "yes" brings a person."""

    def say(text: str) -> sqlite3.Row:
        visitor.says(text)
        claimed = claim(visitor)
        assert ends(visitor, claimed, think(visitor.house.shelf.now, claimed))
        return [one for one in visitor.messages() if one["author"] == "assistant"][-1]

    def mailed() -> int:
        count = "SELECT COUNT(*) AS n FROM conversations_delivery WHERE purpose = 'code'"
        return int(visitor.write(lambda db: db.execute(count).fetchone()["n"]))

    say("waar blijft mijn bestelling?")
    for _ in range(5):
        assert "krijgt u nu een mail" in say(address)["text"]
    before = mailed()
    assert before == (5 if "noor" in address else 0)
    told = say(address)
    assert "krijgt u nu een mail" not in told["text"]
    assert "geen nieuwe code: er is te vaak om een code gevraagd." in told["text"]
    assert "Over 60 minuten kan het weer" in told["text"]
    assert '"kind":"offer"' in told["parts"]
    assert mailed() == before
    assert kinds(visitor.id).count("identity.code_refused") == 1
    say("ja")
    assert visitor.row["held_by"] == "queue"


def test_a_network_that_asked_too_often_is_refused_whoever_it_says_to_be(visitor: Visitor) -> None:
    """A new visitor from the same place is no other place; the one for whom they ask is served elsewhere."""
    address, networks = "noor.jansen@klant.example", visitor.house.networks

    def asks(customer: Visitor, network: str) -> str:
        networks.wrote(customer.id, network)
        for words in ("waar blijft mijn bestelling?", address):
            customer.says(words)
            claimed = claim(customer)
            worked = think(customer.house.shelf.now, claimed)
            customer.write(lambda db: store_turn(db, customer.house.shelf.now, claimed, worked, networks))  # noqa: B023
        return str([one for one in customer.messages() if one["author"] == "assistant"][-1]["text"])

    for _ in range(5):
        assert "krijgt u nu een mail" in asks(Visitor(visitor.house), "203.0.113.7/32")
    assert "te vaak om een code gevraagd" in asks(Visitor(visitor.house), "203.0.113.7/32")
    assert "krijgt u nu een mail" in asks(visitor, "198.51.100.4/32")


def proven(visitor: Visitor) -> None:
    """Asks after an order and proves by a mailed code who it is."""
    for words in ("waar blijft mijn bestelling?", "noor.jansen@klant.example"):
        visitor.says(words)
        claimed = claim(visitor)
        ends(visitor, claimed, think(visitor.house.shelf.now, claimed))
    body = "SELECT body FROM conversations_delivery WHERE purpose = 'code'"
    mailed = visitor.write(lambda db: db.execute(body).fetchone()["body"])
    visitor.says(re.search(r"\d{6}", mailed)[0])


def test_who_proves_who_they_are_is_called_by_name_by_the_agents(visitor: Visitor) -> None:
    """Not by anybody before that: an address alone names nobody."""
    names = "SELECT name FROM customers_customer"
    proven(visitor)
    claimed = claim(visitor)
    assert visitor.write(lambda db: [row["name"] for row in db.execute(names)]) == [""]
    assert ends(visitor, claimed, think(visitor.house.shelf.now, claimed))
    assert visitor.write(lambda db: [row["name"] for row in db.execute(names)]) == ["Noor Jansen"]
    assert name_of(Conversation.objects.get(pk=visitor.id)) == "Noor Jansen"
    assert kinds(visitor.id).count("customer.named") == 1
    data = "SELECT data FROM conversations_event WHERE kind = 'customer.named'"
    assert "Noor" not in visitor.write(lambda db: db.execute(data).fetchone()["data"])
    assert not any("Jansen" in one["text"] for one in visitor.messages() if one["author"] == "assistant")
    visitor.says("dank je wel")
    assert not claim(visitor).nameless, "it is asked once"


def test_a_decision_for_which_records_were_read_says_when(visitor: Visitor) -> None:
    proven(visitor)
    claimed = claim(visitor)
    assert ends(visitor, claimed, think(visitor.house.shelf.now, claimed))
    found = list(Decision.objects.order_by("id"))
    assert [one.records_at for one in found] == [None, None, found[-1].at]
    assert '"records":["' in found[-1].trace


def test_a_customer_system_that_fails_leaves_the_customer_nameless(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: Any, identity: Any) -> str:
        raise Temporary("the system does not answer", "try again later")

    monkeypatch.setattr("kompas.connectors.table.TableConnector.name_of", broken)
    proven(visitor)
    claimed = claim(visitor)
    assert ends(visitor, claimed, think(visitor.house.shelf.now, claimed))
    assert "Jansen" not in name_of(Conversation.objects.get(pk=visitor.id))


def test_what_cannot_be_read_goes_to_a_person_and_keeps_nobody_waiting(house: House) -> None:
    broken, other = Visitor(house), Visitor(house)
    memory = "UPDATE conversations_conversation SET memory = ? WHERE id = ?"
    broken.write(lambda db: db.execute(memory, ('{"pending": 1}', broken.id)))
    broken.says(QUESTION)
    assert "levertijd" in other.asks(QUESTION)["citations"]
    until(lambda: broken.row["held_by"] == "queue")
    assert turns._MEMORY.validate_json(broken.row["memory"]) == Memory(lang="nl")


def test_after_a_fault_nothing_stays_under_way(visitor: Visitor) -> None:
    visitor.says(QUESTION)
    claimed = claim(visitor)
    memory = Memory(lang="nl", pending=OfferedPerson("not_known", QUESTION), articles=("levertijd",))
    claimed = replace(claimed, turn=replace(claimed.turn, memory=memory))
    assert ends(visitor, claimed, turns.fault_of(visitor.house.shelf.now, claimed))
    kept = turns._MEMORY.validate_json(visitor.row["memory"])
    assert (kept.pending, kept.articles) == (None, ("levertijd",))


def promised(visitor: Visitor) -> None:
    """An open promise that still waits for an address."""
    with time_machine.travel("2026-11-22T10:00:00+01:00", tick=True):  # a Sunday
        visitor.write(lambda db: desk.ask_for_human(db, visitor.house.shelf.now, visitor.id, now_ms()))


def address_of(visitor: Visitor) -> str:
    promise = visitor.write(lambda db: db.execute("SELECT address FROM handover_promise").fetchone())
    return str(promise["address"])


@pytest.mark.parametrize("words", ["jo@klant.example", "Mijn mailadres is jo@klant.example. Bedankt!"])
def test_an_address_for_a_promise_is_noted_and_nothing_else_is_said(visitor: Visitor, words: str) -> None:
    promised(visitor)
    visitor.says(words)
    claimed = claim(visitor)
    before = len(visitor.messages())
    assert ends(visitor, claimed, think(visitor.house.shelf.now, claimed))
    assert address_of(visitor) == "jo@klant.example"
    (said,) = visitor.messages()[before:]
    assert "jo@klant.example" in said["text"]


def test_a_question_beside_the_address_is_answered_too(visitor: Visitor) -> None:
    promised(visitor)
    visitor.says(f"jo@klant.example. {QUESTION}")
    claimed = claim(visitor)
    before = len(visitor.messages())
    assert ends(visitor, claimed, think(visitor.house.shelf.now, claimed))
    answer, noted = visitor.messages()[before:]
    assert "levertijd" in answer["citations"]
    assert "jo@klant.example" in noted["text"]
    assert address_of(visitor) == "jo@klant.example"


def test_an_address_that_a_workflow_waits_for_serves_both(visitor: Visitor) -> None:
    promised(visitor)
    visitor.says("waar is mijn bestelling?")
    claimed = claim(visitor)
    assert ends(visitor, claimed, think(visitor.house.shelf.now, claimed))
    visitor.says("jo@klant.example")
    claimed = claim(visitor)
    worked = think(visitor.house.shelf.now, claimed)
    assert ends(visitor, claimed, worked)
    assert worked.sending is not None
    assert (worked.sending.address, address_of(visitor)) == ("jo@klant.example", "jo@klant.example")
