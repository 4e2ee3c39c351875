"""Fit the formula of src/kompas/assistant/matters.py: `python -m benchmarks.fit [COMPANY ...]`. Takes two minutes.

Eight times an eighth of the intents' examples is held back, and an eighth of the intents is taken away with the articles
that answer them. What is left is compiled and trained; then the examples held back are asked (their matter is right) and
those of the intents taken away, of the unanswered ones, and an eighth of the background's lines, which is held back from
training too (no matter is right). Logistic regression on what was guessed
and found gives the coefficients; the example companies count alike. Prints them as they stand in matters.yaml, and what
came of the questions of a fold when the formula was fitted on the others. The questions that benchmarks.answers asks are
not used.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from unittest.mock import patch
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from kompas.assistant.company import read_company
from kompas.assistant.domain.company import Company, Intent
from kompas.assistant.domain.knowledge import Audience
from kompas.assistant.knowledge.compiling import compiled
from kompas.assistant.knowledge.index import Index
from kompas.assistant.matters import Key, chances_of, evidence_of, leading, logit, weights
from kompas.assistant.understanding import lessons
from kompas.assistant.understanding.intents import IntentModel
from kompas.assistant.understanding.training import train_company

COMPANIES = ("zwaluw", "waterdijk")
FOLDS = 8
UNANSWERED = 0.2  # of what customers ask, roughly
NAMES = ("guess", "found", "above", "workflow")
DAY = date(2026, 11, 23)
Example = tuple[str, str, str]  # intent, language, text
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its measures of each matter (in the order of NAMES), and which of them are right."""

    company: str
    fold: int
    known: bool
    measures: Numbers
    right: NDArray[np.bool_]


def main(names: Sequence[str]) -> None:
    companies = [read_company(Path("companies") / name) for name in names]
    asked = [one for company in companies for fold in range(FOLDS) for one in _fold(company, fold)]
    for at in (0.5, 0.6, 0.7):
        print(f"from {at}: {_outcomes(asked, at)}")
    start, coefficients = _fitted(asked)
    print(f"matter:\n  start: {start:.2f}")
    for each, value in zip(NAMES, coefficients, strict=True):
        print(f"  {each}: {value:.2f}")


def _fold(company: Company, fold: int) -> Iterator[Asked]:
    examples = [(intent.id, lang, text) for intent in company.intents.values()
                for lang, texts in intent.examples.items() for text in texts]  # fmt: skip
    back = {example for example in examples if _fold_of("".join(example)) == fold}
    away = {id for id in company.intents if _fold_of(id) == fold}
    left = _without(company, back, away)
    lines = {lang: lessons.background(lang) for lang in company.languages}
    kept = {lang: tuple(text for place, text in enumerate(all) if place % FOLDS != fold) for lang, all in lines.items()}
    with patch.object(lessons, "background", lambda lang: kept[lang]):
        index = compiled(left.articles, left.synonyms, tuple(left.intents.values()))
        model = train_company(left)
    for lang, texts in lines.items():
        for text in texts[fold::FOLDS]:
            yield _asked(fold, left, index, model, text, lang, set())
    for intent, lang, text in examples:
        right = set() if intent in away else _answers(company.intents[intent])
        if intent in away or (intent, lang, text) in back:
            yield _asked(fold, left, index, model, text, lang, right)


def _fold_of(text: str) -> int:
    """The same for a text whatever else is there: a new example does not shuffle the others."""
    return crc32(text.encode()) % FOLDS


def _without(company: Company, back: set[Example], away: set[str]) -> Company:
    gone = {slug for intent in company.intents.values() if intent.id in away for slug in intent.articles[:1]}
    intents = {
        intent.id: replace(
            intent,
            articles=tuple(slug for slug in intent.articles if slug not in gone),
            examples={
                lang: tuple(text for text in texts if (intent.id, lang, text) not in back)
                for lang, texts in intent.examples.items()
            },
        )
        for intent in company.intents.values()
        if intent.id not in away
    }
    articles = tuple(article for article in company.articles if article.slug not in gone)
    return replace(company, intents=intents, articles=articles)


def _answers(intent: Intent) -> set[Key]:
    flow = {("workflow", intent.workflow)} if intent.workflow is not None else set()
    return {*flow, *(("article", slug) for slug in intent.articles)}


def _asked(
    fold: int, company: Company, index: Index, model: IntentModel, text: str, lang: str, right: set[Key]
) -> Asked:
    guesses = model.guess(text, lang)[: weights().guesses]
    led = leading(guesses, company.intents)
    found = evidence_of(index.search(text, lang, DAY, Audience.PUBLIC, weights().passages, led))
    chances = chances_of(guesses, company.intents)
    rows = [
        (
            logit(chances.get(key, 0.0)),
            logit(sure),
            logit(sure) - logit(max((other for rival, other in found.items() if rival != key), default=0.0)),
            float(key[0] == "workflow"),
        )
        for key, sure in found.items()
    ]
    return Asked(
        company.slug,
        fold,
        bool(right),
        np.array(rows).reshape(-1, len(NAMES)),
        np.array([key in right for key in found]),
    )


def _fitted(asked: Sequence[Asked]) -> tuple[float, Numbers]:
    """Start and coefficients. The companies weigh alike, and so do all questions without an answer together."""
    count = Counter((one.company, one.known) for one in asked)
    share = {True: 1 - UNANSWERED, False: UNANSWERED}
    rows = np.vstack([one.measures for one in asked])
    right = np.concatenate([one.right for one in asked])
    each = [share[one.known] * len(asked) / count[one.company, one.known] for one in asked]
    weight = np.concatenate([np.full(len(one.right), of_one) for one, of_one in zip(asked, each, strict=True)])
    model = LogisticRegression(C=1e3, max_iter=3000).fit(rows, right, sample_weight=weight)
    return float(model.intercept_[0]), model.coef_[0]


def _outcomes(asked: Sequence[Asked], at: float) -> str:
    """What would come of each question, by the formula fitted without its fold."""
    counts: Counter[tuple[bool, str]] = Counter()
    for fold in range(FOLDS):
        start, coefficients = _fitted([one for one in asked if one.fold != fold])
        for one in (one for one in asked if one.fold == fold):
            sure = 1 / (1 + np.exp(-(start + one.measures @ coefficients)))
            best = int(sure.argmax()) if len(sure) else -1
            given = best >= 0 and sure[best] >= at
            counts[one.known, "not answered" if not given else "right" if one.right[best] else "wrong"] += 1
    known = ", ".join(f"{counts[True, each]} {each}" for each in ("right", "wrong", "not answered"))
    return f"with an answer {known}; without one {counts[False, 'wrong']} of {sum(1 for one in asked if not one.known)}"


if __name__ == "__main__":
    main(sys.argv[1:] or COMPANIES)
