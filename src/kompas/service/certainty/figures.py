"""The figures of certainty: how often it is right where it says how sure it is, and what each threshold would do."""

from collections.abc import Sequence
from dataclasses import dataclass

from kompas.service.certainty.proving import Judged
from kompas.service.insights.shares import Share

BINS = 10
STEP = 0.05


@dataclass(frozen=True, slots=True)
class Bin:
    """Turns whose certainty lies from `low` up to `high`: how sure the assistant is of them on average, and how many are
    right."""

    low: float
    high: float
    stated: float
    right: Share


@dataclass(frozen=True, slots=True)
class Step:
    """With answers from `threshold` on: the share of turns that is answered, and of these the share wrong."""

    threshold: float
    answered: Share
    wrong: Share
    chosen: bool


def reliability(turns: Sequence[Judged]) -> list[Bin]:
    """Ten equal bins of certainty; those without a turn are left out."""
    bins: list[list[Judged]] = [[] for _ in range(BINS)]
    for turn in turns:
        bins[min(int(turn.certainty * BINS), BINS - 1)].append(turn)
    return [
        Bin(place / BINS, (place + 1) / BINS, sum(one.certainty for one in some) / len(some),
            Share(sum(not one.wrong for one in some), len(some)))
        for place, some in enumerate(bins) if some
    ]  # fmt: skip


def risks(turns: Sequence[Judged], chosen: float) -> list[Step]:
    """What each threshold would do to these turns, from low to high; the chosen one is among them."""
    steps = sorted({round(place * STEP, 2) for place in range(6, 20)} | {chosen})
    return [_step(turns, threshold, threshold == chosen) for threshold in steps]


def _step(turns: Sequence[Judged], threshold: float, chosen: bool) -> Step:
    given = [one for one in turns if one.certainty >= threshold]
    return Step(threshold, Share(len(given), len(turns)), Share(sum(one.wrong for one in given), len(given)), chosen)
