"""Moments in words, as they stand in sentences to customers."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompas.assistant.company.moments import say_day, say_due, say_moment

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 11, 21, 12, tzinfo=AMSTERDAM)  # a Saturday


def moment(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=AMSTERDAM)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("at", "lang", "said"),
    [
        (moment(2026, 11, 23, 9), "nl", "maandag om 9.00 uur"),
        (moment(2026, 11, 23, 9), "en", "Monday at 9:00"),
        (moment(2026, 11, 21, 13, 5), "nl", "zaterdag om 13.05 uur"),
        (moment(2026, 11, 27, 9), "en", "Friday at 9:00"),
        (moment(2026, 11, 28, 9), "nl", "zaterdag 28 november om 9.00 uur"),
        (moment(2026, 11, 20, 9), "en", "Friday 20 November at 9:00"),
        (moment(2027, 1, 4, 9), "nl", "maandag 4 januari 2027 om 9.00 uur"),
        (moment(2027, 1, 4, 9), "en", "Monday 4 January 2027 at 9:00"),
    ],
)
def test_say_moment(at: datetime, lang: str, said: str) -> None:
    assert say_moment(at, lang, NOW) == said


def test_say_day_and_due() -> None:
    at = moment(2026, 11, 24, 17)
    assert (say_day(at, "nl"), say_day(at, "en")) == ("dinsdag 24 november", "Tuesday 24 November")
    assert say_due(at, "nl", NOW) == "dinsdag 24 november om 17.00 uur"
    assert say_due(at, "en", NOW) == "Tuesday 24 November at 17:00"
    assert say_day(moment(2027, 1, 4), "nl", NOW) == "maandag 4 januari 2027"
    assert say_day(at, "nl", NOW) == "dinsdag 24 november"


def test_now_is_taken_in_the_timezone_of_the_moment() -> None:
    midnight_in_amsterdam = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    assert say_moment(moment(2026, 11, 30, 9), "nl", midnight_in_amsterdam) == "maandag om 9.00 uur"
    assert say_moment(moment(2026, 11, 30, 9), "nl", midnight_in_amsterdam - timedelta(hours=1)).startswith(
        "maandag 30"
    )


def test_an_unknown_language_is_said_in_the_first() -> None:
    assert say_moment(moment(2026, 11, 23, 9), "de", NOW) == "maandag om 9.00 uur"


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)), st.sampled_from(["nl", "en"]))  # noqa: DTZ001
def test_within_six_days_the_weekday_says_enough(at: datetime, lang: str) -> None:
    now = at.replace(tzinfo=AMSTERDAM)
    said = {say_moment(now + timedelta(days=days), lang, now) for days in range(7)}
    assert len(said) == 7
    assert not any(sign in text for text in said for sign in "\xa0\u202f")
