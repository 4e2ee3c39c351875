"""From which certainty on the assistant answers, and what is expected to be wrong of what it answers."""

from dataclasses import dataclass
from enum import StrEnum

ONLY_PICKED = 1.0  # a threshold that nothing reaches but what customers picked themselves


class Stage(StrEnum):
    """What is known of the threshold. `BY_HAND`: the company accepts no share of wrong answers, only a threshold;
    `PROVISIONAL`: estimated from the company's own examples, or still by hand, no guarantee; `PROVEN`: by turns of
    customers that people judged."""

    BY_HAND = "by_hand"
    PROVISIONAL = "provisional"
    PROVEN = "proven"


@dataclass(frozen=True, slots=True)
class Expected:
    """With answers from the certainty `at` on: the share of questions that is answered, and of these the share wrong."""

    at: float
    answered: float
    wrong: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """What is expected of a preparation, by threshold from low to high, from `asked` texts that it had not seen."""

    points: tuple[Expected, ...]
    asked: int

    def threshold(self, at_most_wrong: float) -> float:
        """The smallest threshold whose expected share of wrong answers is within `at_most_wrong`; ONLY_PICKED if none is."""
        within = (point.at for point in self.points if point.answered and point.wrong <= at_most_wrong)
        return min(within, default=ONLY_PICKED)

    def at(self, threshold: float) -> Expected:
        """What is expected from this threshold on: that of the nearest point below it."""
        below = [point for point in self.points if point.at <= threshold + 1e-9]
        return below[-1] if below else self.points[0]


@dataclass(frozen=True, slots=True)
class AnswersFrom:
    """The threshold in use and how it came about."""

    threshold: float
    stage: Stage
