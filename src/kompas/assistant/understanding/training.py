"""Train an intent model from a company's examples and articles. For a child process or the command line.

A linear support vector machine over words and pieces of words, with a background class of text that is about nothing
of the company's. Probabilities are calibrated on scores that each example got from a model that had not seen it.
scikit-learn is imported when training begins: it costs seconds and 95 MB.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kompas.assistant.domain.company import Company
from kompas.assistant.domain.errors import Permanent
from kompas.assistant.domain.knowledge import Article
from kompas.assistant.domain.understanding import Guess
from kompas.assistant.understanding.intents import Calibration, Channel, Floats, IntentModel, chances_of
from kompas.assistant.understanding.lessons import BACKGROUND, Example, Lesson, lessons
from kompas.assistant.understanding.sureness import Sureness, signs_of
from kompas.assistant.understanding.terms import pieces, plain, terms_of_words, words_and_pairs, words_apart

FOLDS = 5
# Chosen on public sets of other companies' questions (CLINC150, HWU64, Banking77: 10 examples an intent).
STRICTNESS = 1.0
WEIGHT_OF_WORDS = 0.6
ENOUGH_TO_PAIR = 100  # examples of an intent
ENOUGH_TO_TAKE_AWAY = 10  # intents
MANY = 10_000  # lessons; of these, one fold tells enough, and each takes seconds
LESSONS_AWAY = 20_000  # learned from once more in all while intents are taken away
EASE = 10.0  # of the regression that tells how surely a guess is right
ENOUGH_TO_CALIBRATE = 60  # examples in one language
UNSEEN = -2.0  # score of an intent that had no example left to learn from

UNKNOWN = -1  # wanted: an intent that the model asked does not know

_Matrix = Any  # a sparse matrix of scipy, one row per lesson
_Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Outside:
    """Shares of what customers write: `near` is about something that the company does, and of the rest `far` about
    anything else."""

    near: float
    far: float


USUALLY_OUTSIDE = Outside(0.2, 0.2)


@dataclass(frozen=True, slots=True)
class _Rehearsal:
    """What models said to lessons that they had not seen: which lesson, its scores and signs, the column wanted, and the
    round in which it was asked."""

    asked: _Numbers
    scores: Floats
    signs: NDArray[np.float64]
    wanted: _Numbers
    round: _Numbers

    def of(self, mine: NDArray[np.bool_]) -> "_Rehearsal":
        return _Rehearsal(self.asked[mine], self.scores[mine], self.signs[mine], self.wanted[mine], self.round[mine])


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """A text as customers write them, with the guesses of a model that had not seen it. `intent` is the right one, "" for
    none of all. `round`: what was asked together had been held back together; `away`: with all else of its intent.
    """

    text: str
    lang: str
    intent: str
    round: int
    away: bool
    guesses: tuple[Guess, ...]


def train_company(company: Company) -> IntentModel:
    """A model for a company's intents, from their examples and titles and the articles that answer them."""
    return rehearse_company(company)[0]


def rehearse_company(company: Company) -> tuple[IntentModel, tuple[Rehearsed, ...]]:
    """The same model, with what models guessed that had not seen what they were asked."""
    intents = company.intents.values()
    model, taught, rehearsal = _trained(
        [(text, intent.id, lang) for intent in intents for lang, texts in intent.examples.items() for text in texts],
        company.articles,
        {intent.id: intent.articles for intent in intents},
        [(text, intent.id, lang) for intent in intents for lang, text in intent.title.items()],
    )
    return model, tuple(_told(model, taught, rehearsal))


def train_intents(
    examples: Sequence[Example],
    articles: Sequence[Article] = (),
    answered_by: Mapping[str, Sequence[str]] | None = None,
    titles: Sequence[Example] = (),
) -> IntentModel:
    """A model from examples (text, intent, language), and from what else tells of the intents.

    An example without intent ("") is about none of them; with such examples their share tells how much of what customers
    write is. `answered_by` names the slugs of the articles that answer an intent, best first: their titles, questions and text
    teach it too, if no other intent has the same first article. Public articles that answer no intent teach what is
    none of them. The same lessons give the same model. Raises Permanent when there are no examples.
    """
    return _trained(examples, articles, answered_by or {}, titles)[0]


