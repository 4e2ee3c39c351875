"""The figures by which answers with a certainty are judged. All take one entry a line and know nothing of texts."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Certainties = NDArray[np.float64]
Rights = NDArray[np.bool_]

BINS = 10


def risks(certainty: Certainties, right: Rights) -> Certainties:
    """The share of wrong ones among the surest 1, 2, … n lines; lines of the same certainty keep their order."""
    wrong = ~right[np.argsort(-certainty, kind="stable")]
    share: Certainties = np.cumsum(wrong) / np.arange(1, len(wrong) + 1)
    return share


def aurc(certainty: Certainties, right: Rights) -> float:
    """The mean of the risk over coverage (Geifman and El-Yaniv 2017): 0 is best, the share of wrong ones if sureness
    says nothing."""
    return float(risks(certainty, right).mean())


def coverage_at(certainty: Certainties, right: Rights, risk: float) -> float:
    """The largest share of lines, the surest ones, of which at most this share is wrong."""
    within = np.flatnonzero(risks(certainty, right) <= risk)
    return float(within[-1] + 1) / len(right) if len(within) else 0.0


def ece(certainty: Certainties, right: Rights) -> float:
    """The expected calibration error (Naeini et al. 2015): how far the stated chance of being right is from the share
    that is, over ten equal bins of it."""
    bins = np.minimum((certainty * BINS).astype(int), BINS - 1)
    gaps = (abs(certainty[bins == one].mean() - right[bins == one].mean()) * (bins == one).mean() for one in set(bins))
    return float(sum(gaps))


def rounded(figure: float | None, digits: int = 4) -> float | None:
    return None if figure is None else round(float(figure), digits)


def share(rights: Sequence[bool] | Rights) -> float | None:
    """The share of true ones; None of nothing."""
    return float(np.mean(rights)) if len(rights) else None
