"""Learn from judged pairs how surely a sentence is supported. For the command line: scipy is imported when learning begins."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kompas.assistant.answering.likeness import MEASURES, measures_of
from kompas.assistant.answering.reading import gathered, told
from kompas.assistant.answering.support import Coefficients, chance_of
from kompas.assistant.domain.errors import Permanent

Numbers = NDArray[np.float64]
Pair = tuple[str, str, bool, str]  # evidence, claim, supported, language
ROUNDS = 3  # a claim not supported is taught by its least supported sentence, as the round before it judged
STRICTNESS = 0.002  # what a coefficient costs by its size
HOLD = 2.0  # what it costs to leave the one that it is drawn towards: with less, lines of one kind unlearn the others


def fit(sets: Sequence[Sequence[Pair]], start: Coefficients | None = None) -> Coefficients:
    """The coefficients that judge these pairs best, each set and each verdict counting alike.

    With `start` they are drawn towards those instead of towards nothing, so that few pairs change little. Raises
    Permanent when a set has pairs of one verdict only.
    """
    for pairs in sets:
        if len({supported for _evidence, _claim, supported, _lang in pairs}) < 2:
            raise Permanent("all pairs have the same verdict.", "Give pairs that are supported and pairs that are not.")
    measured = [[_measures(pair) for pair in pairs] for pairs in sets]
    everything = np.vstack([row for rows in measured for row in rows])
    centre, spread = everything.mean(axis=0), everything.std(axis=0)
    spread[spread == 0] = 1
    cost = STRICTNESS if start is None else HOLD
    drawn = np.zeros(len(MEASURES) + 1) if start is None else _scaled(start, centre, spread)
    found: Coefficients | None = start
    for _round in range(ROUNDS):
        rows, wanted, weights = _taught(sets, measured, found)
        found = _unscaled(_fitted((rows - centre) / spread, wanted, weights, drawn, cost), centre, spread)
    assert found is not None
    return found


def _measures(pair: Pair) -> Numbers:
    evidence, claim, _supported, lang = pair
    there = gathered((evidence,), lang)
    return np.array([measures_of(sentence, there, lang) for sentence in told(claim, lang)])


def _taught(
    sets: Sequence[Sequence[Pair]], measured: Sequence[Sequence[Numbers]], found: Coefficients | None
) -> tuple[Numbers, Numbers, Numbers]:
    """Rows with what is wanted of them and how much each counts."""
    rows, wanted, weights = [], [], []
    for pairs, each in zip(sets, measured, strict=True):
        verdicts = [pair[2] for pair in pairs]
        share = {verdict: 0.5 / verdicts.count(verdict) / len(sets) for verdict in (True, False)}
        for verdict, sentences in zip(verdicts, each, strict=True):
            if not verdict and found is not None:
                least = min(range(len(sentences)), key=lambda at: chance_of(sentences[at].tolist(), found))
                sentences = sentences[least : least + 1]
            rows.append(sentences)
            wanted += [float(verdict)] * len(sentences)
            weights += [share[verdict] / len(sentences)] * len(sentences)
    return np.vstack(rows), np.array(wanted), np.array(weights)


def _fitted(rows: Numbers, wanted: Numbers, weights: Numbers, drawn: Numbers, cost: float) -> Numbers:
    """Logistic regression whose coefficients are drawn towards given ones; the constant is free."""
    from scipy.optimize import minimize

    signs = np.where(wanted > 0, 1.0, -1.0)
    design = np.column_stack([np.ones(len(rows)), rows])

    def loss(at: Numbers) -> tuple[float, Numbers]:
        margins = signs * (design @ at)
        away = np.concatenate([[0.0], (at - drawn)[1:]])
        value = float(weights @ np.logaddexp(0, -margins) + cost * away @ away / 2)
        slope = -(weights * signs / (1 + np.exp(np.clip(margins, -30, 30)))) @ design + cost * away
        return value, slope

    best: Numbers = minimize(loss, drawn, jac=True, method="L-BFGS-B").x
    return best


def _scaled(given: Coefficients, centre: Numbers, spread: Numbers) -> Numbers:
    slopes = np.array(given[1:])
    return np.concatenate([[given[0] + slopes @ centre], slopes * spread])


def _unscaled(found: Numbers, centre: Numbers, spread: Numbers) -> Coefficients:
    slopes = found[1:] / spread
    return (float(found[0] - slopes @ centre), *map(float, slopes))
