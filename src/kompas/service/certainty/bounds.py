"""What judged turns prove, by exact tests. For the back room: scipy is imported when a test begins.

The claim is about the share of wrong answers among those at or above a threshold. For one threshold, the count of wrong ones
among n is binomial, and the claim "at most a" is proven with confidence 1 - d where so few would be wrong with a chance of at
most d if a were the true share: the bound of Clopper and Pearson (Biometrika 26, 1934, 404-413).

For many thresholds: Learn then Test (Angelopoulos, Bates, Candes, Jordan, Lei, arXiv:2110.01052), fixed-sequence testing.
Thresholds are tested from high to low, and the testing ends at the first that is not proven: the chance that any of those
before it is proven wrongly is at most d. As few turns lie above a high threshold, the sequence begins where enough of them do;
with many turns it begins at more places, which share d (Bonferroni). Where it begins depends on the certainties alone, not on
what was right; that keeps the guarantee as long as what is surer is not more often wrong, which the picture of
reliability shows. The guarantee holds at a moment that was chosen beforehand, not for all moments together.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SURE = 0.95
DRIFTED = 0.01  # a test of drift that so seldom comes out by chance means drift
_STEP = 0.01
_HIGHEST = 0.99

Floats = NDArray[np.float64]
_COUNTS = np.arange(1, 2_001)  # more than any share that a company can accept needs


@dataclass(frozen=True, slots=True)
class Tested:
    """Of `above` turns at or above the threshold `wrong` are wrong; the true share is at most `bound`, with SURE confidence."""

    threshold: float
    above: int
    wrong: int
    bound: float


def needed(at_most: float, doubt: float = 1 - SURE) -> int:
    """How many turns without a mistake prove that at most this share is wrong."""
    from scipy.stats import binom

    enough = binom.cdf(0, _COUNTS, at_most) <= doubt
    return int(_COUNTS[enough][0])


def proven(certainties: Sequence[float], wrong: Sequence[bool], at_most: float, floor: float) -> Tested | None:
    """The smallest threshold, not below `floor`, that these turns prove; None where they prove none."""
    from scipy.stats import binom

    sure, mistaken = np.asarray(certainties, np.float64), np.asarray(wrong, bool)
    grid = _grid(floor)
    above, bad = _counts(sure, mistaken, grid)
    least = needed(at_most)
    starts = 1 + int(np.log2(above[-1] / least)) if above[-1] >= least else 0
    best: int | None = None
    doubt = (1 - SURE) / max(1, starts)
    passes, least = binom.cdf(bad, above, at_most) <= doubt, needed(at_most, doubt)
    for start in range(starts):
        enough = above >= least * 2**start
        first = int(np.argmax(enough))
        if enough[first] and passes[first]:
            fails = np.flatnonzero(~passes[first:])
            last = first + int(fails[0]) - 1 if len(fails) else len(grid) - 1
            best = last if best is None else max(best, last)
    return at_threshold(certainties, wrong, float(grid[best]), 1 - doubt) if best is not None else None


def at_threshold(certainties: Sequence[float], wrong: Sequence[bool], threshold: float, sure: float = SURE) -> Tested:
    """What these turns say of one threshold."""
    from scipy.stats import binomtest

    counts = _counts(np.asarray(certainties, np.float64), np.asarray(wrong, bool), np.array([threshold]))
    above, bad = int(counts[0][0]), int(counts[1][0])
    if not above:
        return Tested(threshold, 0, 0, 1.0)
    bound = binomtest(bad, above, alternative="less").proportion_ci(sure, method="exact").high
    return Tested(threshold, above, bad, float(bound))


def too_often_wrong(certainties: Sequence[float], wrong: Sequence[bool], threshold: float, at_most: float) -> float:
    """The chance of so many mistakes, if at most this share were wrong: an exact test, small where it cannot be."""
    from scipy.stats import binomtest

    found = at_threshold(certainties, wrong, threshold)
    return float(binomtest(found.wrong, found.above, at_most, alternative="greater").pvalue) if found.above else 1.0


def otherwise_sure(before: Sequence[float], since: Sequence[float]) -> float:
    """The chance that certainties differ so much, if customers asked as before: the test of Kolmogorov and Smirnov."""
    from scipy.stats import ks_2samp

    return float(ks_2samp(before, since).pvalue)


def _grid(floor: float) -> Floats:
    """Thresholds from high to low; the last is the floor itself."""
    steps = np.round(np.arange(_HIGHEST, floor, -_STEP), 4)
    return np.append(steps, floor)


def _counts(sure: Floats, wrong: NDArray[np.bool_], grid: Floats) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """How many lie at or above each threshold, and how many of these are wrong."""
    given = sure[None, :] >= grid[:, None]
    return given.sum(axis=1), (given & wrong[None, :]).sum(axis=1)
