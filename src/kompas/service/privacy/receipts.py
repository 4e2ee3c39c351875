"""Receipts: what was done for a customer, in numbers; bound into the trail by their digest."""

import hashlib
import json
import secrets
import sqlite3
from collections.abc import Mapping

from kompas.service.conversations import store

_LETTERS = "BCDFGHJKLMNPQRSTVWXZ23456789"


def new_number() -> str:
    """Not to be guessed from another, and short enough to be told."""
    return "R-" + "".join(secrets.choice(_LETTERS) for _ in range(8))


def give(db: sqlite3.Connection, number: str, act: str, by: str, counts: Mapping[str, int], at: int) -> None:
    """Store a receipt, with its line in the trail. `act` is "erasure" or "export"."""
    told = json.dumps(dict(sorted(counts.items())))
    digest = digest_of(number, act, by, told, at)
    db.execute(
        "INSERT INTO privacy_receipt (number, act, by, at, counts, digest) VALUES (?, ?, ?, ?, ?, ?)",
        (number, act, by, at, told, digest),
    )
    kind = {"erasure": "customer.erased", "export": "customer.exported"}[act]
    rows = sum(counts.values())
    store.record(db, kind, by, at, data={"receipt": number, "digest": digest, "rows": rows})


def digest_of(number: str, act: str, by: str, counts: str, at: int) -> str:
    return hashlib.sha256(json.dumps([number, act, by, counts, at]).encode()).hexdigest()


def unclean(db: sqlite3.Connection) -> bool:
    """Whether there is an erasure whose bytes were not sought yet: the process ended in between."""
    sql = "SELECT 1 FROM privacy_receipt WHERE act = 'erasure' AND cleaned_at IS NULL LIMIT 1"
    return db.execute(sql).fetchone() is not None


def clean(db: sqlite3.Connection, number: str | None, residue: int, at: int) -> None:
    """Note that the bytes are gone; None for every erasure that this was not known of."""
    db.execute(
        "UPDATE privacy_receipt SET cleaned_at = :at, residue = :residue"
        " WHERE act = 'erasure' AND cleaned_at IS NULL AND (:number IS NULL OR number = :number)",
        {"at": at, "residue": residue, "number": number},
    )
