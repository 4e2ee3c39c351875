"""A model that fails is left alone for a while; a day's tokens are not exceeded."""

from dataclasses import dataclass

from kompas.service.wording.guard import FAULTS, REST_SECONDS, Breaker, Budget


@dataclass
class Clock:
    now: float = 100.0
    day: int = 7


def test_three_faults_in_a_row_open_it_and_one_call_may_try_later() -> None:
    clock = Clock()
    breaker = Breaker(lambda: clock.now)
    for _ in range(FAULTS):
        assert breaker.allows()
        breaker.failed()
    assert not breaker.allows()
    clock.now += REST_SECONDS
    assert breaker.allows()
    assert not breaker.allows()  # the others wait for what comes of it
    breaker.failed()
    clock.now += REST_SECONDS - 1
    assert not breaker.allows()
    clock.now += 1
    assert breaker.allows()
    breaker.well()
    assert all(breaker.allows() for _ in range(5))


def test_faults_apart_do_not_open_it() -> None:
    breaker = Breaker(lambda: 0.0)
    for _ in range(10):
        breaker.failed()
        breaker.failed()
        breaker.well()
    assert breaker.allows()


def test_what_is_under_way_counts_until_it_is_known() -> None:
    clock = Clock()
    budget = Budget(lambda: clock.day)
    budget.begin(500)
    assert budget.reserve(400, 1000)
    assert not budget.reserve(200, 1000)
    budget.settle(400, 50)
    assert budget.reserve(400, 1000)


def test_a_new_day_begins_anew() -> None:
    clock = Clock()
    budget = Budget(lambda: clock.day)
    budget.begin(1000)
    assert not budget.reserve(1, 1000)
    clock.day += 1
    assert budget.reserve(1000, 1000)
