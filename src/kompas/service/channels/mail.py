"""Mail out: stored in the transaction of the act, sent later by the outbox."""

import sqlite3
import uuid

from kompas.service.conversations import store

_UNSEEN = "code"  # a visitor would count the places, and learn from a line whether an address is a customer's


def post(
    db: sqlite3.Connection, conversation: str | None, purpose: str, recipient: str, subject: str, body: str, at: int
) -> None:
    """Put a mail in the outbox. Its Message-ID is fixed now, so a second sending is the same mail."""
    message_id = f"<{uuid.uuid4()}@kompas>"
    row = db.execute(
        "INSERT INTO conversations_delivery (conversation_id, purpose, recipient, subject, body, message_id, at, due_at,"
        " claim, attempts, error) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0, '') RETURNING id",
        (conversation, purpose, recipient, subject, body, message_id, at, at),
    ).fetchone()
    about: dict[str, store.Plain] = {"delivery": row["id"], "purpose": purpose}
    store.record(db, "mail.queued", "system", at, told_in(conversation, purpose), about)


def told_in(conversation: str | None, purpose: str) -> str | None:
    """The conversation in which the trail tells of a mail; of one with a code it tells beside all conversations."""
    return None if purpose == _UNSEEN else conversation
