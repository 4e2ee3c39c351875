"""The human door: in every state, at once, without a story told twice."""

import json
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
import time_machine
from tests.service.people import Visitor, kinds, until

from kompas.service.clock import now_ms
from kompas.service.conversations import store
from kompas.service.database.connection import connect
from kompas.service.handover import desk
from kompas.service.house import House


@pytest.fixture
def _open_hours() -> Iterator[None]:
    with time_machine.travel("2026-11-24T10:00:00+01:00", tick=True):
        yield


@pytest.fixture
def _closed() -> Iterator[None]:
    with time_machine.travel("2026-11-22T10:00:00+01:00", tick=True):  # a Sunday
        yield


def rows(sql: str) -> list[dict[str, Any]]:
    with closing(connect(readonly=True)) as db:
        return [dict(row) for row in db.execute(sql)]


@pytest.mark.parametrize("words", ["medewerker", "ik wil gewoon iemand spreken!!", "can I talk to someone"])
@pytest.mark.usefixtures("_open_hours")
def test_a_wish_for_a_person_is_met_at_once(house: House, words: str) -> None:
    visitor = Visitor(house)
    visitor.asks(words)
    until(lambda: visitor.row["held_by"] == "queue")
    assert rows("SELECT code, live FROM handover_handover") == [{"code": "wants_human", "live": 1}]


@pytest.mark.usefixtures("_open_hours")
def test_the_button_works_without_a_word_said_and_twice_is_once(house: House) -> None:
    visitor = Visitor(house)
    for _ in range(2):
        visitor.write(lambda db: desk.ask_for_human(db, house.shelf.now, visitor.id, now_ms()))
    assert visitor.row["held_by"] == "queue"
    assert len(rows("SELECT id FROM handover_handover")) == 1


@pytest.mark.usefixtures("_open_hours")
def test_the_assistant_is_silent_while_the_customer_waits_and_goes_on_when_they_leave(house: House) -> None:
    visitor = Visitor(house)
    visitor.asks("ik wil een medewerker spreken")
    until(lambda: visitor.row["held_by"] == "queue")
    seq = visitor.says("hoe lang duurt levering?").seq
    assert visitor.row["due_at"] is None
    visitor.write(lambda db: desk.leave_queue(db, house.shelf.now, visitor.id, now_ms()))
    assert visitor.row["held_by"] == "assistant"
    reply = visitor.asks("wat kost een grote beurt?")
    assert reply["seq"] > seq


@pytest.mark.usefixtures("_open_hours")
def test_an_agent_takes_replies_and_gives_back(house: House, agent: int, other_agent: int) -> None:
    visitor = Visitor(house)
    visitor.asks("medewerker")
    until(lambda: visitor.row["held_by"] == "queue")
    served = house.shelf.now
    assert visitor.write(lambda db: desk.take(db, served, visitor.id, agent, "Noor de Wit", now_ms()))
    assert not visitor.write(lambda db: desk.take(db, served, visitor.id, other_agent, "Sam Bakker", now_ms()))
    assert not visitor.write(lambda db: desk.reply(db, served, visitor.id, other_agent, "stil", now_ms()))
    assert visitor.write(lambda db: desk.reply(db, served, visitor.id, agent, "Goedemorgen, ik kijk het na.", now_ms()))
    assert visitor.write(lambda db: desk.give_back(db, served, visitor.id, agent, now_ms()))
    assert visitor.row["held_by"] == "assistant"
    assert [m["provenance"] for m in visitor.messages() if m["author"] == "agent"] == ["human"]
    assert [kind for kind in kinds(visitor.id) if kind.startswith("handover")] == [
        "handover.opened",
        "handover.taken",
        "handover.returned",
    ]
    assert visitor.asks("hoe lang duurt levering?")["author"] == "assistant"


