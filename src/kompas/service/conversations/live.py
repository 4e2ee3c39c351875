"""The hub: brings what was committed to the streams of customers and staff.

It reads the events table, woken by whoever writes in this process, else by polling `data_version`, so that other
processes show up too. It runs on the event loop; each read is a small one on a connection of its own.
"""

import asyncio
import sqlite3
from collections import defaultdict
from collections.abc import AsyncIterator
from typing import Any

import orjson

from kompas.service.clock import moment, now_ms
from kompas.service.conversations import store
from kompas.service.conversations.state import state_of
from kompas.service.database.connection import connect
from kompas.service.handover.desk import brief_of
from kompas.service.library.shelf import Shelf

KEEP_ALIVE_SECONDS = 15
_POLL_SECONDS = 0.25
_ALL = 100_000
_MOVES_QUEUE = ("handover.",)
_ALIVE = b": here\n\n"


class Hub:
    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._customers: dict[str, set[asyncio.Event]] = defaultdict(set)
        self._staff: set[asyncio.Queue[dict[str, str]]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._wake = asyncio.Event()
        self._db: sqlite3.Connection | None = None
        self._last = 0

    async def run(self) -> None:
        """Look for new events for as long as the server runs."""
        self._loop = asyncio.get_running_loop()
        self._db = connect(readonly=True)
        self._last = self._db.execute("SELECT COALESCE(MAX(id), 0) FROM conversations_event").fetchone()[0]
        version = 0
        while True:
            try:
                await asyncio.wait_for(self._wake.wait(), _POLL_SECONDS)
            except TimeoutError:
                changed = self._db.execute("PRAGMA data_version").fetchone()[0]
                if changed == version:
                    continue
                version = changed
            self._wake.clear()
            self._tell()

    def wake(self) -> None:
        """Called from any thread, after a commit."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake.set)

    def _tell(self) -> None:
        assert self._db is not None
        rows = self._db.execute(
            "SELECT id, conversation_id, kind FROM conversations_event WHERE id > ? ORDER BY id", (self._last,)
        ).fetchall()
        if not rows:
            return
        self._last = rows[-1]["id"]
        touched = {row["conversation_id"]: None for row in rows if row["conversation_id"]}
        everybody = any(row["kind"].startswith(_MOVES_QUEUE) or row["conversation_id"] is None for row in rows)
        for conversation in list(self._customers) if everybody else touched:
            for event in self._customers.get(conversation, ()):
                event.set()
        for queue in self._staff:
            for row in rows:
                if not queue.full():
                    queue.put_nowait({"conversation": row["conversation_id"] or "", "kind": row["kind"]})

    async def follow(self, conversation: str, after: int) -> AsyncIterator[bytes]:
        """Server-sent events of one conversation for its customer: the state, then all after `after`, then what comes."""
        touched = asyncio.Event()
        self._customers[conversation].add(touched)
        try:
            state = b""
            while True:
                touched.clear()
                frames, after, state = self._frames(conversation, after, state)
                if frames is None:
                    yield b"event: gone\ndata: {}\n\n"
                    return
                if frames:
                    yield frames
                try:
                    # not wait_for: that costs a task for each of thousands of streams (22 against 16 KiB, measured)
                    async with asyncio.timeout(KEEP_ALIVE_SECONDS):
                        await touched.wait()
                except TimeoutError:
                    yield _ALIVE
        finally:
            self._customers[conversation].discard(touched)
            if not self._customers[conversation]:
                del self._customers[conversation]

    async def follow_staff(self) -> AsyncIterator[dict[str, str]]:
        """What was touched, ids and kinds only; an empty dict at once, and now and then to keep the line open."""
        queue: asyncio.Queue[dict[str, str]] = asyncio.Queue(1000)
        self._staff.add(queue)
        try:
            yield {}
            while True:
                try:
                    yield await asyncio.wait_for(queue.get(), KEEP_ALIVE_SECONDS)
                except TimeoutError:
                    yield {}
        finally:
            self._staff.discard(queue)

    def _frames(self, conversation: str, after: int, state_before: bytes) -> tuple[bytes | None, int, bytes]:
        """What is new for this stream since `after`, as bytes; None when the conversation is gone."""
        assert self._db is not None
        row = store.conversation(self._db, conversation)
        if row is None:
            return None, after, state_before
        messages = store.messages(self._db, conversation, after, most=_ALL)
        said = [message_frame(message, self._agent(message)) for message in messages]
        state = orjson.dumps(state_of(self._db, self._shelf.now, row, now_ms()))
        stands = self._standing(conversation, state) if state != state_before else []
        # first where things stand, on a new stream; later what was said comes before what it led to
        frames = stands + said if not state_before else said + stands
        place = max(after, row["seq"], messages[-1]["seq"] if messages else 0)
        return b"".join(frames), place, state

    def _standing(self, conversation: str, state: bytes) -> list[bytes]:
        """State and brief. They carry no id: a stream resumes after the last message it got."""
        assert self._db is not None
        brief = brief_of(self._db, conversation)
        told = [b"event: state\ndata: " + state + b"\n\n"]
        return [*told, b"event: brief\ndata: " + orjson.dumps(brief) + b"\n\n"] if brief is not None else told

    def _agent(self, message: sqlite3.Row) -> str:
        if message["agent_id"] is None or self._db is None:
            return ""
        row = self._db.execute(
            "SELECT first_name, last_name, username FROM accounts_staff WHERE id = ?", (message["agent_id"],)
        ).fetchone()
        return (f"{row['first_name']} {row['last_name']}".strip() or row["username"]) if row is not None else ""


def message_json(message: sqlite3.Row, agent: str) -> dict[str, Any]:
    """A message as the stream, the transcript and the API give it, with its author always named."""
    external = message["external_id"]
    names = {"assistant": "AI-assistent" if message["lang"] == "nl" else "AI assistant", "agent": agent}
    return {
        "seq": message["seq"],
        "author": message["author"],
        "author_name": names.get(message["author"], ""),
        "at": moment(message["at"]).isoformat(),
        "lang": message["lang"],
        "client_id": external.split(":", 2)[2] if external else None,
        "provenance": message["provenance"],
        "parts": orjson.Fragment(message["parts"]),
        "citations": orjson.Fragment(message["citations"]),
        "why": message["author"] == "assistant" and message["provenance"] in ("quote", "template", "generated"),
    }


def message_frame(message: sqlite3.Row, agent: str) -> bytes:
    data = orjson.dumps(message_json(message, agent))
    return b"id: %d\nevent: message\ndata: %s\n\n" % (message["seq"], data)
