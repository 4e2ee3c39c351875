"""The hub: what was committed reaches the streams, in order, once, also when another process wrote it."""

import asyncio
import json
import sqlite3
import subprocess
import sys
from collections.abc import AsyncGenerator, AsyncIterator
from pathlib import Path
from typing import Any, cast

import pytest

from kompas.service.clock import now_ms
from kompas.service.conversations import live, store
from kompas.service.conversations.live import Hub
from kompas.service.library.shelf import Served

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def hub(db: sqlite3.Connection, shop: Served, anyio_backend: str) -> AsyncIterator[Hub]:
    for id in ("c1", "c2"):
        store.begin(db, id, "chat", "nl", "digest", now_ms() + 10**9, now_ms())
    hub = Hub(cast(Any, type("Shelf", (), {"now": shop})))
    running = asyncio.create_task(hub.run())
    await asyncio.sleep(0.05)
    yield hub
    running.cancel()


class Ear:
    """Listens to one conversation."""

    def __init__(self, hub: Hub, conversation: str, after: int = 0) -> None:
        self.frames = cast(AsyncGenerator[bytes], hub.follow(conversation, after))
        self.kept: list[tuple[str, Any]] = []

    async def next(self) -> tuple[str, Any]:
        while not self.kept:
            told = await asyncio.wait_for(anext(self.frames), 10)
            for block in told.decode().strip().split("\n\n"):
                lines = dict(line.split(": ", 1) for line in block.splitlines())
                if "event" in lines:
                    self.kept.append((lines["event"], json.loads(lines["data"])))
        return self.kept.pop(0)

    async def said(self) -> str:
        while (event := await self.next())[0] != "message":
            pass
        return str(event[1]["parts"][0]["text"])


def say(db: sqlite3.Connection, text: str, id: str = "c1") -> int:
    parts = json.dumps([{"kind": "text", "text": text, "cites": []}])
    return store.say(db, id, store.Words("assistant", text, "nl", "template", parts), now_ms(), "assistant")


async def test_a_stream_resumes_after_the_place_that_it_names(hub: Hub, db: sqlite3.Connection) -> None:
    places = [say(db, f"Nummer {n}") for n in range(4)]
    ear = Ear(hub, "c1", places[1])
    assert (await ear.next())[0] == "state"
    assert [await ear.said(), await ear.said()] == ["Nummer 2", "Nummer 3"]
    say(db, "Nummer 4")
    hub.wake()
    assert await ear.said() == "Nummer 4"
    await ear.frames.aclose()


async def test_what_another_process_wrote_shows_up(hub: Hub, db: sqlite3.Connection, data_dir: Path) -> None:
    ear = Ear(hub, "c1")
    await ear.next()
    file = data_dir / "kompas.sqlite3"
    write = (
        "import sqlite3, sys, json; db = sqlite3.connect(sys.argv[1], timeout=20, isolation_level=None);"
        "db.row_factory = sqlite3.Row; from kompas.service.conversations import live, store;"
        "parts = json.dumps([{'kind': 'text', 'text': 'Van elders', 'cites': []}]);"
        "store.say(db, 'c1', store.Words('assistant', 'Van elders', 'nl', 'template', parts), 9, 'assistant')"
    )
    source = str(Path(store.__file__).parents[3])
    done = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", write, str(file)], env={"PYTHONPATH": source}, capture_output=True
    )
    assert done.returncode == 0, done.stderr
    assert await ear.said() == "Van elders"
    await ear.frames.aclose()


async def test_nobody_is_touched_by_another_conversation(hub: Hub, db: sqlite3.Connection) -> None:
    mine, other = Ear(hub, "c1"), Ear(hub, "c2")
    await mine.next(), await other.next()
    say(db, "Voor een ander", "c2")
    say(db, "Voor mij")
    hub.wake()
    assert (await mine.said(), await other.said()) == ("Voor mij", "Voor een ander")
    await mine.frames.aclose(), await other.frames.aclose()


async def test_a_letter_of_no_conversation_touches_nobody(hub: Hub, db: sqlite3.Connection) -> None:
    ear = Ear(hub, "c1")
    assert (await ear.next())[0] == "state"
    (touched,) = hub._customers["c1"]
    store.record(db, "mail.queued", "system", now_ms(), None, {"purpose": "code"})
    hub._tell()
    assert not touched.is_set()
    store.record(db, "assistant.stopped", "system", now_ms())
    hub._tell()
    assert touched.is_set()
    await ear.frames.aclose()


async def test_a_change_of_the_queue_moves_everybody_who_waits(hub: Hub, db: sqlite3.Connection) -> None:
    for id in ("c1", "c2"):
        db.execute(
            "INSERT INTO handover_handover (conversation_id, code, rule, urgent, live, brief, correction, at, ended)"
            " VALUES (?, 'wants_human', '', 0, 1, '{}', '', ?, '')",
            (id, now_ms()),
        )
        store.hold(db, id, "queue")
    second = Ear(hub, "c2")
    assert (await second.next())[1]["position"] == 2
    db.execute("UPDATE handover_handover SET ended_at = 1, ended = 'left' WHERE conversation_id = 'c1'")
    store.record(db, "handover.left", "customer", now_ms(), "c1")
    hub.wake()
    while (event := await second.next())[0] != "state":
        pass
    assert event[1]["position"] == 1
    await second.frames.aclose()


async def test_the_staff_hear_which_conversation_and_never_what_was_said(hub: Hub, db: sqlite3.Connection) -> None:
    ear = cast(AsyncGenerator[dict[str, str]], hub.follow_staff())
    assert await anext(ear) == {}
    say(db, "Geheim")
    store.record(db, "assistant.stopped", "staff:1", now_ms())
    hub.wake()
    assert await asyncio.wait_for(anext(ear), 10) == {"conversation": "c1", "kind": "message.posted"}
    assert await asyncio.wait_for(anext(ear), 10) == {"conversation": "", "kind": "assistant.stopped"}
    await ear.aclose()


async def test_a_conversation_that_is_not_there_is_gone(hub: Hub) -> None:
    assert (await Ear(hub, "c9").next())[0] == "gone"


async def test_a_visitor_whose_time_is_over_hears_nothing(hub: Hub, db: sqlite3.Connection) -> None:
    say(db, "Geheim")
    db.execute("UPDATE conversations_conversation SET visitor_until = ? WHERE id = 'c1'", (now_ms() - 1,))
    assert await Ear(hub, "c1").next() == ("gone", {})


async def test_the_queue_moves_only_for_those_who_wait_in_it(
    hub: Hub, db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.hold(db, "c1", "queue")
    waiting, other = Ear(hub, "c1"), Ear(hub, "c2")
    assert [(await ear.next())[0] for ear in (waiting, other)] == ["state", "state"]
    looked: list[str] = []
    state_of = live.state_of
    monkeypatch.setattr(
        live, "state_of", lambda db, served, row, at: looked.append(row["id"]) or state_of(db, served, row, at)
    )
    hears = [asyncio.ensure_future(ear.next()) for ear in (waiting, other)]
    await asyncio.sleep(0.05)
    store.begin(db, "c3", "chat", "nl", "digest", now_ms() + 10**9, now_ms())
    store.record(db, "handover.taken", "staff:1", now_ms(), "c3")
    hub.wake()
    await asyncio.sleep(0.3)
    assert looked == ["c1"]
    for hear in hears:
        hear.cancel()
