"""The hub: brings what was committed to the streams of customers and staff.

It reads the events table, woken by whoever writes in this process, else by polling `data_version`, so that other
processes show up too. It runs on the event loop; each read is a small one on a connection of its own.
"""

import asyncio
import sqlite3
from collections import defaultdict
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import orjson

from kompas.service.clock import moment, now_ms
from kompas.service.conversations import store
from kompas.service.conversations.state import state_of
from kompas.service.database.connection import connect
from kompas.service.front_door.words import say
from kompas.service.handover.desk import brief_of
from kompas.service.library.shelf import Shelf

KEEP_ALIVE_SECONDS = 15
_POLL_SECONDS = 0.25
_MOMENT_SECONDS = 0.3  # a turn that takes longer is told to the customer
_MOVES_QUEUE = ("handover.",)
_MOVES_NOTHING = ("mail.",)  # for customers: or each letter would have every stream look
_SAID = "message.posted"
_ALIVE = b": here\n\n"
_THINKING = b"event: thinking\ndata: {}\n\n"


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a stream tells now, up to which place, how things stand, and after how many seconds it looks again.

    `claim` numbers the turn that is being thought about, 0 for none; `queued` while the customer waits for a person.
    """

    frames: bytes
    place: int
    state: bytes
    seconds: float
    claim: int
    queued: bool


class _Touched(asyncio.Event):
    """Set when anything happened in a conversation; `moved` when it was more than words. `queued` while its customer waits."""

    moved = False
    queued = False

    def touch(self, moved: bool) -> None:
        self.moved = self.moved or moved
        self.set()


class Hub:
    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._customers: dict[str, set[_Touched]] = defaultdict(set)
        self._staff: set[asyncio.Queue[dict[str, str]]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._wake = asyncio.Event()
        self._db: sqlite3.Connection | None = None
        self._last = 0

    async def run(self) -> None:
        """Look for new events for as long as the server runs; begun again, from where it was."""
        self._loop = asyncio.get_running_loop()
        self._db = self._db or connect(readonly=True)
        newest = self._db.execute("SELECT COALESCE(MAX(id), 0) FROM conversations_event").fetchone()[0]
        self._last = self._last or newest
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

    def close(self) -> None:
        """After the last look; what is begun again opens a connection of its own."""
        if self._db is not None:
            self._db.close()
            self._db = None

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
        touched: dict[str, bool] = {}
        for row in rows:
            if row["conversation_id"]:
                touched[row["conversation_id"]] = touched.get(row["conversation_id"], False) or row["kind"] != _SAID
        if any(row["conversation_id"] is None and not row["kind"].startswith(_MOVES_NOTHING) for row in rows):
            touched = dict.fromkeys(self._customers, True)
        elif any(row["kind"].startswith(_MOVES_QUEUE) for row in rows):  # the places of all who wait
            touched |= {id: True for id, streams in self._customers.items() if any(one.queued for one in streams)}
        for conversation, moved in touched.items():
            for event in self._customers.get(conversation, ()):
                event.touch(moved)
        for queue in self._staff:
            for row in rows:
                if not queue.full():
                    queue.put_nowait({"conversation": row["conversation_id"] or "", "kind": row["kind"]})

    async def follow(self, conversation: str, after: int) -> AsyncIterator[bytes]:
        """Server-sent events of one conversation for its customer: the state, then all after `after`, then what comes."""
        touched = _Touched()
        self._customers[conversation].add(touched)
        try:
            state, noted, late = b"", -1, False
            while True:
                touched.clear()
                # words alone leave things as they stand; the clock can move them
                moved, touched.moved = touched.moved or late, False
                seen = self._look(conversation, after, state, noted, moved)
                if seen is None:
                    yield b"event: gone\ndata: {}\n\n"
                    return
                after, state, touched.queued = seen.place, seen.state, seen.queued
                if seen.frames:
                    yield seen.frames
                elif late and seen.claim not in (0, noted):
                    noted = seen.claim
                    yield _THINKING
                elif late:
                    yield _ALIVE
                seconds = seen.seconds
                del seen  # its frames would be kept for as long as the stream is silent
                try:
                    # not wait_for: that costs a task for each of thousands of streams (22 against 16 KiB, measured)
                    async with asyncio.timeout(seconds):
                        await touched.wait()
                    late = False
                except TimeoutError:
                    late = True
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

    def _look(self, conversation: str, after: int, state_before: bytes, noted: int, moved: bool) -> _Seen | None:
        """What is new for this stream since `after`; None when the conversation is gone or its visitor's time is over."""
        assert self._db is not None
        row, now = store.conversation(self._db, conversation), now_ms()
        if row is None or row["visitor_until"] <= now:
            return None
        messages = store.shown(self._db, conversation, after)
        said = [message_frame(message, self._shelf.now.company.name) for message in messages]
        state = state_before
        if moved or not state_before or _reopened(row, state_before):
            state = orjson.dumps(state_of(self._db, self._shelf.now, row, now))
        stands = self._standing(conversation, state) if state != state_before else []
        # first where things stand, on a new stream; later what was said comes before what it led to
        frames = stands + said if not state_before else said + stands
        place = max(after, row["seq"], messages[-1]["seq"] if messages else 0)
        claim = row["claim"] if row["claimed_until"] > now and row["held_by"] == "assistant" else 0
        return _Seen(b"".join(frames), place, state, _seconds(row, noted, now), claim, row["held_by"] == "queue")

    def _standing(self, conversation: str, state: bytes) -> list[bytes]:
        """State and brief. They carry no id: a stream resumes after the last message it got."""
        assert self._db is not None
        brief = brief_of(self._db, conversation)
        told = [b"event: state\ndata: " + state + b"\n\n"]
        return [*told, b"event: brief\ndata: " + orjson.dumps(brief) + b"\n\n"] if brief is not None else told


