"""Legal holds: while one stands, neither the clock nor an erasure touches what it covers."""

import sqlite3

from kompas.service.conversations import store
from kompas.service.privacy.subject import Subject

# conversations `c` that a hold covers, by themselves or through their customer
HELD = (
    "EXISTS (SELECT 1 FROM privacy_hold h WHERE h.lifted_at IS NULL"
    " AND (h.conversation_id = c.id OR h.customer_id = c.customer_id))"
)


def hold(db: sqlite3.Connection, subject: Subject, reason: str, by: str, at: int) -> int:
    """Keep everything of this customer, or of this conversation, for a reason; gives the hold's number."""
    conversation = subject.conversations[0] if subject.customer is None else None
    row = db.execute(
        "INSERT INTO privacy_hold (conversation_id, customer_id, reason, by, since, lifted_by) VALUES (?, ?, ?, ?, ?, '')"
        " RETURNING id",
        (conversation, subject.customer, reason, by, at),
    ).fetchone()
    store.record(db, "hold.set", by, at, data={"hold": row["id"], "conversations": len(subject.conversations)})
    number: int = row["id"]
    return number


def lift(db: sqlite3.Connection, hold: int, by: str, at: int) -> bool:
    """The reason is over; false when it was lifted before. The next sweep catches up."""
    done = db.execute(
        "UPDATE privacy_hold SET lifted_by = ?, lifted_at = ? WHERE id = ? AND lifted_at IS NULL", (by, at, hold)
    )
    if done.rowcount == 0:
        return False
    store.record(db, "hold.lifted", by, at, data={"hold": hold})
    return True


def in_force(db: sqlite3.Connection) -> list[sqlite3.Row]:
    """All holds that are not lifted, the newest first."""
    return db.execute("SELECT * FROM privacy_hold WHERE lifted_at IS NULL ORDER BY since DESC").fetchall()
