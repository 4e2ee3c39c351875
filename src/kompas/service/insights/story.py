"""What happened in a conversation, line by line, as its trail and its decisions tell it."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kompas.service.insights.trace import Decided, decided


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the trail; `about` are its codes and numbers, `decided` is set for the assistant's own turns."""

    seq: int
    at: int
    kind: str
    by: str
    about: Mapping[str, Any] = field(default_factory=dict)
    decided: Decided | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """A whole conversation."""

    conversation: str
    channel: str
    lang: str
    lines: tuple[Line, ...]


def story_of(db: sqlite3.Connection, conversation: str, kinds: Sequence[str]) -> Story | None:
    """Read its lines of these kinds from the trail; None when the conversation is gone."""
    row = db.execute("SELECT channel, lang FROM conversations_conversation WHERE id = ?", (conversation,)).fetchone()
    if row is None:
        return None
    decisions = _known(db, conversation) | {
        one["seq"]: decided(one["kind"], one["code"], one["trace"])
        for one in db.execute(
            "SELECT seq, kind, code, trace FROM conversations_decision WHERE conversation_id = ?", (conversation,)
        )
    }
    marks = ", ".join("?" * len(kinds))
    told = db.execute(
        "SELECT seq, at, kind, by, data FROM conversations_event"
        f" WHERE conversation_id = ? AND kind IN ({marks}) ORDER BY seq",
        (conversation, *kinds),
    )
    lines = tuple(_line(one, decisions.get(one["seq"])) for one in told)
    return Story(conversation, row["channel"], row["lang"], lines)


def _known(db: sqlite3.Connection, conversation: str) -> dict[int, Decided]:
    """What was read before: decisions are kept for a shorter time than what they came to."""
    rows = db.execute("SELECT * FROM insights_turn WHERE conversation = ?", (conversation,))
    return {
        row["seq"]: Decided(
            row["kind"], row["code"], row["matter"], row["certainty"], frozenset(row["heard"].split()), row["asks"],
            row["took_ms"],
        )
        for row in rows
    }  # fmt: skip


def _line(row: sqlite3.Row, decision: Decided | None) -> Line:
    return Line(row["seq"], row["at"], row["kind"], row["by"], json.loads(row["data"]), decision)
