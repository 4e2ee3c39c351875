"""Whose data a request is about: a customer with all their conversations, or one conversation of nobody that we know.

A mail address is never proof: in conversations that nobody proved to be theirs, it names them, each by itself, and a
person decides which of them belong to who asks. So does an address that a code was mailed to, asked by whoever wrote there.
All reads here run on the connection that the caller gives.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kompas.service.privacy.register import Table, Whose, tables

_MOST = 500  # values in one statement


@dataclass(frozen=True, slots=True)
class Subject:
    """`customer` is the row of a known customer, None for a conversation without one; `since` when we met."""

    customer: int | None
    conversations: tuple[str, ...]
    since: int = 0
    key: str = ""


@dataclass(frozen=True, slots=True)
class LegalHold:
    """A legal hold that is not lifted."""

    id: int
    by: str
    since: int
    reason: str


def find(db: sqlite3.Connection, term: str) -> list[Subject]:
    """Everybody whom a mail address, a customer's key, a conversation or a promise's reference may mean."""
    term = term.strip()
    customers = _ids(db, "SELECT id FROM customers_customer WHERE key = ?", term)
    if "@" in term:
        address = term.lower()
        customers += _ids(db, "SELECT customer_id FROM customers_address WHERE lower(address) = ?", address)
        named = _ids(db, "SELECT conversation_id FROM handover_promise WHERE lower(address) = ?", address)
        named += _ids(
            db,
            "SELECT conversation_id FROM conversations_delivery WHERE lower(recipient) = ? AND conversation_id IS NOT NULL",
            address,
        )
        conversations = [id for id in named if _bound(db, id) is None]
    else:
        named = _ids(db, "SELECT conversation_id FROM handover_promise WHERE reference = ?", term.upper())
        named += _ids(db, "SELECT id FROM conversations_conversation WHERE id = ?", term)
        customers += [owner for id in named if (owner := _bound(db, id)) is not None]
        conversations = [id for id in named if _bound(db, id) is None]
    found = [of_customer(db, id) for id in dict.fromkeys(customers)]
    found += [of_conversation(db, id) for id in dict.fromkeys(conversations)]
    return [subject for subject in found if subject is not None]


def of_customer(db: sqlite3.Connection, id: int) -> Subject | None:
    row = db.execute("SELECT id, key, since FROM customers_customer WHERE id = ?", (id,)).fetchone()
    if row is None:
        return None
    theirs = _ids(db, "SELECT id FROM conversations_conversation WHERE customer_id = ? ORDER BY began_at", id)
    return Subject(row["id"], tuple(theirs), row["since"], row["key"])


def of_conversation(db: sqlite3.Connection, id: str) -> Subject | None:
    """A conversation by itself; of a known customer it is all of theirs."""
    row = db.execute("SELECT customer_id, began_at FROM conversations_conversation WHERE id = ?", (id,)).fetchone()
    if row is None:
        return None
    if row["customer_id"] is not None:
        return of_customer(db, row["customer_id"])
    return Subject(None, (id,), row["began_at"])


def held_in(db: sqlite3.Connection, id: str) -> tuple[str, str]:
    """The channel and the language of a conversation."""
    row = db.execute("SELECT channel, lang FROM conversations_conversation WHERE id = ?", (id,)).fetchone()
    return row["channel"], row["lang"]


def rows_of(subject: Subject, erased: bool = False) -> Iterator[tuple[Table, str, Sequence[str | int]]]:
    """Every table that holds rows of the subject, with the condition and the values that find them; `erased`: only what
    an erasure touches."""
    for table in tables():
        if erased and table.erasure.value == "keep":
            continue
        if table.whose is Whose.CONVERSATION:
            for some in _in_parts(subject.conversations):
                yield table, f"{table.by} IN ({','.join('?' * len(some))})", some
        elif table.whose is Whose.CUSTOMER and subject.customer is not None:
            yield table, f"{table.by} = ?", (subject.customer,)


def known(db: sqlite3.Connection, subject: Subject) -> dict[str, int]:
    """How many rows of each table are about the subject; tables that hold none are left out."""
    counts: dict[str, int] = {}
    for table, where, values in rows_of(subject):
        number = db.execute(f"SELECT COUNT(*) AS n FROM {table.name} WHERE {where}", values).fetchone()["n"]
        if number:
            counts[table.name] = counts.get(table.name, 0) + number
    return counts


def holds_on(db: sqlite3.Connection, subject: Subject) -> list[LegalHold]:
    """Legal holds on the customer or on any of the conversations."""
    rows = db.execute(
        "SELECT h.id, h.by, h.since, h.reason FROM privacy_hold h"
        " LEFT JOIN conversations_conversation c ON c.id = h.conversation_id"
        " WHERE h.lifted_at IS NULL AND (h.customer_id = :customer OR c.customer_id = :customer"
        " OR h.conversation_id = :conversation) ORDER BY h.since",
        {"customer": subject.customer, "conversation": subject.conversations[0] if subject.conversations else None},
    )
    return [LegalHold(row["id"], row["by"], row["since"], row["reason"]) for row in rows]


def _ids(db: sqlite3.Connection, sql: str, value: object) -> list[Any]:
    return [row[0] for row in db.execute(sql, (value,))]


def _bound(db: sqlite3.Connection, conversation: str) -> int | None:
    row = db.execute("SELECT customer_id FROM conversations_conversation WHERE id = ?", (conversation,)).fetchone()
    owner: int | None = row["customer_id"] if row is not None else None
    return owner


def _in_parts(values: Iterable[str]) -> Iterator[tuple[str, ...]]:
    all_of_them = tuple(values)
    for start in range(0, len(all_of_them), _MOST):
        yield all_of_them[start : start + _MOST]
