"""Which content served when, in the trail and in a table."""

import json
import sqlite3
from collections.abc import Sequence

from kompas.assistant.company.complaints import Complaint
from kompas.assistant.company.sentences import Sentence
from kompas.service.conversations import store


def record_version(db: sqlite3.Connection, version: str, at: int) -> None:
    """This version serves from now on; the same one twice in a row is one record."""
    last = db.execute(
        "SELECT version FROM library_companyversion WHERE served_at IS NOT NULL ORDER BY id DESC LIMIT 1"
    ).fetchone()
    if last is not None and last["version"] == version:
        return
    db.execute(
        "INSERT INTO library_companyversion (version, by, at, served_at, complaints) VALUES (?, 'folder', ?, ?, '[]')",
        (version, at, at),
    )
    store.record(db, "company.served", "system", at, data={"version": version})


def offered(db: sqlite3.Connection, version: str | None, complaints: Sequence[Complaint | Sentence], at: int) -> None:
    """A changed folder was looked at: it serves, it was refused with complaints while the old one goes on, or it was
    put back as it was."""
    if version is not None:
        record_version(db, version, at)
    elif complaints:
        db.execute(
            "INSERT INTO library_companyversion (version, by, at, complaints) VALUES ('', 'folder', ?, ?)",
            (at, json.dumps([str(one) for one in complaints])),
        )
        store.record(db, "company.refused", "system", at, data={"complaints": len(complaints)})
    else:
        store.record(db, "company.restored", "system", at)
