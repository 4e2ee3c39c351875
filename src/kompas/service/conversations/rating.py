"""What the customer says of the help at the end."""

import sqlite3

from kompas.service.conversations import store


def rate(db: sqlite3.Connection, conversation: str, effort: int, solved: bool, comment: str, at: int) -> None:
    """Store the rating; a later one replaces it, with what it confirmed of the same matter.

    Solved, in the customer's own words, is a confirmed resolution.
    """
    db.execute(
        "INSERT INTO conversations_rating (conversation_id, effort, solved, comment, at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (conversation_id) DO UPDATE SET effort = excluded.effort, solved = excluded.solved,"
        " comment = excluded.comment, at = excluded.at",
        (conversation, effort, solved, comment, at),
    )
    store.record(db, "conversation.rated", "customer", at, conversation, {"effort": effort, "solved": solved})
    db.execute(
        "DELETE FROM conversations_resolution WHERE conversation_id = :id AND by = 'customer' AND cause = 'confirmed'"
        " AND at >= (SELECT COALESCE(MAX(at), 0) FROM conversations_message WHERE conversation_id = :id AND author = 'customer')",
        {"id": conversation},
    )
    if solved:
        db.execute(
            "INSERT INTO conversations_resolution (conversation_id, by, cause, at) VALUES (?, 'customer', 'confirmed', ?)",
            (conversation, at),
        )
