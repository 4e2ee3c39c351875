"""A customer and an agent for tests: they act as the front door and the screens do, on a real house."""

import secrets
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from kompas.service.clock import now_ms
from kompas.service.conversations import store
from kompas.service.conversations.inbox import Inbound, Received, receive
from kompas.service.database.connection import connect
from kompas.service.front_door.visitors import digest_of
from kompas.service.house import House


@dataclass
class Visitor:
    """A customer in the web chat, or on another channel that brings messages. `token` is who holds it: the visitor."""

    house: House
    lang: str = "nl"
    id: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    channel: str = "chat"
    token: str = field(default_factory=lambda: secrets.token_urlsafe(16))

    def __post_init__(self) -> None:
        begun = (self.channel, self.lang, digest_of(self.token), now_ms() + 10**9, now_ms())
        self.write(lambda db: store.begin(db, self.id, *begun))

    def write(self, job: Callable[[sqlite3.Connection], Any]) -> Any:
        return self.house.writer.submit(job).result(10)

    def says(self, text: str, external_id: str | None = None) -> Received:
        served = self.house.shelf.now
        complete = served.assistant.complete(text, self.lang)
        settle = int(served.company.thresholds.settle_seconds * 1000)
        inbound = Inbound(self.channel, self.id, external_id or secrets.token_hex(8), text)
        received: Received = self.write(lambda db: receive(db, inbound, complete, settle, served.voice, now_ms()))
        return received

    def asks(self, text: str) -> sqlite3.Row:
        """Says it and waits for the assistant's first message after it."""
        return self.reply_after(self.says(text).seq)

    def reply_after(self, seq: int, author: str = "assistant") -> sqlite3.Row:
        found = until(lambda: [m for m in self.messages() if m["seq"] > seq and m["author"] == author])
        return found[0]

    def messages(self) -> list[sqlite3.Row]:
        with closing(connect(readonly=True)) as db:
            return store.messages(db, self.id)

    @property
    def row(self) -> sqlite3.Row:
        with closing(connect(readonly=True)) as db:
            row = store.conversation(db, self.id)
        assert row is not None
        return row


def until(look: Callable[[], Any], seconds: float = 10) -> Any:
    """What `look` gives as soon as it is true; fails when it never is."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(0.01)
    raise AssertionError("it did not happen in time")


def kinds(conversation: str) -> list[str]:
    """The trail of a conversation, in order."""
    with closing(connect(readonly=True)) as db:
        rows = db.execute(
            "SELECT kind FROM conversations_event WHERE conversation_id = ? ORDER BY seq", (conversation,)
        )
        return [row["kind"] for row in rows]
