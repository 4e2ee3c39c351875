"""Mail that a restore held back: it was due when the backup was taken, so it may have gone out long ago.

Nothing sends it by itself. A person reads of it on the page of the status, and sends it or drops it.
"""

import sqlite3

from kompas.service.channels.mail import told_in
from kompas.service.conversations import store

HELD = "HeldAfterRestore"  # stands where the fault of a failed mail would


def hold(db: sqlite3.Connection) -> int:
    """Hold back all that is due, in a database that was restored; gives how many. Letters that open an account and are not
    sent yet are taken out, and every code with its mail: whoever needs one asks for another."""
    db.execute(
        "DELETE FROM conversations_delivery WHERE purpose = 'code' OR (purpose = 'account' AND due_at IS NOT NULL)"
    )
    db.execute("DELETE FROM customers_code")
    return db.execute(
        "UPDATE conversations_delivery SET due_at = NULL, error = ? WHERE due_at IS NOT NULL", (HELD,)
    ).rowcount


def release(db: sqlite3.Connection, id: int, by: str, at: int) -> bool:
    """Send it after all, with as many tries as a new one; false when somebody was first."""
    row = db.execute(
        "UPDATE conversations_delivery SET due_at = ?, error = '', attempts = 0 WHERE id = ? AND error = ?"
        " AND due_at IS NULL RETURNING conversation_id, purpose",
        (at, id, HELD),
    ).fetchone()
    if row is not None:
        store.record(db, "mail.released", by, at, _place(row), {"delivery": id, "purpose": row["purpose"]})
    return row is not None


def drop(db: sqlite3.Connection, id: int, by: str, at: int) -> bool:
    """It is never sent, and gone; false when somebody was first."""
    row = db.execute(
        "DELETE FROM conversations_delivery WHERE id = ? AND error = ? AND due_at IS NULL"
        " RETURNING conversation_id, purpose",
        (id, HELD),
    ).fetchone()
    if row is not None:
        store.record(db, "mail.dropped", by, at, _place(row), {"delivery": id, "purpose": row["purpose"]})
    return row is not None


def _place(row: sqlite3.Row) -> str | None:
    return told_in(row["conversation_id"], row["purpose"])
