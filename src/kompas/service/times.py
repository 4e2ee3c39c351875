"""Moments and waits as colleagues read them."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_time
from django.utils.translation import gettext as _

from kompas.service.clock import moment
from kompas.service.language import reader_language

_LONG = {"en": "en_GB"}  # the day before the month and 24 hours, as everywhere else on the screens


def clock(ms: int, now: int, zone: ZoneInfo) -> str:
    """The time of day; for another day the date goes before it."""
    at, today = moment(ms).astimezone(zone), moment(now).astimezone(zone).date()
    time = format_time(at, "HH:mm", locale=reader_language())
    if at.date() == today:
        return time
    return f"{_day(ms, now, zone)} {time}"


def due(ms: int, now: int, zone: ZoneInfo) -> str:
    """A deadline: "before 16:00", "before tomorrow 10:00", "was due 12 November 16:00"."""
    told = clock(ms, now, zone)
    return _("was due %(when)s") % {"when": told} if ms < now else _("by %(when)s") % {"when": told}


def wait(ms: int, now: int) -> str:
    """How long somebody waits."""
    return duration(max(0, now - ms))


def duration(ms: float) -> str:
    """Minutes and seconds; from an hour on hours, minutes and seconds."""
    seconds = int(ms / 1000)
    hours, minutes = divmod(seconds // 60, 60)
    return f"{hours}:{minutes:02d}:{seconds % 60:02d}" if hours else f"{minutes}:{seconds % 60:02d}"


def full(ms: int, zone: ZoneInfo) -> str:
    """Date and time in full, for who points at a time."""
    locale = _LONG.get(lang := reader_language(), lang)
    return format_datetime(moment(ms), "long", tzinfo=zone, locale=locale)


def _day(ms: int, now: int, zone: ZoneInfo) -> str:
    day, today = moment(ms).astimezone(zone).date(), moment(now).astimezone(zone).date()
    if day == today + timedelta(days=1):
        return _("tomorrow")
    if day == today - timedelta(days=1):
        return _("yesterday")
    return format_date(day, "d MMM" if day.year == today.year else "d MMM y", locale=reader_language())
