"""Screens write beside 32 chatting customers, and SQLite never says that the database is locked."""

from benchmarks.contention import contend

from kompas.service.house import House


def test_no_screen_and_no_customer_meets_a_locked_database(house: House) -> None:
    seen = contend(house, customers=32, screens=4, seconds=3)
    assert seen.errors == []
    assert seen.turns > 32
    assert len(seen.writes) > 50
