"""Train an intent model from a company's examples and articles. For a child process or the command line.

A linear support vector machine over words and pieces of words, with a background class of text that is about nothing
of the company's. Probabilities are calibrated on scores that each example got from a model that had not seen it.
scikit-learn is imported when training begins: it costs seconds and 95 MB.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kompas.assistant.domain.company import Company
from kompas.assistant.domain.errors import Permanent
from kompas.assistant.domain.knowledge import Article
from kompas.assistant.understanding.intents import Calibration, Channel, Floats, IntentModel, chances_of
from kompas.assistant.understanding.lessons import BACKGROUND, Example, Lesson, lessons
from kompas.assistant.understanding.terms import pieces, plain, words_and_pairs

FOLDS = 5
# Chosen on public sets of other companies' questions (CLINC150, HWU64, Banking77: 10 examples an intent).
STRICTNESS = 1.0
WEIGHT_OF_WORDS = 0.6
SHARE_OF_BACKGROUND = 0.2  # of what customers write, roughly
ENOUGH_TO_CALIBRATE = 60  # examples in one language
UNSEEN = -2.0  # score of an intent that had no example left to learn from

_Matrix = Any  # a sparse matrix of scipy, one row per lesson
_Numbers = NDArray[np.int64]


def train_company(company: Company) -> IntentModel:
    """A model for a company's intents, from their examples and titles and the articles that answer them."""
    intents = company.intents.values()
    return train_intents(
        [(text, intent.id, lang) for intent in intents for lang, texts in intent.examples.items() for text in texts],
        company.articles,
        {intent.id: intent.articles for intent in intents},
        [(text, intent.id, lang) for intent in intents for lang, text in intent.title.items()],
    )


def train_intents(
    examples: Sequence[Example],
    articles: Sequence[Article] = (),
    answered_by: Mapping[str, Sequence[str]] | None = None,
    titles: Sequence[Example] = (),
) -> IntentModel:
    """A model from examples (text, intent, language), and from what else tells of the intents.

    `answered_by` names the slugs of the articles that answer an intent, best first: their titles, questions and text
    teach it too, if no other intent has the same first article. Public articles that answer no intent teach what is
    none of them. The same lessons give the same model. Raises Permanent when there are no examples.
    """
    if not examples:
        raise Permanent("there are no examples to learn from", "Give each intent at least eight examples.")
    taught = lessons(examples, articles, answered_by or {}, titles)
    intents = tuple(sorted({lesson.intent for lesson in taught} - {BACKGROUND}))
    column = {intent: number for number, intent in enumerate((*intents, BACKGROUND))}
    wanted = np.array([column[lesson.intent] for lesson in taught])
    weights = np.array([lesson.weight for lesson in taught])
    vectorizers, matrices = _vectorized(taught)
    machine = _fitted(_joined(*matrices), wanted, weights)
    coefficients, intercepts = _linear(machine, len(intents))
    words, parts = (_terms(vectorizer) for vectorizer in vectorizers)
    return IntentModel(
        intents=intents,
        words=Channel(
            words, vectorizers[0].idf_.astype(np.float32), coefficients[: len(words)] * np.float32(WEIGHT_OF_WORDS)
        ),
        pieces=Channel(parts, vectorizers[1].idf_.astype(np.float32), coefficients[len(words) :]),
        intercepts=intercepts,
        calibrations=_calibrations(taught, _unseen_scores(taught, matrices, wanted, weights), wanted),
    )


def _vectorized(taught: Sequence[Lesson]) -> tuple[tuple[Any, Any], tuple[_Matrix, _Matrix]]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = [plain(lesson.text) for lesson in taught]
    words = TfidfVectorizer(
        analyzer=words_and_pairs, vocabulary=_telling(taught, texts), sublinear_tf=True, dtype=np.float32
    )
    parts = TfidfVectorizer(analyzer=pieces, min_df=2, sublinear_tf=True, dtype=np.float32)
    return (words, parts), (words.fit_transform(texts), parts.fit_transform(texts))


def _telling(taught: Sequence[Lesson], texts: Sequence[str]) -> list[str]:
    """The words and pairs that can tell intents apart: those of an intent or of what customers write.

    A large knowledge has hundreds of thousands that stand in one article of no intent: they cost memory in every
    serving process (80 MB for 10,000 passages) and say nothing.
    """
    teaching = (text for lesson, text in zip(taught, texts, strict=True) if lesson.intent or lesson.calibrates)
    return sorted({term for text in teaching for term in words_and_pairs(text)})


