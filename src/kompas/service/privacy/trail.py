"""The hash chain over the trail: sealing in stored order, and finding what was changed, taken out or cut off.

Each seal is SHA-256 over the hash before it and the event's line. The head is also written outside the database, so
that cutting off the end is found too. Erasing a message's text and salt leaves the chain whole: the line holds a digest.
When the term of the oldest events is over they are cut off: a checkpoint keeps the last hash that was cut, and a line
of the trail tells of it, so the chain goes on from there.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from kompas.service.conversations import store
from kompas.service.privacy.holds import HELD

GENESIS = "0" * 64
_CUT = "trail.cut"
_LINE = "SELECT id, conversation_id, seq, kind, by, at, data, digest FROM conversations_event"


@dataclass(frozen=True, slots=True)
class Head:
    """The newest link: the event it seals and its hash. Written as "<event>:<hash>"."""

    event: int
    hash: str

    def __str__(self) -> str:
        return f"{self.event}:{self.hash}"

    @classmethod
    def read(cls, text: str) -> "Head":
        """Raises ValueError when this is no head."""
        event, _, digest = text.strip().partition(":")
        if not event.isdigit() or len(digest) != 64:
            raise ValueError(f"'{text.strip()}' is no head. A head looks like 1234:ab12… (64 characters).")
        return cls(int(event), digest)


@dataclass(frozen=True, slots=True)
class Fault:
    """`event` is where the chain breaks; `what` is "changed", "missing", "unsealed", "cut_off" or "untold" (the trail
    begins at a checkpoint that no line tells of)."""

    event: int
    what: str


def head(db: sqlite3.Connection) -> Head:
    row = db.execute("SELECT event_id, hash FROM privacy_seal ORDER BY event_id DESC LIMIT 1").fetchone()
    return Head(row["event_id"], row["hash"]) if row is not None else beginning(db)


def beginning(db: sqlite3.Connection) -> Head:
    """Where the chain begins: the last link that was cut off at the end of its term, or nothing."""
    row = db.execute("SELECT event_id, hash FROM privacy_checkpoint ORDER BY event_id DESC LIMIT 1").fetchone()
    return Head(row["event_id"], row["hash"]) if row is not None else Head(0, GENESIS)


def seal(db: sqlite3.Connection, most: int = 5_000) -> Head | None:
    """Link what is not linked yet, in stored order; the new head, or None when there was nothing."""
    last = head(db)
    rows = db.execute(f"{_LINE} WHERE id > ? ORDER BY id LIMIT ?", (last.event, most)).fetchall()
    seals = []
    for row in rows:
        last = Head(row["id"], _link(last.hash, row))
        seals.append((last.event, last.hash))
    db.executemany("INSERT INTO privacy_seal (event_id, hash) VALUES (?, ?)", seals)
    return last if seals else None


def cut(db: sqlite3.Connection, before: int, at: int, most: int) -> int:
    """Cut off the oldest events that are older than `before`, at most so many, and tell of it; gives how many went.

    It stops before the first event that is younger, not sealed yet, or of a conversation under a legal hold: only a
    beginning can be cut off without a hole.
    """
    rows = db.execute(
        f"SELECT e.id, e.at, s.hash, {HELD} AS held FROM conversations_event e"
        " LEFT JOIN privacy_seal s ON s.event_id = e.id"
        " LEFT JOIN conversations_conversation c ON c.id = e.conversation_id ORDER BY e.id LIMIT ?",
        (most,),
    ).fetchall()
    old = list(takewhile(lambda row: row["at"] < before and row["hash"] is not None and not row["held"], rows))
    if not old:
        return 0
    last = Head(old[-1]["id"], old[-1]["hash"])
    db.execute("DELETE FROM conversations_event WHERE id <= ?", (last.event,))
    db.execute("DELETE FROM privacy_seal WHERE event_id <= ?", (last.event,))
    db.execute("DELETE FROM privacy_checkpoint")
    db.execute("INSERT INTO privacy_checkpoint (event_id, hash, at) VALUES (?, ?, ?)", (last.event, last.hash, at))
    store.record(db, _CUT, "system", at, data={"head": str(last), "lines": len(old)})
    return len(old)


def verify(db: sqlite3.Connection, against: Head | None = None) -> Iterator[Fault]:
    """Every fault of the chain, from the first line to the last; with `against` also whether that head is still in it."""
    begun = beginning(db)
    before = begun.hash
    sealed = db.execute("SELECT s.event_id, s.hash FROM privacy_seal s ORDER BY s.event_id").fetchall()
    events = {row["id"]: row for row in db.execute(f"{_LINE} ORDER BY id")}
    for link in sealed:
        row = events.pop(link["event_id"], None)
        if row is None:
            yield Fault(link["event_id"], "missing")
        elif _link(before, row) != link["hash"]:
            yield Fault(link["event_id"], "changed")
        before = link["hash"]
    last = sealed[-1]["event_id"] if sealed else begun.event
    yield from (Fault(event, "unsealed") for event in events if event <= last)
    if begun.event and not _told(db, begun):
        yield Fault(begun.event, "untold")
    if against is not None and against.event > begun.event:
        found = next((link["hash"] for link in sealed if link["event_id"] == against.event), None)
        if found is None:
            yield Fault(against.event, "cut_off")
        elif found != against.hash:
            yield Fault(against.event, "changed")


def _told(db: sqlite3.Connection, begun: Head) -> bool:
    """Whether the newest line about a cut tells of this one."""
    row = db.execute("SELECT data FROM conversations_event WHERE kind = ? ORDER BY id DESC LIMIT 1", (_CUT,)).fetchone()
    return row is not None and json.loads(row["data"])["head"] == str(begun)


def kept_heads(file: Path) -> list[Head]:
    """The heads that were written outside the database, oldest first; a line that a crash left unfinished is none."""
    whole = file.read_text().split("\n")[:-1] if file.exists() else []
    return [Head.read(line.split()[-1]) for line in whole if line]


def _link(before: str, row: sqlite3.Row) -> str:
    line = json.dumps(list(row), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{before}\n{line}".encode()).hexdigest()
