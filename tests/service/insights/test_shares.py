"""Shares and how surely they are known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompas.service.insights.shares import Share, wilson


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    # worked out with statsmodels.stats.proportion.proportion_confint(count, of, method="wilson")
    [(0, 5, 0.0, 0.4345), (5, 10, 0.2366, 0.7634), (81, 263, 0.2553, 0.3662), (5, 5, 0.5655, 1.0)],
)
def test_known_intervals(count: int, of: int, low: float, high: float) -> None:
    assert wilson(count, of) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


@given(st.integers(0, 5000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_share_lies_within_its_bounds(pair: tuple[int, int]) -> None:
    share = Share(*pair)
    assert 0 <= share.low <= share.high <= 1
    if share.value is not None:
        assert share.low - 1e-9 <= share.value <= share.high + 1e-9


def test_of_nothing_there_is_no_share() -> None:
    assert Share(0, 0).value is None
