"""How well a sentence that its evidence supports is told from one that it does not."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter

import numpy as np

from kompas.assistant.answering.support import Coefficients, coefficients, support_of
from kompas.assistant.answering.support_learning import Pair, fit
from kompas.assistant.measure.figures import rounded
from kompas.assistant.measure.intents import Watch
from kompas.assistant.measure.rows import PairRow
from kompas.assistant.understanding.language import Languages
from kompas.assistant.understanding.wordlists import LANGUAGES


@dataclass(frozen=True, slots=True)
class GroundingFigures:
    """Shares are 0..1. `balanced_accuracy`: the mean of the shares of supported and of other claims that are judged right;
    `f1` is of the claims that are supported."""

    n: int
    balanced_accuracy: float | None
    auroc: float | None
    f1: float | None
    ms_per_pair_p50: float


def pairs_of(rows: Sequence[PairRow]) -> list[Pair]:
    """The pairs with the language of their claim, which a turn knows."""
    languages = Languages(LANGUAGES)
    return [(row.source, row.claim, row.supported, languages.of(row.claim)) for row in rows]


def learn_support(sets: Sequence[Sequence[PairRow]]) -> Coefficients:
    """What ships, drawn towards these rows; each set counts alike. Raises Permanent when one knows a single verdict."""
    return fit([pairs_of(rows) for rows in sets], coefficients())


def measure_grounding(
    rows: Sequence[PairRow], fitted: Coefficients | None = None, watch: Watch[Pair] = lambda rows: rows
) -> GroundingFigures:
    """The figures over these pairs; as shipped, or with fitted coefficients. A claim with a fault is judged unsupported,
    however likely it seems."""
    from sklearn.metrics import balanced_accuracy_score, f1_score, roc_auc_score  # seconds to import

    holds, chances, spent = [], [], []
    for source, claim, _supported, lang in watch(pairs_of(rows)):
        begun = perf_counter()
        support = support_of(claim, (source,), lang, fitted)
        spent.append((perf_counter() - begun) * 1000)
        holds.append(support.holds)
        chances.append(support.chance / 2 if support.faults else support.chance)
    wanted = np.array([row.supported for row in rows])
    both = wanted.any() and not wanted.all()
    return GroundingFigures(
        n=len(rows),
        balanced_accuracy=rounded(balanced_accuracy_score(wanted, holds)) if both else None,
        auroc=rounded(roc_auc_score(wanted, chances)) if both else None,
        f1=rounded(f1_score(wanted, holds)) if both else None,
        ms_per_pair_p50=round(median(spent), 3),
    )