def _trained(
    examples: Sequence[Example],
    articles: Sequence[Article],
    answered_by: Mapping[str, Sequence[str]],
    titles: Sequence[Example],
) -> tuple[IntentModel, Sequence[Lesson], _Rehearsal]:
    if not examples:
        raise Permanent("there are no examples to learn from", "Give each intent at least eight examples.")
    taught = lessons(examples, articles, answered_by, titles)
    intents = tuple(sorted({lesson.intent for lesson in taught} - {BACKGROUND}))
    column = {intent: number for number, intent in enumerate((*intents, BACKGROUND))}
    wanted = np.array([column[lesson.intent] for lesson in taught])
    weights = np.array([lesson.weight for lesson in taught])
    vectorizers, matrices = _vectorized(taught)
    machine = _fitted(_joined(*matrices), wanted, weights)
    coefficients, intercepts = _linear(machine, len(intents))
    words, parts = (_terms(vectorizer) for vectorizer in vectorizers)
    rehearsal = _rehearsed(taught, matrices, wanted, weights, vectorizers[0])
    model = IntentModel(
        intents=intents,
        words=Channel(
            words, vectorizers[0].idf_.astype(np.float32), coefficients[: len(words)] * np.float32(WEIGHT_OF_WORDS)
        ),
        pieces=Channel(parts, vectorizers[1].idf_.astype(np.float32), coefficients[len(words) :]),
        intercepts=intercepts,
        calibrations=_calibrations(examples, taught, rehearsal),
    )
    return model, taught, rehearsal


def _told(model: IntentModel, taught: Sequence[Lesson], rehearsal: _Rehearsal) -> Iterator[Rehearsed]:
    for row, scores, wanted, number in zip(
        rehearsal.asked.tolist(), rehearsal.scores, rehearsal.wanted.tolist(), rehearsal.round.tolist(), strict=True
    ):
        lesson = taught[row]
        guesses = model.guesses_of(scores, lesson.lang)
        yield Rehearsed(lesson.text, lesson.lang, lesson.intent, number, wanted == UNKNOWN, guesses)


def _vectorized(taught: Sequence[Lesson]) -> tuple[tuple[Any, Any], tuple[_Matrix, _Matrix]]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = [plain(lesson.text) for lesson in taught]
    words = TfidfVectorizer(
        analyzer=terms_of_words, vocabulary=_telling(taught, texts), sublinear_tf=True, dtype=np.float32
    )
    parts = TfidfVectorizer(analyzer=pieces, min_df=2, sublinear_tf=True, dtype=np.float32)
    return (words, parts), (words.fit_transform(texts), parts.fit_transform(texts))


def _telling(taught: Sequence[Lesson], texts: Sequence[str]) -> list[str]:
    """The words and pairs that can tell intents apart: those of an intent or of what customers write. Words that do not
    follow each other are a pair when two examples of one intent have both; of few examples, two agree by chance.

    A large knowledge has hundreds of thousands that stand in one article of no intent: they cost memory in every
    serving process (80 MB for 10,000 passages) and say nothing.
    """
    examples = Counter(lesson.intent for lesson in taught if lesson.calibrates)
    telling: set[str] = set()
    met: set[tuple[str, str]] = set()
    for lesson, text in zip(taught, texts, strict=True):
        if lesson.intent or lesson.calibrates:
            telling.update(words_and_pairs(text))
        if lesson.intent and lesson.calibrates and examples[lesson.intent] >= ENOUGH_TO_PAIR:
            apart = {(lesson.intent, pair) for pair in words_apart(text)}
            telling.update(pair for _intent, pair in apart & met)
            met |= apart
    return sorted(telling)


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


