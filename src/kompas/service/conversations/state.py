"""Where a conversation stands, as the customer's screen shows it."""

import sqlite3
from typing import Any

from kompas.assistant.company.hours import next_opening, open_at, say_due, say_moment
from kompas.service.clock import moment
from kompas.service.conversations import store
from kompas.service.customers.identity import identity_of
from kompas.service.handover import promises
from kompas.service.handover.queue import minutes_to_wait, position_of
from kompas.service.library.shelf import Served


def state_of(db: sqlite3.Connection, served: Served, row: sqlite3.Row, at: int) -> dict[str, Any]:
    """The `state` of the stream: who has the word, the place in the queue, the promise, whether the assistant is silenced."""
    queued = row["held_by"] == "queue"
    position = position_of(db, row["id"]) if queued else 0
    now, lang = moment(at), row["lang"]
    is_open = open_at(served.company.hours, now)
    opening = None if is_open else next_opening(served.company.hours, now)
    promise = promises.open_of(db, row["id"])
    briefed = db.execute("SELECT 1 FROM handover_handover WHERE conversation_id = ? AND ended_at IS NULL", (row["id"],))
    rated = db.execute("SELECT 1 FROM conversations_rating WHERE conversation_id = ?", (row["id"],))
    due = promise and say_due(moment(promise["due_at"]).astimezone(served.zone), lang, now.astimezone(served.zone))
    return {
        "held_by": row["held_by"],
        "resolved": row["resolved_at"] is not None,
        "position": position or None,
        "wait_minutes": minutes_to_wait(db, position) if queued else None,
        "agent_name": store.agents_name(db, row["agent_id"]),
        "silenced": store.stopped(db),
        "open": is_open,
        "opens": say_moment(opening, lang, now) if opening else None,
        "promise": {"reference": promise["reference"], "due_text": due} if promise else None,
        "brief": briefed.fetchone() is not None,
        "survey": row["resolved_at"] is not None and rated.fetchone() is None,
        "identity": identity_of(db, row["id"]).level.name.lower(),
    }
