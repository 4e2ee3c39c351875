"""Moments and waits as colleagues read them."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from kompas.service import times

ZONE = ZoneInfo("Europe/Amsterdam")


def ms(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZONE).timestamp() * 1000)


NOW = ms("2026-11-24T10:00")


@pytest.mark.parametrize(
    ("at", "nl", "en"),
    [
        ("2026-11-24T09:05", "09:05", "09:05"),
        ("2026-11-23T23:59", "gisteren 23:59", "yesterday 23:59"),
        ("2026-11-25T00:00", "morgen 00:00", "tomorrow 00:00"),
        ("2026-11-02T08:00", "2 nov 08:00", "2 Nov 08:00"),
        ("2025-11-02T08:00", "2 nov 2025 08:00", "2 Nov 2025 08:00"),
    ],
)
def test_the_day_is_named_when_it_is_another(at: str, nl: str, en: str) -> None:
    for lang, told in (("nl", nl), ("en", en)):
        with translation.override(lang):
            assert times.clock(ms(at), NOW, ZONE).replace(".", "") == told


def test_today_is_that_of_the_company_and_not_of_the_server() -> None:
    with translation.override("nl"):
        assert times.clock(ms("2026-11-24T00:10"), ms("2026-11-24T00:30"), ZONE) == "00:10"


def test_a_deadline_is_ahead_or_was() -> None:
    with translation.override("en"):
        assert times.due(ms("2026-11-24T16:00"), NOW, ZONE) == "by 16:00"
        assert times.due(ms("2026-11-23T16:00"), NOW, ZONE) == "was due yesterday 16:00"


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(0, "0:00"), (-5, "0:00"), (59, "0:59"), (61, "1:01"), (3599, "59:59"), (3600, "1:00:00"), (90061, "25:01:01")],
)
def test_a_wait_counts_on(seconds: int, told: str) -> None:
    assert times.wait(NOW - seconds * 1000, NOW) == told


def test_in_full_it_names_zone_and_year() -> None:
    with translation.override("nl"):
        assert "24 november 2026" in times.full(NOW, ZONE)
    with translation.override("en"):
        assert times.full(NOW, ZONE) in ("24 November 2026, 10:00:00 CET", "24 November 2026 at 10:00:00 CET")
