"""How well intents are guessed, how surely, and whether what is none of them is left alone."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from kompas.assistant.domain.errors import Permanent
from kompas.assistant.measure.figures import Certainties, Rights, aurc, coverage_at, ece, rounded, share
from kompas.assistant.measure.rows import IntentRow
from kompas.assistant.understanding.intents import IntentModel
from kompas.assistant.understanding.training import train_intents

Labels = NDArray[np.str_]
T = TypeVar("T")
Watch = Callable[[Sequence[T]], Iterable[T]]  # lets somebody see how far it is

EVEN = 0.5  # certainty is calibrated: from here a guess is more likely right than wrong
RISKS = (0.05, 0.10, 0.20)
NONE = ""  # stands for out of scope where a label must stand
ANY = ""  # no language in particular


@dataclass(frozen=True, slots=True)
class IntentFigures:
    """Shares are 0..1; None where no line could tell. Accuracies are of the lines in scope.

    `forced` is without threshold. `mcc`: Matthews correlation over all intents and "out of scope", after the threshold.
    `auroc`: whether certainty tells lines in scope from others. An answered line that is out of scope is wrong.
    """

    n: int
    in_scope_accuracy_forced: float | None
    in_scope_accuracy: float | None
    oos_recall: float | None
    oos_precision: float | None
    mcc: float | None
    auroc: float | None
    aurc: float | None
    ece: float | None
    coverage_at_risk: dict[str, float | None]
    threshold: float | None
    train_seconds: float
    ms_per_text_p50: float


@dataclass(frozen=True, slots=True)
class Learned:
    model: IntentModel
    seconds: float


def learn(rows: Sequence[IntentRow]) -> Learned:
    """A model of these lines, trained as a company's is; those without intent teach what is out of scope.

    Raises Permanent without two intents.
    """
    examples = [(row.text, row.intent or NONE, ANY) for row in rows]
    if len({intent for _text, intent, _lang in examples} - {NONE}) < 2:
        raise Permanent("fewer than two intents to tell apart.", "Give lines of at least two intents to train with.")
    begun = perf_counter()
    model = train_intents(examples)
    return Learned(model, perf_counter() - begun)


def measure_intents(
    learned: Learned, rows: Sequence[IntentRow], watch: Watch[IntentRow] = lambda rows: rows
) -> IntentFigures:
    """The figures of a model on lines that it has not seen.

    Where the best guess is more likely wrong than right, by what the training lines told, it counts as out of scope.
    """
    guessed, certainties, spent = [], [], []
    for row in watch(rows):
        begun = perf_counter()
        guesses, sureness = learned.model.guess_surely(row.text, ANY)
        spent.append((perf_counter() - begun) * 1000)
        guessed.append(guesses[0].intent)
        certainties.append(sureness)
    wanted = np.array([row.intent or NONE for row in rows])
    return _figures(wanted, np.array(guessed), np.array(certainties, np.float64), EVEN, learned.seconds, spent)


def _figures(
    wanted: Labels, guessed: Labels, certainty: Certainties, threshold: float, seconds: float, spent: list[float]
) -> IntentFigures:
    from sklearn.metrics import matthews_corrcoef, roc_auc_score  # seconds to import

    right: Rights = guessed == wanted
    inside: Rights = wanted != NONE
    told = np.where(certainty >= threshold, guessed, NONE)
    both = inside.any() and not inside.all()
    return IntentFigures(
        n=len(wanted),
        in_scope_accuracy_forced=rounded(share(right[inside])),
        in_scope_accuracy=rounded(share((told == wanted)[inside])),
        oos_recall=rounded(share((told == NONE)[~inside])),
        oos_precision=rounded(share(~inside[told == NONE])),
        mcc=rounded(matthews_corrcoef(wanted, told)),
        auroc=rounded(roc_auc_score(inside, certainty)) if both else None,
        aurc=rounded(aurc(certainty, right)),
        ece=rounded(ece(certainty, right)),
        coverage_at_risk={f"{risk:.2f}": rounded(coverage_at(certainty, right, risk)) for risk in RISKS},
        threshold=rounded(threshold),
        train_seconds=round(seconds, 2),
        ms_per_text_p50=round(median(spent), 3),
    )