def _joined(words: _Matrix, parts: _Matrix) -> _Matrix:
    from scipy.sparse import hstack

    return hstack([words * np.float32(WEIGHT_OF_WORDS), parts], format="csr")


def _terms(vectorizer: Any) -> dict[str, int]:
    return {str(term): row for row, term in enumerate(vectorizer.get_feature_names_out())}


def _fitted(matrix: _Matrix, wanted: _Numbers, weights: NDArray[np.float64]) -> Any:
    from sklearn.svm import LinearSVC

    return LinearSVC(C=STRICTNESS, random_state=0).fit(matrix, wanted, sample_weight=weights)


def _linear(machine: Any, last: int) -> tuple[Floats, Floats]:
    """Coefficients (terms by columns) and intercepts of every column up to `last`, in single precision."""
    coefficients, intercepts = machine.coef_.T, machine.intercept_
    if len(machine.classes_) == 2:
        coefficients, intercepts = np.hstack([-coefficients, coefficients]), np.hstack([-intercepts, intercepts])
    full = np.zeros((len(coefficients), last + 1), np.float32)
    base = np.full(last + 1, UNSEEN, np.float32)
    full[:, machine.classes_], base[machine.classes_] = coefficients, intercepts
    return full, base


def _unseen_scores(
    taught: Sequence[Lesson], matrices: tuple[_Matrix, _Matrix], wanted: _Numbers, weights: NDArray[np.float64]
) -> Floats:
    """The scores that each lesson that calibrates got from a model that had not seen it, nor the words only it has."""
    scores = np.zeros((len(taught), wanted.max() + 1), np.float32)
    fold = _folds(wanted, np.array([lesson.calibrates for lesson in taught]))
    for number in range(FOLDS):
        mine = fold == number
        machine = _fitted(_joined(*(matrix[~mine] for matrix in matrices)), wanted[~mine], weights[~mine])
        coefficients, intercepts = _linear(machine, int(wanted.max()))
        unseen = _joined(*(_as_unseen(matrix[mine], matrix[~mine]) for matrix in matrices))
        scores[mine] = unseen @ coefficients + intercepts
    return scores


def _as_unseen(matrix: _Matrix, seen: _Matrix) -> _Matrix:
    """Rows as they would be if only the terms of `seen` were known."""
    from scipy.sparse import diags
    from sklearn.preprocessing import normalize

    known = np.bincount(seen.indices, minlength=seen.shape[1]) > 0
    return normalize(matrix @ diags(known.astype(np.float32)))


def _folds(wanted: _Numbers, calibrates: NDArray[np.bool_]) -> _Numbers:
    """A fold for each lesson that calibrates, those of one intent spread evenly; -1 for the others."""
    fold = np.full(len(wanted), -1)
    chance = np.random.default_rng(0)
    for column in np.unique(wanted):
        mine = chance.permutation(np.flatnonzero((wanted == column) & calibrates))
        fold[mine] = (np.arange(len(mine)) + column) % FOLDS
    return fold


def _calibrations(taught: Sequence[Lesson], scores: Floats, wanted: _Numbers) -> dict[str, Calibration]:
    """One for each language with enough examples, and one of all for the rest."""
    count = Counter(lesson.lang for lesson in taught if lesson.calibrates and lesson.intent != BACKGROUND)
    languages = [lang for lang, examples in sorted(count.items()) if examples >= ENOUGH_TO_CALIBRATE]
    calibrations = {}
    for lang in ("", *languages):
        mine = np.array([lesson.calibrates and lang in ("", lesson.lang) for lesson in taught])
        calibrations[lang] = _calibrated(scores[mine], wanted[mine], int(wanted.max()))
    return calibrations


def _calibrated(scores: Floats, wanted: _Numbers, background: int) -> Calibration:
    """The scale and offset that make the wanted columns likeliest, background counted for its share of real messages."""
    from scipy.optimize import minimize

    none = wanted == background
    share = np.where(none, SHARE_OF_BACKGROUND / max(none.sum(), 1), (1 - SHARE_OF_BACKGROUND) / max((~none).sum(), 1))

    def surprise(values: NDArray[np.float64]) -> float:
        chances = chances_of(scores, Calibration(float(np.exp(values[0])), float(values[1])))
        return -float(share @ np.log(chances[np.arange(len(wanted)), wanted] + 1e-9))

    best = minimize(surprise, [1.8, -2.0], method="Nelder-Mead", options={"maxfev": 120, "xatol": 0.01, "fatol": 1e-5})
    return Calibration(float(np.exp(best.x[0])), float(best.x[1]))
