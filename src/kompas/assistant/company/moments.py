"""How a moment is said: "maandag om 9.00 uur", "Tuesday 24 November". The patterns are data (words/moments.yaml)."""

from datetime import datetime, timedelta

from babel.dates import format_datetime

from kompas.assistant.company.words import moment_patterns

SOON = timedelta(days=6)  # within six days a weekday's name can mean one day only


def say_moment(at: datetime, lang: str, now: datetime) -> str:
    """The moment in words that follow on "op" or "on": the weekday alone when it is soon, else with the date."""
    ahead = at.date() - now.astimezone(at.tzinfo).date()
    if timedelta() <= ahead <= SOON:
        return _said(at, lang, "soon")
    return say_due(at, lang, now)


def say_due(at: datetime, lang: str, now: datetime) -> str:
    """The day with its date and the time, for a promise: "dinsdag 24 november om 17.00 uur"."""
    same_year = at.year == now.astimezone(at.tzinfo).year
    return _said(at, lang, "far" if same_year else "further")


def say_day(at: datetime, lang: str, now: datetime | None = None) -> str:
    """The day with its date: "dinsdag 24 november"; the year too when `now` is given and lies in another year."""
    other_year = now is not None and at.year != now.astimezone(at.tzinfo).year
    return _said(at, lang, "day_further" if other_year else "day")


def _said(at: datetime, lang: str, kind: str) -> str:
    """In the timezone that `at` carries; a language without patterns is said in the first there is."""
    patterns = moment_patterns()
    known = lang if lang in patterns else next(iter(patterns))
    return str(format_datetime(at, patterns[known][kind], tzinfo=at.tzinfo, locale=known))
