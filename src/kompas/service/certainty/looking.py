"""What the clock asks of certainty: turns are drawn, what is proven is worked out each hour, and serves at once."""

import sqlite3
from contextlib import closing
from functools import partial

from kompas.assistant.domain.certainty import Stage
from kompas.service.certainty.drawing import draw
from kompas.service.certainty.task import prove
from kompas.service.clock import now_ms
from kompas.service.database.connection import connect
from kompas.service.house import House, told

_HOUR_MS = 3_600_000
_ONLY = 1  # the one row of what is owed
MOST_TRIES = 4


def look(house: House) -> None:
    """Draw from what was decided, and answer from what is proven of the content that serves."""
    if house.shelf.now.company.thresholds.at_most_wrong is not None:
        draw(house)
    if house.shelf.prove(*_newest()):
        told()


def have_proven(house: House) -> None:
    """Have it worked out what is proven: when other content serves, and each hour in which somebody judged."""
    shelf = house.shelf
    if shelf.wanted is not None or shelf.now.company.thresholds.at_most_wrong is None:
        return
    if id := house.writer.submit(partial(owed, version=shelf.now.company.version, at=now_ms())).result(30):
        house.backroom.ring(prove, id)


def owed(db: sqlite3.Connection, version: str, at: int) -> int:
    """The id of the work that is owed for this version; 0 when it was done, or tried as often as we try."""
    db.execute(
        "INSERT INTO certainty_work (id, version, asked_at, claim, tries) VALUES (?, ?, ?, 0, 0)"
        " ON CONFLICT (id) DO UPDATE SET version = excluded.version, asked_at = excluded.asked_at, tries = 0, done_at = NULL"
        " WHERE version <> excluded.version OR (asked_at <= ? AND"
        " EXISTS (SELECT 1 FROM certainty_drawn WHERE judged_at > certainty_work.asked_at))",
        (_ONLY, version, at, at - _HOUR_MS),
    )
    row = db.execute("SELECT done_at, tries FROM certainty_work WHERE id = ?", (_ONLY,)).fetchone()
    return _ONLY if row["done_at"] is None and row["tries"] < MOST_TRIES else 0


def _newest() -> tuple[str, float | None]:
    """Of which version what is proven: its threshold, or None."""
    with closing(connect(readonly=True)) as db:
        row = db.execute("SELECT version, stage, threshold FROM certainty_proof ORDER BY id DESC LIMIT 1").fetchone()
    if row is None:
        return "", None
    return row["version"], row["threshold"] if row["stage"] == Stage.PROVEN else None