def _reopened(row: sqlite3.Row, state_before: bytes) -> bool:
    """A customer who writes on opens what was solved."""
    return row["resolved_at"] is None and b'"resolved":true' in state_before


def _seconds(row: sqlite3.Row, noted: int, now: int) -> float:
    """How long a stream may be silent: until its visitor's time is over, and, while a turn is due that the customer was
    not told of, no longer than a moment. Quick turns cost nothing: their answer comes first."""
    silent = float(KEEP_ALIVE_SECONDS)
    if row["due_at"] is not None and row["held_by"] == "assistant" and row["claim"] != noted:
        silent = min(silent, max(0, row["due_at"] - now) / 1000 + _MOMENT_SECONDS)
    return min(silent, float(row["visitor_until"] - now) / 1000)


def message_json(message: sqlite3.Row, company: str) -> dict[str, Any]:
    """A message as the stream gives it, with its author always named. `message` is a row of `store.shown`."""
    external, about = message["external_id"], orjson.loads(message["about"] or b"{}")
    return {
        "seq": message["seq"],
        "author": message["author"],
        "author_name": _author_name(message, company),
        "at": moment(message["at"]).isoformat(),
        "lang": message["lang"],
        "client_id": external.split(":", 2)[2] if external else None,
        "provenance": message["provenance"],
        "reply_to": about.get("reply_to"),
        "parts": orjson.Fragment(message["parts"]),
        "citations": orjson.Fragment(message["citations"]),
        "why": "decision" in about,
    }


def message_frame(message: sqlite3.Row, company: str) -> bytes:
    data = orjson.dumps(message_json(message, company))
    return b"id: %d\nevent: message\ndata: %s\n\n" % (message["seq"], data)


def _author_name(message: sqlite3.Row, company: str) -> str:
    """The assistant by what it is, in the language of the message; an agent by name; the customer knows their own."""
    match message["author"]:
        case "assistant":
            return say("ai_label", message["lang"])
        case "agent":
            return f"{message['first_name'] or ''} {message['last_name'] or ''}".strip() or message["username"] or ""
        case "system":
            return company
    return ""
