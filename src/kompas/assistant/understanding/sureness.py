"""How surely the best guess is right: a logistic regression on a few signs of how it was reached.

The chance that a linear model states by itself says how the intents compare, not whether it is any of them. What tells
that: how far the best one is above the second and above none of all, and how much of what was written its examples have.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

# in this order: score of the best, how far above the second, score of none of all; share of the text (each word by how
# rare it is) that is unknown, share that examples of the best intent have, weight of the rarest other word; words, as a log
SIGNS = 7
_NEW = math.log(2)  # an unknown word is rarer than the rarest known one, which stood in one text


@dataclass(frozen=True, slots=True)
class Sureness:
    """The coefficients of the signs, the constant first."""

    coefficients: tuple[float, ...]

    def of(self, signs: Sequence[float]) -> float:
        """The chance (0..1) that the best guess is right."""
        total = self.coefficients[0] + sum(map(float.__mul__, self.coefficients[1:], signs))
        return 1 / (1 + math.exp(-max(min(total, 30.0), -30.0)))


def signs_of(
    scores: Floats, words: Iterable[str], known: Mapping[str, int], rarity: Floats, tells: Floats
) -> tuple[float, ...]:
    """The signs of one text. `scores`: of each intent, none of all last; `known`: the row of each known word in `rarity`
    and in `tells`, whose positive entries are the words that examples of the best intent have."""
    best, second = _two_best(scores[:-1])
    rarest = float(rarity.max(initial=1.0))
    total = unknown = told = other = 0.0
    count = 0
    for word in set(words):
        row = known.get(word)
        weight = rarest + _NEW if row is None else float(rarity[row])
        total += weight
        count += 1
        if row is not None and tells[row] > 0:
            told += weight
        else:
            unknown += weight * (row is None)
            other = max(other, weight)
    whole = total or 1.0
    return (
        best,
        best - second,
        float(scores[-1]),
        unknown / whole,
        told / whole,
        other / (rarest + _NEW),
        math.log1p(count),
    )


def _two_best(scores: Floats) -> tuple[float, float]:
    if len(scores) < 2:
        return float(scores[0]), float(scores[0]) - 1
    second, best = np.partition(scores, len(scores) - 2)[-2:]
    return float(best), float(second)
