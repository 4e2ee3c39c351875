"""The hash chain over the trail: sealing in stored order, and finding what was changed, taken out or cut off.

Each seal is SHA-256 over the hash before it and the event's line. The head is also written outside the database, so
that cutting off the end is found too. Erasing a message's text and salt leaves the chain whole: the line holds a digest.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

GENESIS = "0" * 64
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
    """`event` is where the chain breaks; `what` is "changed", "missing", "unsealed" or "cut_off"."""

    event: int
    what: str


def head(db: sqlite3.Connection) -> Head:
    row = db.execute("SELECT event_id, hash FROM privacy_seal ORDER BY event_id DESC LIMIT 1").fetchone()
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


def verify(db: sqlite3.Connection, against: Head | None = None) -> Iterator[Fault]:
    """Every fault of the chain, from the first line to the last; with `against` also whether that head is still in it."""
    before = GENESIS
    sealed = db.execute("SELECT s.event_id, s.hash FROM privacy_seal s ORDER BY s.event_id").fetchall()
    events = {row["id"]: row for row in db.execute(f"{_LINE} ORDER BY id")}
    for link in sealed:
        row = events.pop(link["event_id"], None)
        if row is None:
            yield Fault(link["event_id"], "missing")
        elif _link(before, row) != link["hash"]:
            yield Fault(link["event_id"], "changed")
        before = link["hash"]
    last = sealed[-1]["event_id"] if sealed else 0
    yield from (Fault(event, "unsealed") for event in events if event <= last)
    if against is not None and against.event:
        found = next((link["hash"] for link in sealed if link["event_id"] == against.event), None)
        if found is None:
            yield Fault(against.event, "cut_off")
        elif found != against.hash:
            yield Fault(against.event, "changed")


def kept_heads(file: Path) -> list[Head]:
    """The heads that were written outside the database, oldest first; a line that a crash left unfinished is none."""
    whole = file.read_text().split("\n")[:-1] if file.exists() else []
    return [Head.read(line.split()[-1]) for line in whole if line]


def _link(before: str, row: sqlite3.Row) -> str:
    line = json.dumps(list(row), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{before}\n{line}".encode()).hexdigest()
