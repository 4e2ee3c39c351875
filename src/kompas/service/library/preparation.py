"""A version of the company folder is made ready in the back room before it serves; what is owed stands in our own rows."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from kompas.assistant.assistant import prepare as prepare_company
from kompas.assistant.company import CompanyRefused, read_company
from kompas.service.clock import now_ms
from kompas.service.database.connection import connect
from kompas.service.library.embedding import for_preparing

MOST_TRIES = 4
_HOUR_MS = 3_600_000
_KEPT_MS = 24 * _HOUR_MS


def ask_for(db: sqlite3.Connection, version: str, folder: Path, at: int, source: Path | None = None) -> int:
    """The id of the work; asked for again, it begins anew. `source`: where the files of connectors lie."""
    row = db.execute(
        "INSERT INTO library_preparation (version, folder, source, asked_at, claim, tries) VALUES (?, ?, ?, ?, 0, 0)"
        " ON CONFLICT (version) DO UPDATE SET folder = excluded.folder, source = excluded.source,"
        " asked_at = excluded.asked_at, tries = 0, done_at = NULL RETURNING id",
        (version, str(folder), str(source or folder), at),
    ).fetchone()
    return int(row["id"])


def unfinished(db: sqlite3.Connection, at: int) -> list[int]:
    """Ids of what is still owed; what was finished or given up long ago is pruned."""
    over = "DELETE FROM library_preparation WHERE asked_at < ? AND (done_at IS NOT NULL OR tries >= ?)"
    db.execute(over, (at - _KEPT_MS, MOST_TRIES))
    rows = db.execute(
        "SELECT id FROM library_preparation WHERE done_at IS NULL AND tries < ? ORDER BY id", (MOST_TRIES,)
    )
    return [int(row["id"]) for row in rows]


def given_up(db: sqlite3.Connection, version: str) -> bool:
    """Whether this version was tried as often as we try."""
    row = db.execute("SELECT tries, done_at FROM library_preparation WHERE version = ?", (version,)).fetchone()
    return row is not None and row["done_at"] is None and row["tries"] >= MOST_TRIES


def prepare(id: int) -> None:
    """The task. May run twice, also at once: the prepared folder appears whole, and the last claim has the word."""
    with closing(connect()) as db:
        claimed = claim(db, id)
    if claimed is None:
        return
    folder = claimed["folder"]
    _make(Path(folder), claimed["version"], Path(claimed["source"] or folder))
    with closing(connect()) as db:
        finish(db, id, claimed["claim"], now_ms())


def claim(db: sqlite3.Connection, id: int) -> sqlite3.Row | None:
    """Take the work over, from whoever had it; None when there is nothing to do."""
    row: sqlite3.Row | None = db.execute(
        "UPDATE library_preparation SET claim = claim + 1, tries = tries + 1 WHERE id = ? AND done_at IS NULL"
        " RETURNING version, folder, source, claim",
        (id,),
    ).fetchone()
    return row


def finish(db: sqlite3.Connection, id: int, claim: int, at: int) -> None:
    """Done, where the claim is still ours."""
    db.execute("UPDATE library_preparation SET done_at = ? WHERE id = ? AND claim = ?", (at, id, claim))


def _make(folder: Path, version: str, source: Path) -> None:
    """Nothing is made when the folder holds another version by now: the house sees that itself, and asks for it."""
    from django.conf import settings

    try:
        company = read_company(folder, source)
    except CompanyRefused:
        return
    if company.version == version:
        prepared = Path(settings.DATA_DIR) / "prepared"
        _clear_away(prepared)
        with for_preparing(company, settings.ENVIRONMENT) as embedder:
            prepare_company(company, prepared / version, embedder)


def _clear_away(prepared: Path) -> None:
    """What a killed process left half made; an hour later nobody is at it any more."""
    for left in prepared.glob(".preparing-*"):
        if left.stat().st_mtime * 1000 < now_ms() - _HOUR_MS:
            shutil.rmtree(left, ignore_errors=True)
