"""Opening hours in one line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompas.assistant.company.weekly import DAYS, weekly_of
from kompas.assistant.domain.errors import Permanent


@pytest.mark.parametrize(
    ("line", "weekly"),
    [
        ("mon-fri 09:00-17:00", dict.fromkeys(DAYS[:5], ("09:00-17:00",))),
        ("Ma - vr 9:00-17:00", dict.fromkeys(DAYS[:5], ("09:00-17:00",))),
        ("zaterdag 10:00-24:00", {"saturday": ("10:00-24:00",)}),
        ("tue 8:00-12:00 13:00-17:30; su 10:00-11:00",
         {"tuesday": ("08:00-12:00", "13:00-17:30"), "sunday": ("10:00-11:00",)}),
        ("mon 09:00-12:00, mon 13:00-17:00", {"monday": ("09:00-12:00", "13:00-17:00")}),
    ],
)  # fmt: skip
def test_it_is_read(line: str, weekly: dict[str, tuple[str, ...]]) -> None:
    assert weekly_of(line) == weekly


@pytest.mark.parametrize(
    "line", ["", "always", "mon 9-17", "fri-mon 09:00-17:00", "xyz 09:00-17:00", "mon 25:00-26:00"]
)
def test_what_cannot_be_read_is_refused_in_words(line: str) -> None:
    with pytest.raises(Permanent) as refused:
        weekly_of(line)
    assert "mon-fri 09:00-17:00" in refused.value.remedy


@given(st.text(alphabet="mondifr 0123456789:-,;", max_size=40))
def test_any_line_is_read_or_refused(line: str) -> None:
    try:
        weekly = weekly_of(line)
    except Permanent:
        return
    assert weekly
    assert set(weekly) <= set(DAYS)
