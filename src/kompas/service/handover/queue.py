"""Who waits for a person, in which order, and how long that usually takes."""

import sqlite3

_WAITING = "ended_at IS NULL AND taken_at IS NULL AND live"


def position_of(db: sqlite3.Connection, conversation: str) -> int:
    """The customer's place in the queue, 1 for the next; urgent matters go first. 0 when not waiting."""
    mine = db.execute(
        f"SELECT urgent, at, id FROM handover_handover WHERE conversation_id = ? AND {_WAITING}", (conversation,)
    ).fetchone()
    if mine is None:
        return 0
    before = db.execute(
        f"SELECT COUNT(*) AS n FROM handover_handover WHERE {_WAITING} AND (urgent > :urgent"
        " OR (urgent = :urgent AND (at < :at OR (at = :at AND id < :id))))",
        dict(mine),
    ).fetchone()
    return int(before["n"]) + 1


def how_many_wait(db: sqlite3.Connection) -> int:
    """How many customers wait for a person now."""
    return int(db.execute(f"SELECT COUNT(*) AS n FROM handover_handover WHERE {_WAITING}").fetchone()["n"])


def minutes_to_wait(db: sqlite3.Connection, position: int) -> int | None:
    """Whole minutes until the customer at this place is usually taken: the mean of the last 20 waits, by place. None as
    long as nobody was ever taken here: a number that nothing was measured for is not told. Where a colleague stepped in
    nobody waited."""
    row = db.execute(
        "SELECT AVG(taken_at - at) AS ms FROM (SELECT taken_at, at FROM handover_handover"
        " WHERE taken_at > at AND live ORDER BY taken_at DESC LIMIT 20) AS taken"
    ).fetchone()
    return max(1, round(row["ms"] / 60_000 * max(1, position))) if row["ms"] is not None else None
