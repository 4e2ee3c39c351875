"""What judged turns prove: the bound keeps its word on simulated traffic whose true risk is known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st
from scipy.stats import beta

from kompas.service.certainty.bounds import (
    SURE,
    at_threshold,
    needed,
    otherwise_sure,
    proven,
    too_often_wrong,
)

RUNS = 400


def test_so_many_without_a_mistake_prove_it() -> None:
    assert [needed(at_most) for at_most in (0.01, 0.05, 0.1, 0.2)] == [299, 59, 29, 14]
    assert proven([0.9] * 58, [False] * 58, 0.05, 0.6) is None
    found = proven([0.9] * 59, [False] * 59, 0.05, 0.6)
    assert found is not None
    assert (found.threshold, found.above, found.wrong) == (0.6, 59, 0)
    assert found.bound <= 0.05


def test_one_mistake_needs_more() -> None:
    assert proven([0.9] * 60, [True] + [False] * 59, 0.05, 0.6) is None
    assert proven([0.9] * 200, [True] + [False] * 199, 0.05, 0.6) is not None


def test_the_threshold_ends_above_what_is_often_wrong() -> None:
    sure, unsure = [0.95] * 200, [0.5] * 200
    found = proven(sure + unsure, [False] * 200 + [True, False] * 100, 0.05, 0.3)
    assert found is not None
    assert 0.5 < found.threshold <= 0.52
    assert (found.above, found.wrong) == (200, 0)


def test_nothing_judged_proves_nothing() -> None:
    assert proven([], [], 0.05, 0.6) is None
    assert at_threshold([], [], 0.6).bound == 1.0
    assert too_often_wrong([], [], 0.6, 0.05) == 1.0


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=300), st.sampled_from([0.05, 0.1, 0.3]))
@budget(max_examples=60)
def test_whatever_was_judged_what_is_proven_is_within_what_is_accepted(
    turns: list[tuple[float, bool]], at_most: float
) -> None:
    certainties, wrong = [sure for sure, _ in turns], [bad for _, bad in turns]
    found = proven(certainties, wrong, at_most, 0.4)
    if found is None:
        return
    assert found.threshold >= 0.4
    assert found.bound <= at_most + 1e-9
    given_out = [bad for sure, bad in turns if sure >= found.threshold]
    assert (found.above, found.wrong) == (len(given_out), sum(given_out))
    assert found.bound == pytest.approx(at_threshold(certainties, wrong, found.threshold, SURE).bound) or (
        found.bound > at_threshold(certainties, wrong, found.threshold, SURE).bound
    )


@pytest.mark.parametrize("turns", [80, 300, 1000])
@pytest.mark.parametrize("steep", [1.0, 3.0])
def test_the_true_risk_exceeds_what_is_accepted_in_at_most_one_run_in_twenty(turns: int, steep: float) -> None:
    """Certainties from a beta distribution; wrong with the chance (1 - certainty) ** steep: the true share of wrong ones at or
    above a threshold is known by integration. With 400 runs a true share of 5 % shows as more than 7.7 % once in a hundred."""
    chance = np.random.default_rng(int(turns * 10 + steep))
    broken = told = 0
    for _ in range(RUNS):
        certainties = chance.beta(2.5, 1.0, turns)
        wrong = chance.random(turns) < (1 - certainties) ** steep
        found = proven(certainties.tolist(), wrong.tolist(), 0.1, 0.3)
        if found is not None:
            told += 1
            broken += true_risk(found.threshold, steep) > 0.1
    assert told > 0
    assert broken / RUNS <= 0.077


@pytest.mark.parametrize("turns", [40, 120, 500])
def test_also_where_every_threshold_is_a_hair_too_wrong(turns: int) -> None:
    """As hard as it gets: whatever is proven here is proven wrongly."""
    chance = np.random.default_rng(turns)
    broken = 0
    for _ in range(RUNS):
        wrong = chance.random(turns) < 0.1001
        broken += proven(chance.beta(2.5, 1.0, turns).tolist(), wrong.tolist(), 0.1, 0.3) is not None
    assert 0 < broken / RUNS <= 0.077


def true_risk(threshold: float, steep: float) -> float:
    certainties = np.linspace(threshold, 1, 2001)
    density = beta.pdf(certainties, 2.5, 1.0)
    return float((density * (1 - certainties) ** steep).sum() / density.sum())


def test_drift_is_seen_and_chance_is_not() -> None:
    chance = np.random.default_rng(1)
    assert too_often_wrong([0.9] * 60, [True] * 12 + [False] * 48, 0.6, 0.05) < 0.01
    assert too_often_wrong([0.9] * 60, [True] * 3 + [False] * 57, 0.6, 0.05) > 0.05
    before, after = chance.beta(4, 2, 200).tolist(), chance.beta(2, 4, 60).tolist()
    assert otherwise_sure(before, after) < 0.01
    assert otherwise_sure(before[:100], before[100:]) > 0.01
