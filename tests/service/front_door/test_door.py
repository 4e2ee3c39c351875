"""What every call has at hand: the language of the answer, and a write that is acknowledged only when it is on disk."""

import asyncio
import sqlite3
import threading
from typing import Any

import pytest
from tests.service.front_door.front import API, Front, Visitor

from kompas.service.front_door import door as doors
from kompas.service.front_door.limits import bounds

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("query", "header", "lang"),
    [
        ("", "", "nl"),
        ("", "en-GB,en;q=0.9", "en"),
        ("", "fr,en;q=0.4,nl;q=0.7", "nl"),
        ("", "fr, de;q=0.9", "nl"),
        ("", "en;q=x, ;;;, nl;q=0.1", "nl"),
        ("?lang=en", "nl", "en"),
        ("?lang=xx", "en", "en"),
        ("", "e" * 5000, "nl"),
    ],
)
async def test_the_answer_speaks_as_asked_then_as_preferred_then_as_the_company(
    front: Front, query: str, header: str, lang: str
) -> None:
    answer = await front.client.get(f"{API}/hello{query}", headers={"Accept-Language": header})
    assert answer.json()["lang"] == lang


async def test_a_write_that_takes_too_long_says_to_try_again_and_the_repeat_finds_it_done(
    front: Front, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    slow = front.house.writer.submit(lambda db: go_on.wait(20))
    quick: Any = type(
        "Bounds", (), {**{name: getattr(bounds(), name) for name in bounds().__slots__}, "write_seconds": 0.1}
    )
    monkeypatch.setattr(doors, "bounds", lambda: quick)
    first = await visitor.say("Hoe lang duurt het?", "mijn-1")
    assert (first.status_code, first.headers["retry-after"]) == (503, "2")
    assert first.json()["human"]
    monkeypatch.undo()
    go_on.set()
    await asyncio.wrap_future(slow)
    again = await visitor.say("Hoe lang duurt het?", "mijn-1")
    assert again.status_code == 200
    assert len(await visitor.messages()) == 1


async def test_a_database_that_fails_is_no_yes(front: Front, visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("kompas.service.front_door.messages.receive", full)
    answer = await visitor.say("Hoe lang duurt het?")
    assert answer.status_code == 503
    assert "disk" not in answer.text
    monkeypatch.undo()
    assert (await visitor.say("Hoe lang duurt het?")).status_code == 202


async def test_one_reading_connection_cannot_write(front: Front) -> None:
    door = doors.Door(front.house)
    assert door.reads is door.reads
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        door.reads.execute("DELETE FROM conversations_event")
