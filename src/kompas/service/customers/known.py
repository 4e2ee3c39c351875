"""What is known of the customer of a conversation, so that it can be taken out of their words."""

import sqlite3


def known_values(db: sqlite3.Connection, conversation: str) -> tuple[str, ...]:
    """Their name and each part of it, their key in the company's system, their addresses; nothing of who is unknown."""
    row = db.execute(
        "SELECT c.id, c.key, c.name FROM conversations_conversation v JOIN customers_customer c ON c.id = v.customer_id"
        " WHERE v.id = ?",
        (conversation,),
    ).fetchone()
    if row is None:
        return ()
    addresses = db.execute("SELECT address FROM customers_address WHERE customer_id = ?", (row["id"],))
    return (row["key"], row["name"], *row["name"].split(), *(one["address"] for one in addresses))
