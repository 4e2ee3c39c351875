"""Opening hours, also across nights, holidays and changes of the clock."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kompas.assistant.company.hours import add_open_hours, next_opening, open_at
from kompas.assistant.domain.company import Hours
from kompas.assistant.domain.errors import Permanent

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DAY = ((time(9), time(17)),)
OFFICE = Hours("Europe/Amsterdam", dict.fromkeys(range(5), DAY), "NL", (date(2026, 12, 31),))
ALWAYS = Hours("Europe/Amsterdam", dict.fromkeys(range(7), ((time(0), time.max),)))


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=AMSTERDAM)  # type: ignore[arg-type,misc]


def test_open_at() -> None:
    assert open_at(OFFICE, at(2026, 11, 24, 9))
    assert open_at(OFFICE, at(2026, 11, 24, 16, 59))
    assert not open_at(OFFICE, at(2026, 11, 24, 17))
    assert not open_at(OFFICE, at(2026, 11, 28, 12)), "Saturday"
    assert not open_at(OFFICE, at(2026, 12, 25, 12)), "Christmas"
    assert not open_at(OFFICE, at(2027, 1, 1, 12)), "New Year"
    assert not open_at(OFFICE, at(2026, 12, 31, 12)), "closed by the company"
    assert open_at(OFFICE, datetime(2026, 11, 24, 8, tzinfo=UTC)), "9:00 in Amsterdam"
    assert not open_at(OFFICE, datetime(2026, 11, 24, 7, 59, tzinfo=UTC))
    assert open_at(ALWAYS, at(2026, 11, 24, 23, 59, 59))


def test_next_opening() -> None:
    assert next_opening(OFFICE, at(2026, 11, 24, 8)) == at(2026, 11, 24, 9)
    assert next_opening(OFFICE, at(2026, 11, 24, 12)) == at(2026, 11, 25, 9), "open now: the next time"
    assert next_opening(OFFICE, at(2026, 12, 24, 18)) == at(2026, 12, 28, 9), "over Christmas and the weekend"
    assert next_opening(OFFICE, at(2026, 12, 30, 18)) == at(2027, 1, 4, 9)
    opening = next_opening(OFFICE, datetime(2026, 3, 28, 12, tzinfo=UTC))
    assert opening == at(2026, 3, 30, 9)
    assert opening is not None
    assert (opening.tzinfo, opening.utcoffset()) == (AMSTERDAM, timedelta(hours=2)), "summer time began in between"


def test_a_shop_that_never_opens_and_one_that_never_closes() -> None:
    never = Hours("Europe/Amsterdam", {})
    assert not open_at(never, at(2026, 11, 24, 12))
    assert next_opening(never, at(2026, 11, 24, 12)) is None
    assert next_opening(ALWAYS, at(2026, 11, 24, 12)) is None
    with pytest.raises(Permanent):
        add_open_hours(never, at(2026, 11, 24, 12), 1)


def test_an_evening_that_goes_on_after_midnight_is_one_opening() -> None:
    night = Hours("Europe/Amsterdam", {4: ((time(20), time.max),), 5: ((time(0), time(3)),)})
    assert open_at(night, at(2026, 11, 28, 0))
    assert next_opening(night, at(2026, 11, 27, 21)) == at(2026, 12, 4, 20)
    assert add_open_hours(night, at(2026, 11, 27, 23), 3) == at(2026, 11, 28, 2)


def test_add_open_hours() -> None:
    assert add_open_hours(OFFICE, at(2026, 11, 24, 9), 8) == at(2026, 11, 24, 17)
    assert add_open_hours(OFFICE, at(2026, 11, 24, 10), 8) == at(2026, 11, 25, 10)
    assert add_open_hours(OFFICE, at(2026, 11, 27, 16), 1.5) == at(2026, 11, 30, 9, 30)
    assert add_open_hours(OFFICE, at(2026, 11, 28, 3), 0) == at(2026, 11, 28, 3)
    with pytest.raises(ValueError, match="negative"):
        add_open_hours(OFFICE, at(2026, 11, 24, 9), -1)


def test_the_clock_goes_forward_and_back() -> None:
    night = Hours("Europe/Amsterdam", dict.fromkeys(range(7), ((time(1), time(4)),)))
    spring, autumn = at(2026, 3, 29, 1), at(2026, 10, 25, 1)
    assert add_open_hours(night, spring, 2) == at(2026, 3, 29, 4), "from 1:00 to 4:00 there are two hours"
    assert add_open_hours(night, autumn, 4) == at(2026, 10, 25, 4), "and in autumn four"
    gap = Hours("Europe/Amsterdam", {6: ((time(2), time(3)),)})
    assert not open_at(gap, datetime(2026, 3, 29, 1, tzinfo=UTC)), "2:00 to 3:00 does not exist that night"
    assert next_opening(gap, at(2026, 3, 28, 12)) == at(2026, 4, 5, 2)


def test_a_moment_needs_its_timezone() -> None:
    with pytest.raises(ValueError, match="timezone"):
        open_at(OFFICE, datetime(2026, 11, 24, 9))  # noqa: DTZ001


MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
QUARTERS = st.lists(st.integers(0, 95), min_size=2, max_size=6, unique=True).map(sorted)


@st.composite
def weeks(draw: st.DrawFn) -> Hours:
    """Any week with openings on the quarter of an hour, in zones that change their clock and one that does not."""

    def spans(quarters: list[int]) -> tuple[tuple[time, time], ...]:
        times = [time(quarter // 4, quarter % 4 * 15) for quarter in quarters]
        return tuple(zip(times[::2], times[1::2], strict=False))

    days = draw(st.dictionaries(st.integers(0, 6), QUARTERS.map(spans), min_size=1))
    zone = draw(st.sampled_from(["Europe/Amsterdam", "America/St_Johns", "Australia/Lord_Howe", "UTC"]))
    closed = tuple(draw(st.lists(st.dates(date(2025, 1, 1), date(2027, 12, 31)), max_size=3)))
    return Hours(zone, days, draw(st.sampled_from([None, "NL"])), closed)


def just_before(at: datetime) -> datetime:
    """In UTC: within one timezone Python reckons by the clock on the wall, which leaps."""
    return at.astimezone(UTC) - timedelta(microseconds=1)


@given(weeks(), MOMENTS)
def test_at_the_next_opening_it_is_open_and_just_before_it_was_not(hours: Hours, moment: datetime) -> None:
    opening = next_opening(hours, moment)
    assume(opening is not None)
    assert opening is not None
    assert opening > moment
    assert open_at(hours, opening)
    assert not open_at(hours, just_before(opening))
    assert str(opening.tzinfo) == hours.timezone


@given(weeks(), MOMENTS)
def test_between_now_and_the_next_opening_the_doors_do_not_open(hours: Hours, moment: datetime) -> None:
    opening = next_opening(hours, moment)
    if opening is None or open_at(hours, moment):
        return
    minutes = int((opening - moment).total_seconds() // 60)
    assert not any(open_at(hours, moment + timedelta(minutes=n)) for n in range(0, minutes, max(minutes // 50, 1)))


@given(weeks(), MOMENTS, st.integers(1, 60), st.integers(0, 60))
def test_open_hours_add_up(hours: Hours, moment: datetime, first: int, second: int) -> None:
    try:
        both = add_open_hours(hours, moment, (first + second) / 4)
    except Permanent:
        return
    half = add_open_hours(hours, moment, first / 4)
    assert moment < half.astimezone(UTC) <= both.astimezone(UTC)
    assert add_open_hours(hours, half, second / 4) == both
    assert both - moment >= timedelta(hours=(first + second) / 4)


@given(weeks(), MOMENTS, st.integers(1, 40))
def test_a_deadline_lies_within_opening_hours_or_at_their_end(hours: Hours, moment: datetime, quarters: int) -> None:
    try:
        deadline = add_open_hours(hours, moment, quarters / 4)
    except Permanent:
        return
    assert open_at(hours, just_before(deadline))
