"""What happens to accounts, in the trail: ids, codes and numbers, never a name or an address."""

import sqlite3

from kompas.service.clock import now_ms
from kompas.service.conversations import store
from kompas.service.conversations.authors import by_staff
from kompas.service.database.screen import writing


def record(db: sqlite3.Connection, kind: str, who: int, **about: str | int) -> None:
    """One line, in the transaction of what it tells."""
    store.record(db, kind, by_staff(who), now_ms(), data=about)


def told(kind: str, who: int, **about: str | int) -> None:
    """One line for what a library has done already, in a transaction of its own."""
    with writing() as db:
        record(db, kind, who, **about)
