"""Traces of erased rows in the files of the database: sought by another process, for a serving one must never open them.

What is sought are random values that stood in the erased rows (salts, ids) and addresses: where they are gone, the
words that stood beside them are gone.
"""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import closing

from kompas.assistant.domain.errors import Temporary
from kompas.service.database.connection import connect, database_file
from kompas.service.database.lock import write_lock
from kompas.service.privacy.subject import Subject, rows_of

_SHORTEST = 8  # characters: what is shorter stands everywhere
_MOST = 400  # values sought
_SOUGHT = {
    "conversations_message": "salt",
    "conversations_delivery": "message_id",
    "conversations_conversation": "visitor_digest",
    "customers_code": "digest",
    "customers_address": "address",
    "customers_customer": "key || name",  # they stand side by side in the row
}
_TRIES = 100
_WAIT_MS = 20
_PAUSE = 0.1  # seconds


def traces(db: sqlite3.Connection, subject: Subject) -> list[str]:
    """What must be nowhere in the files once these rows are erased; read before that."""
    found: list[str] = []
    for table, where, values in rows_of(subject, erased=True):
        if column := _SOUGHT.get(table.name):
            found += [str(row[0]) for row in db.execute(f"SELECT {column} FROM {table.name} WHERE {where}", values)]
    return [one for one in dict.fromkeys(found) if len(one) >= _SHORTEST][:_MOST]


def cleaned(sought: Sequence[str] | None) -> int:
    """Empty the log into the database and cut it; rewrite the whole file where a trace was left in a page that SQLite
    had rearranged before (rare: one erasure in hundreds), and where nobody knows what to seek (None).

    Gives how many traces are there then: they stand in rows of others.
    """
    empty_the_log()
    if sought is not None and not (sought := search(sought)):
        return 0
    with closing(connect()) as db, write_lock:
        db.execute("VACUUM")
    empty_the_log()
    return len(search(sought or ()))


def search(sought: Sequence[str]) -> list[str]:
    """Which of these stand in the database file or its log, as another process reads them."""
    if not sought:
        return []
    files = [str(database_file()), f"{database_file()}-wal"]
    done = subprocess.run(
        [sys.executable, "-P", "-m", "kompas.service.privacy.seeking", *files],
        input="\0".join(sought).encode(), capture_output=True, check=True,
    )  # fmt: skip
    return [one for one in done.stdout.decode().split("\0") if one]


def empty_the_log() -> None:
    """Write the log into the database and cut it to nothing. Raises Temporary while somebody reads from it all the time.

    Nobody else can write during a try, so no try waits: a long reader, such as a backup, must not stop the chat.
    """
    with closing(connect()) as db:
        db.execute(f"PRAGMA busy_timeout={_WAIT_MS}")
        for _ in range(_TRIES):
            db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
            with write_lock:
                busy = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            if not busy:
                return
            time.sleep(_PAUSE)
    raise Temporary(
        "The database's log is being read and cannot be emptied yet.", "Kompas tries again by itself while it serves."
    )
