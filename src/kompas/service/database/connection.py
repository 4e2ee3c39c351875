"""Plain SQLite connections for the message path, set as Django's are."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from kompas.service.database.lock import write_lock


def database_file() -> Path:
    """The database that Django uses now (tests move it)."""
    from django.db import connections

    return Path(connections["default"].settings_dict["NAME"])


def connect(readonly: bool = False) -> sqlite3.Connection:
    """A connection in autocommit mode with rows by name. Never `open()` the file itself: that drops SQLite's locks."""
    db = sqlite3.connect(
        database_file(), timeout=20, isolation_level=None, check_same_thread=False, cached_statements=256
    )
    db.row_factory = sqlite3.Row
    for pragma in settings.SQLITE_PRAGMAS.split(";"):
        if pragma.strip():
            db.execute(pragma)
    if readonly:
        db.execute("PRAGMA query_only=ON")
    return db


@contextmanager
def apart(db: sqlite3.Connection) -> Iterator[None]:
    """What is written inside is taken back when it fails; the transaction around it goes on.

    A fault that ended the whole transaction (a full disk) comes through as it is.
    """
    db.execute("SAVEPOINT apart")
    try:
        yield
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK TO apart")
            db.execute("RELEASE apart")
        raise
    db.execute("RELEASE apart")


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """One write transaction beside the writer and the screens: whole, or nothing of it."""
    with write_lock:
        db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            db.execute("ROLLBACK")
            raise
        db.execute("COMMIT")
