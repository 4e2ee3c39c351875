"""Where a conversation stands, as its customer sees it."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from kompas.assistant.company import read_company
from kompas.assistant.domain.handover import Brief
from kompas.service.clock import now_ms
from kompas.service.conversations import store
from kompas.service.conversations.rating import rate
from kompas.service.conversations.state import state_of
from kompas.service.conversations.wire import brief_json
from kompas.service.customers.identity import prove
from kompas.service.handover import desk
from kompas.service.handover.opening import Opening, pass_on
from kompas.service.library.shelf import Served

SUNDAY = int(datetime(2026, 11, 22, 9, 0, tzinfo=UTC).timestamp() * 1000)


@pytest.fixture(autouse=True)
def _begun(db: sqlite3.Connection) -> None:
    for id in ("c1", "c2"):
        store.begin(db, id, "chat", "nl", "digest", 10**13, now_ms())


@pytest.fixture
def noor(db: sqlite3.Connection) -> int:
    from kompas.service.accounts.models import Staff

    return int(Staff.objects.create_user("noor-test", first_name="Noor", last_name="de Wit").pk)


def state(db: sqlite3.Connection, served: Served, at: int | None = None, id: str = "c1") -> dict[str, Any]:
    row = store.conversation(db, id)
    assert row is not None
    return state_of(db, served, row, at or now_ms())


def hand_over(db: sqlite3.Connection, served: Served, id: str = "c1", at: int | None = None) -> None:
    pass_on(db, served, id, Opening("wants_human", brief_json(Brief("Ruilen"))), at or now_ms())


def test_a_new_one_is_the_assistants(db: sqlite3.Connection, shop: Served) -> None:
    assert state(db, shop) == {
        "held_by": "assistant", "resolved": False, "position": None, "wait_minutes": None, "agent_name": None,
        "silenced": False, "open": True, "opens": None, "promise": None, "brief": False, "survey": False,
        "identity": "none",
    }  # fmt: skip


def test_who_waits_sees_their_own_place(db: sqlite3.Connection, shop: Served) -> None:
    for id in ("c2", "c1"):
        hand_over(db, shop, id)
    mine, other = state(db, shop), state(db, shop, id="c2")
    assert (mine["held_by"], mine["position"], other["position"], mine["brief"]) == ("queue", 2, 1, True)
    assert mine["wait_minutes"] is None, "nobody was ever taken, so no time is known"


def test_the_wait_is_told_by_place(db: sqlite3.Connection, shop: Served, noor: int) -> None:
    hand_over(db, shop, "c2", now_ms() - 120_000)
    desk.take(db, shop, "c2", noor, "Noor de Wit", now_ms())
    hand_over(db, shop, "c1")
    assert state(db, shop)["wait_minutes"] == 2


def test_the_agent_is_named_and_the_end_asks_for_a_rating_once(db: sqlite3.Connection, shop: Served, noor: int) -> None:
    desk.take(db, shop, "c1", noor, "Noor de Wit", now_ms())
    assert (state(db, shop)["held_by"], state(db, shop)["agent_name"]) == ("agent", "Noor de Wit")
    desk.resolve(db, shop, "c1", noor, now_ms())
    assert (state(db, shop)["resolved"], state(db, shop)["survey"]) == (True, True)
    rate(db, "c1", 1, True, "", now_ms())
    assert state(db, shop)["survey"] is False


def test_outside_hours_it_tells_the_promise_and_when_people_are_there(db: sqlite3.Connection, shop: Served) -> None:
    from tests.service.conftest import COMPANIES

    closed = replace(shop, company=read_company(COMPANIES / "zwaluw"))
    hand_over(db, closed, at=SUNDAY)
    told = state(db, closed, SUNDAY)
    assert (told["held_by"], told["open"]) == ("assistant", False)
    assert "maandag" in told["opens"]
    assert told["promise"]["reference"].startswith("K-")
    assert told["promise"]["due_text"]


def test_a_stop_and_a_proof_are_told(db: sqlite3.Connection, shop: Served, noor: int) -> None:
    desk.stop(db, noor, "", now_ms())
    prove(db, "c1", "10391", "mail", now_ms())
    told = state(db, shop)
    assert (told["silenced"], told["identity"]) == (True, "verified")