@pytest.mark.usefixtures("_closed")
def test_outside_hours_it_becomes_a_promise_with_a_mail(house: House) -> None:
    visitor = Visitor(house)
    visitor.asks("medewerker")
    promise = until(lambda: rows("SELECT * FROM handover_promise"))[0]
    assert visitor.row["held_by"] == "assistant"
    assert any(promise["reference"] in m["text"] for m in visitor.messages())
    visitor.asks("mijn adres is klant@post.example")
    mail = until(lambda: rows("SELECT * FROM conversations_delivery WHERE sent_at IS NOT NULL"))[0]
    assert mail["recipient"] == "klant@post.example"
    assert promise["reference"] in mail["subject"]
    assert visitor.asks("hoe lang duurt levering?")["citations"] != "[]"


@pytest.mark.usefixtures("_closed")
def test_asking_again_outside_hours_repeats_the_same_promise(house: House) -> None:
    visitor = Visitor(house)
    for _ in range(3):
        visitor.write(lambda db: desk.ask_for_human(db, house.shelf.now, visitor.id, now_ms()))
    assert len(rows("SELECT id FROM handover_promise")) == 1


@pytest.mark.usefixtures("_open_hours")
def test_the_customer_may_correct_the_brief(house: House) -> None:
    visitor = Visitor(house)
    visitor.asks("mijn fiets is kapot en ik wil een medewerker spreken")
    until(lambda: visitor.row["held_by"] == "queue")
    brief = visitor.write(lambda db: desk.correct_brief(db, visitor.id, "Het gaat om de accu.", now_ms()))
    assert brief["correction"] == "Het gaat om de accu."
    assert brief["wish"]
    assert "accu" not in json.dumps(rows("SELECT data FROM conversations_event"))


@pytest.mark.usefixtures("_open_hours")
def test_who_waits_at_closing_time_gets_a_promise(house: House) -> None:
    visitor = Visitor(house)
    visitor.asks("medewerker")
    until(lambda: visitor.row["held_by"] == "queue")
    with time_machine.travel("2026-11-24T18:00:01+01:00", tick=True):
        until(lambda: visitor.row["held_by"] == "assistant")
        assert len(rows("SELECT id FROM handover_promise")) == 1


@pytest.mark.usefixtures("_open_hours")
def test_stopping_twice_is_once_and_lifting_lets_it_speak(house: House, agent: int) -> None:
    visitor = Visitor(house)
    for _ in range(2):
        visitor.write(lambda db: desk.stop(db, agent, "", now_ms()))
    visitor.write(lambda db: desk.lift(db, agent, now_ms()))
    assert rows("SELECT COUNT(*) AS n FROM handover_stop WHERE lifted_at IS NOT NULL") == [{"n": 1}]
    assert visitor.asks("hoe lang duurt levering?")["citations"] != "[]"


@pytest.mark.usefixtures("_open_hours")
def test_whatever_a_colleague_does_the_trail_has_one_name_for_them(house: House, agent: int) -> None:
    served, visitor = house.shelf.now, Visitor(house)
    visitor.write(lambda db: desk.ask_for_human(db, served, visitor.id, now_ms()))
    visitor.write(lambda db: desk.look_in(db, visitor.id, agent, now_ms()))
    visitor.write(lambda db: desk.read_brief(db, visitor.id, agent, now_ms()))
    visitor.write(lambda db: desk.take(db, served, visitor.id, agent, "Noor de Wit", now_ms()))
    visitor.write(lambda db: desk.reply(db, served, visitor.id, agent, "Goedemiddag.", now_ms()))
    visitor.write(lambda db: desk.note(db, visitor.id, agent, "Gebeld.", now_ms()))
    visitor.write(lambda db: desk.give_back(db, served, visitor.id, agent, now_ms()))
    visitor.write(lambda db: desk.take(db, served, visitor.id, agent, "Noor de Wit", now_ms()))
    visitor.write(lambda db: desk.resolve(db, served, visitor.id, agent, now_ms()))
    visitor.write(lambda db: desk.stop(db, agent, "", now_ms()))
    visitor.write(lambda db: desk.explain_stop(db, agent, "Onderhoud", now_ms()))
    visitor.write(lambda db: desk.lift(db, agent, now_ms()))
    told = rows(
        "SELECT kind, by FROM conversations_event WHERE by NOT IN ('customer', 'assistant', 'system', 'folder')"
    )
    assert {row["by"] for row in told} == {f"staff:{agent}"}
    assert {row["kind"] for row in told} == {
        "assistant.resumed",
        "assistant.stop_explained",
        "assistant.stopped",
        "brief.read",
        "conversation.read",
        "conversation.resolved",
        "handover.returned",
        "handover.taken",
        "message.posted",
        "note.added",
    }


