"""Opening hours: is somebody there, when again, when have so many hours passed. Safe across clock changes."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from kompas.assistant.company.moments import say_day, say_due, say_moment
from kompas.assistant.domain.company import Hours
from kompas.assistant.domain.errors import Permanent

__all__ = ["add_open_hours", "next_opening", "open_at", "say_day", "say_due", "say_moment"]

HORIZON = 400  # days that are looked ahead: longer than any year, so "never" is meant


def open_at(hours: Hours, at: datetime) -> bool:
    """Whether people are there at this moment; the closing moment itself is closed."""
    moment = _aware(at)
    return any(begin <= moment < end for begin, end in _openings(hours, moment, days=1))


def next_opening(hours: Hours, at: datetime) -> datetime | None:
    """The first moment after `at` at which the doors open, in the company's timezone.

    None when they do not open anew within a year: always closed, or always open.
    """
    moment = _aware(at)
    begins = (begin for begin, _ in _joined(_openings(hours, moment, HORIZON)) if begin > moment)
    begin = next(begins, None)
    return begin.astimezone(ZoneInfo(hours.timezone)) if begin is not None else None


def add_open_hours(hours: Hours, at: datetime, h: float) -> datetime:
    """The moment at which `h` opening hours have passed since `at`, in the company's timezone.

    Raises Permanent when the company does not open often enough for that within a year.
    """
    if h < 0:
        raise ValueError("h must not be negative")
    moment, left = _aware(at), timedelta(hours=h)
    if not left:
        return moment.astimezone(ZoneInfo(hours.timezone))
    for begin, end in _openings(hours, moment, HORIZON):
        begin = max(begin, moment)
        if end - begin >= left:
            return (begin + left).astimezone(ZoneInfo(hours.timezone))
        left -= max(end - begin, timedelta())
    raise Permanent(
        "there are too few opening hours to keep a promise.", remedy="Check hours and promises in company.yaml."
    )


def _aware(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("a moment needs its timezone")
    return at.astimezone(UTC)


def _openings(hours: Hours, moment: datetime, days: int) -> Iterator[tuple[datetime, datetime]]:
    """The openings of the day of `moment` and the days after it, in order, as moments in UTC."""
    zone = ZoneInfo(hours.timezone)
    first = moment.astimezone(zone).date()
    for day in (first + timedelta(days=n) for n in range(days)):
        for begin, end in hours.weekly.get(day.weekday(), ()) if not _closed(hours, day) else ():
            opening = _moment(day, begin, zone), _moment(day, end, zone)
            if opening[0] < opening[1]:  # an hour that the clock leaps over in spring is no opening
                yield opening


def _joined(openings: Iterator[tuple[datetime, datetime]]) -> Iterator[tuple[datetime, datetime]]:
    """Openings that touch (until 24:00, from 0:00) as one: the doors do not open anew."""
    current: tuple[datetime, datetime] | None = None
    for begin, end in openings:
        if current is not None and begin == current[1]:
            current = current[0], end
            continue
        if current is not None:
            yield current
        current = begin, end
    if current is not None:
        yield current


def _moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """`time.max` stands for the end of the day: the first moment of the next one."""
    if at == time.max:
        day, at = day + timedelta(days=1), time.min
    return datetime.combine(day, at, zone).astimezone(UTC)


def _closed(hours: Hours, day: date) -> bool:
    return day in hours.closed or (hours.holidays is not None and day in _public_holidays(hours.holidays, day.year))


@lru_cache(maxsize=32)
def _public_holidays(country: str, year: int) -> frozenset[date]:
    import holidays  # heavy: 12 MB and 0.3 s, so only when a company has holidays

    return frozenset(holidays.country_holidays(country, years=year))