def _rehearsed(
    taught: Sequence[Lesson],
    matrices: tuple[_Matrix, _Matrix],
    wanted: _Numbers,
    weights: NDArray[np.float64],
    words: Any,
) -> _Rehearsal:
    """Lessons that calibrate, each asked of a model that had not seen it, nor the words that only it has.

    Then some intents are taken away altogether: what customers ask of these is near to what is known, and nothing of it
    is right, as with most of what nobody foresaw.
    """
    calibrates, none = np.array([lesson.calibrates for lesson in taught]), int(wanted.max())
    fold, away = _folds(wanted, calibrates), _taken_away(none)
    times = 1 if len(taught) > MANY else FOLDS
    heard = [(np.flatnonzero(fold == number), np.flatnonzero(fold != number), False) for number in range(times)]
    for number in range(min(FOLDS, max(1, LESSONS_AWAY // len(taught)))):
        gone = np.isin(wanted, np.flatnonzero(away == number))
        heard.append((np.flatnonzero(gone & calibrates), np.flatnonzero(~gone), True))
    asked = [_asked(taught, matrices, wanted, weights, words, mine, left) for mine, left, _away in heard if len(mine)]
    column = [np.full(len(mine), UNKNOWN) if away else wanted[mine] for mine, _left, away in heard if len(mine)]
    rows = np.concatenate([mine for mine, _left, _away in heard])
    rounds = np.concatenate([np.full(len(mine), number) for number, (mine, _left, _away) in enumerate(heard)])
    scores, signs = zip(*asked, strict=True)
    return _Rehearsal(rows, np.vstack(scores), np.vstack(signs), np.concatenate(column), rounds)


def _asked(
    taught: Sequence[Lesson],
    matrices: tuple[_Matrix, _Matrix],
    wanted: _Numbers,
    weights: NDArray[np.float64],
    words: Any,
    mine: _Numbers,
    left: _Numbers,
) -> tuple[Floats, NDArray[np.float64]]:
    """Scores and signs of the lessons `mine`, from a model that learned from those that are `left`."""
    machine = _fitted(_joined(*(matrix[left] for matrix in matrices)), wanted[left], weights[left])
    coefficients, intercepts = _linear(machine, int(wanted.max()))
    unseen = _joined(*(_as_unseen(matrix[mine], matrix[left]) for matrix in matrices))
    scores = unseen @ coefficients + intercepts
    texts = [taught[row].text for row in mine.tolist()]
    return scores, _signs(texts, scores, words, matrices[0][left], coefficients)


def _signs(
    texts: Sequence[str], scores: Floats, words: Any, seen: _Matrix, coefficients: Floats
) -> NDArray[np.float64]:
    known = np.bincount(seen.indices, minlength=seen.shape[1]) > 0
    rows = {term: row for term, row in words.vocabulary_.items() if known[row]}
    rarity = words.idf_.astype(np.float32)
    best = scores[:, :-1].argmax(axis=1)
    return np.array(
        [
            signs_of(score, plain(text).split(), rows, rarity, coefficients[: len(rarity), column])
            for text, score, column in zip(texts, scores, best, strict=True)
        ]
    )


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


def _taken_away(intents: int) -> _Numbers:
    """The time at which each intent is taken away, a FOLDS-th of all at once; of few intents none is, for the others
    would be no company's."""
    if intents < ENOUGH_TO_TAKE_AWAY:
        return np.full(intents, -1)
    return np.random.default_rng(1).permutation(np.arange(intents) % FOLDS)


def _calibrations(
    examples: Sequence[Example], taught: Sequence[Lesson], rehearsal: _Rehearsal
) -> dict[str, Calibration]:
    """One for each language with enough examples, and one of all for the rest."""
    count = Counter(lesson.lang for lesson in taught if lesson.calibrates and lesson.intent != BACKGROUND)
    languages = [lang for lang, examples in sorted(count.items()) if examples >= ENOUGH_TO_CALIBRATE]
    calibrations = {}
    for lang in ("", *languages):
        mine = np.array([lang in ("", taught[row].lang) for row in rehearsal.asked.tolist()])
        calibrations[lang] = _calibrated(rehearsal.of(mine), _outside(examples, lang))
    return calibrations


def _outside(examples: Sequence[Example], lang: str) -> Outside:
    """What share of messages is about none of the intents: what the examples say of it, else what is usual."""
    intents = [intent for _text, intent, of in examples if lang in ("", of)]
    given = sum(intent == BACKGROUND for intent in intents)
    return Outside(0.0, given / len(intents)) if given else USUALLY_OUTSIDE


def _calibrated(rehearsal: _Rehearsal, outside: Outside) -> Calibration:
    """The numbers that make what was wanted likeliest, with what lies outside counted for its share of messages."""
    from scipy.optimize import minimize
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    wanted, none = rehearsal.wanted, rehearsal.scores.shape[1] - 1
    far, near = wanted == none, wanted == UNKNOWN
    weight = np.empty(len(wanted))
    rest = 1 - outside.near
    for which, share in ((near, outside.near), (far, rest * outside.far), (~far & ~near, rest * (1 - outside.far))):
        weight[which] = share / max(which.sum(), 1)
    scores, column, counts = rehearsal.scores[~near], wanted[~near], weight[~near]

    def surprise(values: NDArray[np.float64]) -> float:
        chances = chances_of(scores, float(np.exp(values[0])), float(values[1]))
        return -float(counts @ np.log(chances[np.arange(len(column)), column] + 1e-9)) / float(counts.sum())

    best = minimize(surprise, [1.8, -2.0], method="Nelder-Mead", options={"maxfev": 120, "xatol": 0.01, "fatol": 1e-5})
    right = rehearsal.scores[:, :-1].argmax(axis=1) == wanted
    scaler = StandardScaler().fit(rehearsal.signs)
    fitted = LogisticRegression(C=EASE, max_iter=1000).fit(
        scaler.transform(rehearsal.signs), right, sample_weight=weight * len(weight)
    )
    slopes = fitted.coef_[0] / scaler.scale_
    start = float(fitted.intercept_[0] - slopes @ scaler.mean_)
    return Calibration(float(np.exp(best.x[0])), float(best.x[1]), Sureness((start, *map(float, slopes))))
