"""Gaps in their order: ranked by the database, a page at a time, in as many queries however many there are."""

from typing import Any

import pytest
from tests.service.people import Visitor

from kompas.service.clock import DAY_MS, now_ms
from kompas.service.database.connection import connect
from kompas.service.house import House
from kompas.service.learning import gaps
from kompas.service.learning.models import Gap, Sighting

NOW = now_ms()


def gap(customers: int, days_ago: int = 0, **told: Any) -> Gap:
    at = NOW - days_ago * DAY_MS
    return Gap.objects.create(lang="nl", customers=customers, times=customers, first_at=at, last_at=at, **told)


def seen(gap: Gap, visitor: Visitor, seq: int) -> None:
    told = {"seq": 1000 * gap.pk + seq, "since": seq - 1, "until": seq, "code": "not_known", "at": now_ms()}
    Sighting.objects.create(gap=gap, conversation=visitor.id, **told)


def ids(house: House, **asked: Any) -> list[int]:
    return [one.id for one in gaps.most_wanted(house.shelf.now, **{"since": 0, "most": 50, **asked})]


def test_what_most_customers_asked_and_lately_comes_first(house: House) -> None:
    few, many, long_ago = gap(2), gap(9), gap(9, days_ago=60)
    two_weeks, equal = gap(6, days_ago=14), gap(2)
    assert ids(house) == [many.pk, two_weeks.pk, few.pk, equal.pk, long_ago.pk]


def test_a_gap_of_another_state_or_before_then_is_not_shown(house: House) -> None:
    shown = gap(1)
    gap(5, state="dismissed")
    gap(5, days_ago=30)
    assert ids(house, since=NOW - DAY_MS) == [shown.pk]


def test_pages_follow_each_other_and_none_is_shown_twice(house: House) -> None:
    made = [gap(customers).pk for customers in (7, 6, 5, 4, 3)]
    assert [ids(house, most=2, skip=skip) for skip in (0, 2, 4, 6)] == [made[:2], made[2:4], made[4:], []]


def test_the_words_are_the_newest_that_are_kept(house: House) -> None:
    visitor, one, other, silent = Visitor(house), gap(3), gap(2), gap(1)
    first = visitor.says("verhuren jullie een tandem? ik ben Noor").seq
    last = visitor.says("en een bakfiets dan?").seq
    seen(one, visitor, first)
    seen(one, visitor, last)
    seen(other, visitor, first)
    seen(other, visitor, 900)
    titles = [wanted.title for wanted in gaps.most_wanted(house.shelf.now, 0, 50)]
    assert titles == ["en een bakfiets dan?", "verhuren jullie een tandem? ik ben [naam]", f"#{silent.pk}"]


def test_a_longer_page_asks_the_database_no_more_often(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = Visitor(house)
    asked = visitor.says("verhuren jullie een tandem?").seq
    for _ in range(30):
        seen(gap(1), visitor, asked)
    statements: list[str] = []

    def listened(readonly: bool = False) -> Any:
        db = connect(readonly=readonly)
        db.set_trace_callback(statements.append)
        return db

    monkeypatch.setattr(gaps, "connect", listened)

    def queries(most: int) -> int:
        statements.clear()
        assert len(ids(house, most=most)) == most
        return len(statements)

    assert queries(1) == queries(30) > 0
