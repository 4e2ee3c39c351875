"""Who waits, in which order, and how long that usually takes."""

import sqlite3

import pytest

from kompas.service.conversations import store
from kompas.service.handover.queue import minutes_to_wait, position_of


@pytest.fixture(autouse=True)
def _begun(db: sqlite3.Connection) -> None:
    for id in ("a", "b", "c", "d"):
        store.begin(db, id, "chat", "nl", "digest", 10**13, 1)


def waits(db: sqlite3.Connection, id: str, at: int, **more: int) -> None:
    row = {"id": id, "at": at, "urgent": 0, "live": 1, "taken": None, "ended": None, **more}
    db.execute(
        "INSERT INTO handover_handover (conversation_id, code, rule, urgent, live, brief, correction, at, taken_at, ended_at,"
        " ended) VALUES (:id, 'wants_human', '', :urgent, :live, '{}', '', :at, :taken, :ended, '')",
        row,
    )


def places(db: sqlite3.Connection) -> list[int]:
    return [position_of(db, id) for id in ("a", "b", "c", "d")]


def test_first_come_first_and_equal_moments_by_order_of_storing(db: sqlite3.Connection) -> None:
    waits(db, "b", 100), waits(db, "a", 200), waits(db, "c", 200)
    assert places(db) == [2, 1, 3, 0]


def test_urgent_goes_before_whoever_came_earlier(db: sqlite3.Connection) -> None:
    waits(db, "a", 100), waits(db, "b", 300, urgent=1), waits(db, "c", 200, urgent=1)
    assert places(db) == [3, 2, 1, 0]


def test_a_promise_a_taken_one_and_an_ended_one_do_not_wait(db: sqlite3.Connection) -> None:
    waits(db, "a", 1, live=0), waits(db, "b", 2, taken=5), waits(db, "c", 3, ended=5), waits(db, "d", 4)
    assert places(db) == [0, 0, 0, 1]


def test_before_anything_was_measured_no_time_is_told(db: sqlite3.Connection) -> None:
    waits(db, "a", 1)
    assert [minutes_to_wait(db, place) for place in (0, 1, 2)] == [None] * 3


def test_the_mean_of_the_last_twenty_waits_counts(db: sqlite3.Connection) -> None:
    for n in range(30):
        minutes = 60 if n < 10 else 2  # the first ten are long ago
        waits(db, "a", n * 10**7, taken=n * 10**7 + minutes * 60_000)
    waits(db, "b", 10**9, live=0, taken=10**9 + 90 * 60_000)  # a promise is no wait
    assert [minutes_to_wait(db, place) for place in (1, 3)] == [2, 6]


def test_where_a_colleague_stepped_in_nobody_waited(db: sqlite3.Connection) -> None:
    waits(db, "a", 0, taken=8 * 60_000)
    for n in range(1, 21):
        waits(db, "b", n * 10**7, taken=n * 10**7)
    assert minutes_to_wait(db, 1) == 8


def test_nobody_is_told_zero_minutes(db: sqlite3.Connection) -> None:
    waits(db, "a", 100, taken=101)
    assert minutes_to_wait(db, 1) == 1
