"""What is known of the customers of conversations, so that it can be taken out of their words."""

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence


def known_values(db: sqlite3.Connection, conversations: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """By conversation: their name and each part of it, their key in the company's system, their addresses.

    Who is unknown is left out.
    """
    found = db.execute(
        "SELECT v.id, c.key, c.name, a.address FROM conversations_conversation v"
        " JOIN customers_customer c ON c.id = v.customer_id LEFT JOIN customers_address a ON a.customer_id = c.id"
        f" WHERE v.id IN ({', '.join('?' * len(conversations))}) ORDER BY a.id",
        conversations,
    )
    known: dict[str, list[str]] = defaultdict(list)
    for row in found:
        if row["id"] not in known:
            known[row["id"]] += [row["key"], row["name"], *row["name"].split()]
        if row["address"]:
            known[row["id"]].append(row["address"])
    return {id: tuple(values) for id, values in known.items()}
