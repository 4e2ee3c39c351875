"""How a screen writes through the same verbs as the message path: one short transaction on Django's connection."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from kompas.service.house import told


@contextmanager
def writing() -> Iterator[sqlite3.Connection]:
    """The raw connection of Django's own transaction; live streams are told after the commit."""
    with transaction.atomic():
        db = connection.connection
        assert isinstance(db, sqlite3.Connection)
        before, db.row_factory = db.row_factory, sqlite3.Row
        try:
            yield db
        finally:
            db.row_factory = before
        transaction.on_commit(told)
