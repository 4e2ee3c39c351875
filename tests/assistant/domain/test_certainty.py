"""The threshold that an estimate leads to."""

from kompas.assistant.domain.certainty import ONLY_PICKED, Estimate, Expected

POINTS = (Expected(0.3, 0.9, 0.2), Expected(0.5, 0.6, 0.08), Expected(0.7, 0.3, 0.04), Expected(0.9, 0.0, 0.0))


def test_the_smallest_threshold_within_what_is_accepted() -> None:
    estimate = Estimate(POINTS, 100)
    assert estimate.threshold(0.1) == 0.5
    assert estimate.threshold(0.05) == 0.7


def test_where_nothing_is_good_enough_only_what_customers_pick_is_answered() -> None:
    """A threshold above which nothing was answered proves nothing."""
    assert Estimate(POINTS, 100).threshold(0.01) == ONLY_PICKED


def test_what_is_expected_at_a_threshold_is_that_of_the_point_below() -> None:
    estimate = Estimate(POINTS, 100)
    assert estimate.at(0.6).wrong == 0.08
    assert estimate.at(0.5).wrong == 0.08
    assert estimate.at(0.1).wrong == 0.2
