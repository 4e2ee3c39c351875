"""How a conversation reaches a person: in the queue while people work, as a promise when they do not; once."""

import json
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests.service.conftest import COMPANIES

from kompas.assistant.company import read_company
from kompas.service.conversations import store
from kompas.service.handover import desk
from kompas.service.handover.opening import Opening, close_queue, pass_on
from kompas.service.library.shelf import Served

HOUR = 3_600_000
TUESDAY = int(datetime(2026, 11, 24, 9, 0, tzinfo=UTC).timestamp() * 1000)
SUNDAY = TUESDAY - 48 * HOUR
OPENING = Opening("house_rule", {"wish": "Mijn vader is overleden"}, "overlijden-naar-mens", urgent=True)


@pytest.fixture
def hours(shop: Served) -> Served:
    """The shop with its real opening hours."""
    return replace(shop, company=read_company(COMPANIES / "zwaluw"))


@pytest.fixture(autouse=True)
def _begun(db: sqlite3.Connection) -> None:
    for id in ("c1", "c2"):
        store.begin(db, id, "chat", "nl", "digest", 10**13, SUNDAY)


def handovers(db: sqlite3.Connection) -> list[sqlite3.Row]:
    return db.execute("SELECT * FROM handover_handover ORDER BY id").fetchall()


def promised(db: sqlite3.Connection) -> list[sqlite3.Row]:
    return db.execute("SELECT * FROM handover_promise ORDER BY id").fetchall()


def said(db: sqlite3.Connection, id: str = "c1") -> list[str]:
    return [message["text"] for message in store.messages(db, id)]


def test_while_people_work_the_customer_waits_with_reason_rule_and_brief(db: sqlite3.Connection, hours: Served) -> None:
    pass_on(db, hours, "c1", OPENING, TUESDAY)
    (opened,) = handovers(db)
    assert (opened["code"], opened["rule"], opened["urgent"], opened["live"]) == (
        "house_rule", "overlijden-naar-mens", 1, 1,
    )  # fmt: skip
    assert json.loads(opened["brief"])["wish"] == "Mijn vader is overleden"
    assert store.conversation(db, "c1")["held_by"] == "queue"
    event = db.execute("SELECT by, data FROM conversations_event WHERE kind = 'handover.opened'").fetchone()
    assert event["by"] == "assistant"
    assert "vader" not in event["data"]
    assert promised(db) == []


def test_asking_again_tells_the_place_again_and_opens_nothing(db: sqlite3.Connection, hours: Served) -> None:
    pass_on(db, hours, "c2", OPENING, TUESDAY)
    for _ in range(2):
        pass_on(db, hours, "c1", Opening("wants_human", {}), TUESDAY)
    assert len(handovers(db)) == 2
    first, second = said(db)
    assert first == second
    assert "2" in first


def test_outside_hours_it_is_a_promise_within_the_time_that_the_company_gives(
    db: sqlite3.Connection, hours: Served
) -> None:
    pass_on(db, hours, "c1", OPENING, SUNDAY)
    (promise,) = promised(db)
    assert store.conversation(db, "c1")["held_by"] == "assistant"
    assert handovers(db)[0]["live"] == 0
    assert promise["due_at"] > SUNDAY + 12 * HOUR
    assert promise["reference"] in said(db)[0]
    assert len(promise["reference"]) == 8
    assert not set(promise["reference"][2:]) & set("AEIOU01"), "letters and digits that look alike"


def test_who_still_waits_at_closing_time_gets_a_promise_once(db: sqlite3.Connection, hours: Served) -> None:
    pass_on(db, hours, "c1", OPENING, TUESDAY)
    assert close_queue(db, hours, TUESDAY + HOUR) == 0
    assert close_queue(db, hours, TUESDAY + 12 * HOUR) == 1
    assert close_queue(db, hours, TUESDAY + 12 * HOUR) == 0
    assert store.conversation(db, "c1")["held_by"] == "assistant"
    assert [promise["conversation_id"] for promise in promised(db)] == ["c1"]
    assert promised(db)[0]["reference"] in said(db)[-1]


def test_who_an_agent_has_is_left_alone(db: sqlite3.Connection, hours: Served) -> None:
    store.hold(db, "c1", "agent")
    pass_on(db, hours, "c1", OPENING, TUESDAY)
    assert (handovers(db), said(db)) == ([], [])


def test_who_asks_again_after_closing_time_is_told_of_the_first_promise_with_the_new_words_in_it(
    db: sqlite3.Connection, hours: Served
) -> None:
    pass_on(db, hours, "c1", OPENING, SUNDAY)
    again = Opening("complaint", {"wish": "En de incasso liep gewoon door", "facts": [], "mood": "boos"}, urgent=True)
    for _ in range(2):
        pass_on(db, hours, "c1", again, SUNDAY + HOUR)
    (promise,) = promised(db)
    (handover,) = handovers(db)
    brief = json.loads(handover["brief"])
    assert (brief["wish"], brief["open_question"]) == ("Mijn vader is overleden", "En de incasso liep gewoon door")
    first, second, third = said(db)
    assert all(promise["reference"] in words for words in (first, second, third))
    assert "staat er nu bij" in second
    assert "staat er nu bij" not in first + third, "nothing new was told"
    assert [row["data"] for row in db.execute("SELECT data FROM conversations_event WHERE kind = 'promise.added'")] == [
        json.dumps({"reference": promise["reference"], "handover": handover["id"]}, separators=(",", ":"))
    ]


def test_who_waits_at_closing_time_with_a_promise_from_before_gets_no_second_one(
    db: sqlite3.Connection, hours: Served
) -> None:
    pass_on(db, hours, "c1", OPENING, SUNDAY)
    pass_on(db, hours, "c1", Opening("wants_human", {"wish": "Ik wacht nog op antwoord"}), TUESDAY)
    assert store.conversation(db, "c1")["held_by"] == "queue"
    desk.correct_brief(db, "c1", "Het gaat om de fiets van mijn vader.", TUESDAY)
    assert close_queue(db, hours, TUESDAY + 12 * HOUR) == 1
    (promise,) = promised(db)
    assert store.conversation(db, "c1")["held_by"] == "assistant"
    assert promise["reference"] in said(db)[-1]
    owed, over = handovers(db)
    assert (owed["id"], owed["ended_at"], over["ended"]) == (promise["handover_id"], None, "joined")
    read = desk.brief_of(db, "c1")
    assert read is not None
    assert (read["wish"], read["open_question"]) == ("Mijn vader is overleden", "Ik wacht nog op antwoord")
    assert read["correction"] == "Het gaat om de fiets van mijn vader."
    assert close_queue(db, hours, TUESDAY + 12 * HOUR) == 0
