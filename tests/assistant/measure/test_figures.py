"""The figures on cases that can be worked out by hand."""

import numpy as np
import pytest

from kompas.assistant.measure.figures import aurc, coverage_at, ece, risks, rounded, share

SURE = np.array([0.9, 0.2, 0.6, 0.7])
RIGHT = np.array([True, False, False, True])


def test_the_risk_is_that_of_the_surest_so_many() -> None:
    assert risks(SURE, RIGHT).tolist() == pytest.approx([0, 0, 1 / 3, 1 / 2])
    assert aurc(SURE, RIGHT) == pytest.approx((1 / 3 + 1 / 2) / 4)


def test_sureness_that_is_the_wrong_way_round_costs() -> None:
    assert aurc(1 - SURE, RIGHT) > aurc(SURE, RIGHT)


@pytest.mark.parametrize(("risk", "share"), [(0.0, 0.5), (0.34, 0.75), (0.5, 1.0)])
def test_as_many_as_the_risk_allows(risk: float, share: float) -> None:
    assert coverage_at(SURE, RIGHT, risk) == share


def test_a_wrong_one_in_front_leaves_nothing_without_risk() -> None:
    assert coverage_at(SURE, ~RIGHT, 0.05) == 0.0


def test_certainty_that_keeps_its_word_has_no_error() -> None:
    certainty = np.array([0.75] * 4 + [0.25] * 4)
    right = np.array([True, True, True, False, True, False, False, False])
    assert ece(certainty, right) == 0.0
    assert ece(np.ones(4), np.array([True, False, True, False])) == pytest.approx(0.5)


def test_nothing_has_no_share() -> None:
    assert share([]) is None
    assert rounded(None) is None
    assert rounded(0.123456) == 0.1235
