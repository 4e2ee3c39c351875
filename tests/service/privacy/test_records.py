"""What was read from customer systems is found by what is over its term: what is kept costs the sweep nothing."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from tests.service.privacy.customers import DAY, told

from kompas.service.database.connection import connect, transaction
from kompas.service.library.shelf import Served
from kompas.service.privacy import holds, records
from kompas.service.privacy.records import Forget
from kompas.service.privacy.retention import Sweep
from kompas.service.privacy.subject import find
from kompas.service.privacy.terms import limits_of

NOW = 1_790_000_000_000
TERMS = {"messages": 3650, "briefs": 3650, "records_read": 30, "promises": 3650, "accounts": 3650, "events": 3650}
LIMIT = NOW - 30 * DAY
FORGETS = {
    "answers": records.forget_records,
    "briefs": records.forget_seen,
    "memories": records.forget_memory,
}

Lived = Callable[[int, int], list[str]]


@pytest.fixture
def lived(db: sqlite3.Connection, shop: Served) -> Lived:
    """So many customers were here so many days ago: their conversations."""

    def lived(many: int, days_ago: int) -> list[str]:
        with transaction(db):
            return [told(db, shop, NOW - days_ago * DAY).conversation for _ in range(many)]

    return lived


def sweep(db: sqlite3.Connection) -> int:
    """Rows of records read that went."""

    def write(job: Callable[[sqlite3.Connection], int]) -> int:
        with transaction(db):
            return job(db)

    with closing(connect(readonly=True)) as reads:
        swept = Sweep(reads, write, limits_of(TERMS, NOW), NOW)
        for _ in swept.batches():
            pass
    return swept.counts["records_read"]


def steps(forget: Forget) -> tuple[int, int]:
    """How many steps the database takes to find what is over, and how many rows that are."""
    taken = [0]

    def step() -> int:
        taken[0] += 1
        return 0

    with closing(connect(readonly=True)) as reads:
        reads.set_progress_handler(step, 1)
        found = sum(len(places) for places in forget.places(reads, LIMIT))
    return taken[0], found


@pytest.mark.parametrize("name", FORGETS)
def test_what_is_kept_is_not_read(db: sqlite3.Connection, lived: Lived, name: str) -> None:
    """Neither what is within its term, nor what was emptied before and stays for its words' own term."""
    lived(1, 1)
    lived(1, 100)
    assert sweep(db) == 3
    few = steps(FORGETS[name])
    lived(20, 1)
    lived(20, 100)
    assert sweep(db) == 60
    assert steps(FORGETS[name]) == few
    assert few[1] == 0


@pytest.mark.parametrize("name", FORGETS)
def test_what_is_over_is_found_among_all_else(lived: Lived, name: str) -> None:
    lived(5, 1)
    lived(7, 31)
    assert steps(FORGETS[name])[1] == 7


@pytest.mark.parametrize("name", FORGETS)
def test_a_part_at_a_time_and_none_twice(lived: Lived, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lived(5, 31)
    monkeypatch.setattr(records, "_ROWS", 2)
    with closing(connect(readonly=True)) as reads:
        parts = [list(part) for part in FORGETS[name].places(reads, LIMIT)]
    assert [len(part) for part in parts] == [2, 2, 1]
    assert len({place for part in parts for place in part}) == 5


def test_what_a_hold_kept_goes_when_it_is_lifted(db: sqlite3.Connection, lived: Lived) -> None:
    (held,), _ = lived(1, 100), lived(1, 90)
    with transaction(db):
        number = holds.hold(db, find(db, held)[0], "geschil", "staff:1", NOW)
    assert sweep(db) == 3
    with transaction(db):
        holds.lift(db, number, "staff:1", NOW)
    assert sweep(db) == 3
    assert sweep(db) == 0


def test_a_shorter_term_reaches_back(db: sqlite3.Connection, lived: Lived, monkeypatch: pytest.MonkeyPatch) -> None:
    lived(1, 20)
    assert sweep(db) == 0
    monkeypatch.setitem(TERMS, "records_read", 10)
    assert sweep(db) == 3


def test_a_clock_that_was_ahead_holds_up_nothing(db: sqlite3.Connection, lived: Lived) -> None:
    lived(1, -3650)
    lived(1, 31)
    assert sweep(db) == 3


def test_the_search_keeps_to_its_index(db: sqlite3.Connection, lived: Lived) -> None:
    lived(1, 1)
    asked: list[Any] = []

    with closing(connect(readonly=True)) as reads:
        reads.set_trace_callback(asked.append)
        for forget in FORGETS.values():
            list(forget.places(reads, LIMIT))
        reads.set_trace_callback(None)
        plans = [" ".join(row["detail"] for row in reads.execute(f"EXPLAIN QUERY PLAN {sql}")) for sql in asked]
    indexes = ("decisions_on_records", "handovers_on_records", "conversations_remembered")
    assert [index in plan for index, plan in zip(indexes, plans, strict=True)] == [True] * 3
    assert not any("TEMP B-TREE" in plan for plan in plans)
