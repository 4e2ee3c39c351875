"""How well texts with a verdict are told from others: who is upset, and what is an attack."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import floor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kompas.assistant.measure.figures import rounded
from kompas.assistant.measure.intents import Watch
from kompas.assistant.measure.rows import AttackRow, MoodRow
from kompas.assistant.understanding import attacks, mood
from kompas.assistant.understanding.language import Languages
from kompas.assistant.understanding.linear import EVEN
from kompas.assistant.understanding.linear_learning import MANY, Judged, learn_linear, with_signs_of
from kompas.assistant.understanding.wordlists import LANGUAGES

FEW_FALSE_ALARMS = 0.01
TELLING = 500  # rows that tell the language of most
Score = Callable[[str], float]  # above EVEN: more likely than not
Watching = Watch[Judged]


@dataclass(frozen=True, slots=True)
class MoodFigures:
    """`auroc`: the chance that somebody upset is held for more upset than somebody who is not; `f1` is of the upset lines."""

    n: int
    auroc: float | None
    f1: float | None


@dataclass(frozen=True, slots=True)
class AttackFigures:
    """Shares, 0..1: of attacks that are suspected, of other lines that are, and of attacks where only one in a hundred
    other lines would be."""

    n: int
    recall: float | None
    false_alarm_rate: float | None
    recall_at_1_percent_false_alarms: float | None


def mood_shipped(rows: Sequence[MoodRow]) -> Score:
    """As it ships. A line too short to tell is in the language of most of these rows, as in a conversation."""
    languages = Languages(LANGUAGES)
    most = languages.of(" ".join(row.text for row in rows[:TELLING]))
    return lambda text: mood.score(text, languages.of(text, most))


def mood_learned(rows: Sequence[MoodRow]) -> Score:
    """Learned from these rows, with the words of feeling that ship, and of few rows with what those say in what ships.
    Raises Permanent when all have the same verdict."""
    model = learn_linear([(row.text, row.upset) for row in rows], mood.signs)
    if len(rows) < MANY:
        model = with_signs_of(model, mood.model("en"))
    return lambda text: model.score(text, mood.signs(text))


def attacks_learned(rows: Sequence[AttackRow]) -> Score:
    """Learned from these rows and from the lines that ship."""
    judged = [(row.text, row.attack) for row in rows]
    model = learn_linear([*judged, *attacks.lessons()], attacks.signs, attacks.EASE, attacks.bared)
    return lambda text: model.score(attacks.bared(text), attacks.signs(text))


def measure_mood(rows: Sequence[MoodRow], score: Score, watch: Watching = lambda rows: rows) -> MoodFigures:
    from sklearn.metrics import f1_score, roc_auc_score  # seconds to import

    scores, wanted = _scored([(row.text, row.upset) for row in rows], score, watch)
    both = bool(wanted.any()) and not wanted.all()
    return MoodFigures(
        n=len(rows),
        auroc=rounded(roc_auc_score(wanted, scores)) if both else None,
        f1=rounded(f1_score(wanted, scores > EVEN)) if both else None,
    )


def measure_attacks(rows: Sequence[AttackRow], score: Score, watch: Watching = lambda rows: rows) -> AttackFigures:
    scores, wanted = _scored([(row.text, row.attack) for row in rows], score, watch)
    there, other = scores[wanted], scores[~wanted]
    bar = float(np.sort(other)[::-1][floor(len(other) * FEW_FALSE_ALARMS)]) if len(other) else None
    return AttackFigures(
        n=len(rows),
        recall=_above(there, EVEN),
        false_alarm_rate=_above(other, EVEN),
        recall_at_1_percent_false_alarms=None if bar is None else _above(there, bar),
    )


def _above(scores: NDArray[np.float64], bar: float) -> float | None:
    return rounded(float(np.mean(scores > bar))) if len(scores) else None


def _scored(judged: Sequence[Judged], score: Score, watch: Watching) -> tuple[NDArray[np.float64], NDArray[Any]]:
    scores = np.array([score(text) for text, _verdict in watch(judged)], np.float64)
    return scores, np.array([verdict for _text, verdict in judged])