@pytest.mark.usefixtures("_open_hours")
def test_lines_of_before_count_for_who_wrote_them(house: House, agent: int) -> None:
    """They call a colleague by another word; whoever read a brief or looked in then has done so."""
    visitor = Visitor(house)
    visitor.write(lambda db: desk.ask_for_human(db, house.shelf.now, visitor.id, now_ms()))
    for kind in ("brief.read", desk.LOOKED):
        visitor.write(lambda db, kind=kind: store.record(db, kind, f"agent:{agent}", now_ms(), visitor.id))
    visitor.write(lambda db: desk.look_in(db, visitor.id, agent, now_ms()))
    visitor.write(lambda db: desk.read_brief(db, visitor.id, agent, now_ms()))
    assert rows("SELECT COUNT(*) AS n FROM conversations_event WHERE kind IN ('brief.read', 'conversation.read')") == [
        {"n": 2}
    ]
    visitor.write(lambda db: desk.look_in(db, visitor.id, agent + 1, now_ms()))
    assert rows("SELECT by FROM conversations_event WHERE kind = 'conversation.read' ORDER BY id DESC LIMIT 1") == [
        {"by": f"staff:{agent + 1}"}
    ]


@pytest.mark.usefixtures("_open_hours")
def test_only_the_holder_resolves_a_supervisor_anybodys_and_once(house: House, agent: int, other_agent: int) -> None:
    served, one, two = house.shelf.now, Visitor(house), Visitor(house)
    for visitor in (one, two):
        visitor.write(lambda db, id=visitor.id: desk.take(db, served, id, agent, "Noor de Wit", now_ms()))
    assert not one.write(lambda db: desk.resolve(db, served, one.id, other_agent, now_ms()))
    assert one.row["resolved_at"] is None
    assert one.write(lambda db: desk.resolve(db, served, one.id, agent, now_ms()))
    assert not one.write(lambda db: desk.resolve(db, served, one.id, agent, now_ms(), anyones=True))
    assert two.write(lambda db: desk.resolve(db, served, two.id, other_agent, now_ms(), anyones=True))
    assert not two.write(lambda db: desk.close(db, served, two.id, now_ms()))
    assert [row["by"] for row in rows("SELECT by FROM conversations_resolution ORDER BY id")] == [
        f"staff:{agent}",
        f"staff:{other_agent}",
    ]


@pytest.mark.usefixtures("_open_hours")
def test_who_read_the_brief_is_on_the_trail_once_each(house: House, agent: int) -> None:
    visitor = Visitor(house)
    assert visitor.write(lambda db: desk.read_brief(db, visitor.id, None, now_ms())) is None
    visitor.write(lambda db: desk.ask_for_human(db, house.shelf.now, visitor.id, now_ms()))
    for reader in (None, None, agent, agent):
        found = visitor.write(lambda db, reader=reader: desk.read_brief(db, visitor.id, reader, now_ms()))
        assert found["correction"] is None
    read = rows("SELECT by FROM conversations_event WHERE kind = 'brief.read' ORDER BY id")
    assert [row["by"] for row in read] == ["customer", f"staff:{agent}"]
