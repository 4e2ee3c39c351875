"""The provisional threshold: what is to be expected of a preparation, from questions that it had not seen.

The intents are trained by rehearsals: examples are held back, then whole intents taken away (understanding/training.py).
Here the same is done to the search: the examples that were held back are taken out of it, and the articles that answer
the intents taken away. Then each text is looked up as a customer's would be. Examples held back have a right answer; texts
of the intents taken away, and of the background, have none. They count for the shares of what customers usually write, so
nothing is guaranteed: customers may ask otherwise than those who wrote the examples thought.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from zlib import crc32
from zoneinfo import ZoneInfo

from kompas.assistant.domain.certainty import Estimate, Expected
from kompas.assistant.domain.company import Company, Intent
from kompas.assistant.domain.conversation import Turn
from kompas.assistant.domain.understanding import Question
from kompas.assistant.gather import looked_up
from kompas.assistant.knowledge import compiling
from kompas.assistant.matters import weights
from kompas.assistant.prepared import Prepared
from kompas.assistant.understanding.training import USUALLY_OUTSIDE, Rehearsed

MOST_OF_A_KIND = 300  # texts that are looked up: each costs a few milliseconds
ENOUGH = 60  # examples that were held back; from fewer a share of one in twenty cannot be told
LONG_AGO = date(2000, 1, 1)
STEPS = tuple(step / 100 for step in range(30, 100))
KNOWN, NEAR, FAR = "known", "near", "far"
SHARES = {
    NEAR: USUALLY_OUTSIDE.near,
    FAR: (1 - USUALLY_OUTSIDE.near) * USUALLY_OUTSIDE.far,
    KNOWN: (1 - USUALLY_OUTSIDE.near) * (1 - USUALLY_OUTSIDE.far),
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A text that was looked up: of which kind it is, how sure it was, and whether that was right."""

    kind: str
    certainty: float
    right: bool


def enough(rehearsed: Sequence[Rehearsed]) -> bool:
    """Whether a share can be told from these at all."""
    return sum(_kind(one) == KNOWN for one in rehearsed) >= ENOUGH


def estimated(ready: Prepared, rehearsed: Sequence[Rehearsed], day: date | None = None) -> Estimate:
    """The expected share of wrong answers by threshold. Looks up at most MOST_OF_A_KIND texts of each kind."""
    judged = list(_judged(ready, _sample(rehearsed), day or _newest(ready.company)))
    count = Counter(one.kind for one in judged)
    present = sum(SHARES[kind] for kind in count)
    weight = {kind: SHARES[kind] / present / count[kind] for kind in count}
    return Estimate(tuple(_expected(judged, weight, at) for at in STEPS), len(judged))


def _expected(judged: Sequence[Judged], weight: dict[str, float], at: float) -> Expected:
    given = [one for one in judged if one.certainty >= at]
    answered = sum(weight[one.kind] for one in given)
    wrong = sum(weight[one.kind] for one in given if not one.right)
    return Expected(at, round(answered, 4), round(wrong / answered, 4) if answered else 0.0)


def _sample(rehearsed: Sequence[Rehearsed]) -> list[Rehearsed]:
    """So many of each kind; the same for a text whatever else is there."""
    ordered = sorted(rehearsed, key=lambda one: (crc32(f"{one.lang}{one.text}".encode()), one.round))
    kinds: dict[str, list[Rehearsed]] = defaultdict(list)
    for one in ordered:
        kinds[_kind(one)].append(one)
    return [one for some in kinds.values() for one in some[:MOST_OF_A_KIND]]


def _kind(one: Rehearsed) -> str:
    return NEAR if one.away else KNOWN if one.intent else FAR


def _judged(ready: Prepared, asked: Sequence[Rehearsed], day: date) -> Iterator[Judged]:
    rounds: dict[int, list[Rehearsed]] = defaultdict(list)
    for one in asked:
        rounds[one.round].append(one)
    turn = Turn((), datetime.combine(day, time(12), ZoneInfo(ready.company.hours.timezone)))
    for some in rounds.values():
        without = _without(ready, some)
        for one in some:
            guesses = tuple(guess for guess in one.guesses if guess.intent in without.company.intents)
            question = looked_up(without, turn, one.text, one.lang, guesses[: weights().guesses])
            right = not one.away and one.intent != "" and _answers(ready.company.intents[one.intent], question)
            yield Judged(_kind(one), question.certainty, right)


def _without(ready: Prepared, some: Sequence[Rehearsed]) -> Prepared:
    """The same preparation as if it did not know these texts, nor the articles of the intents that were taken away."""
    company = ready.company
    left = _less(company, some) if some[0].away else _unasked(company, some)
    taught, intents = tuple(company.intents.values()), tuple(left.intents.values())
    index = compiling.revised(ready.index, taught, left.articles, left.synonyms, intents)
    return replace(ready, company=left, index=index)


def _unasked(company: Company, some: Sequence[Rehearsed]) -> Company:
    held = {(one.intent, one.lang, one.text) for one in some}
    intents = {
        id: replace(intent, examples={
            lang: tuple(text for text in texts if (id, lang, text) not in held) for lang, texts in intent.examples.items()
        })
        for id, intent in company.intents.items()
    }  # fmt: skip
    return replace(company, intents=intents)


def _less(company: Company, some: Sequence[Rehearsed]) -> Company:
    away = {one.intent for one in some}
    gone = {slug for id in away for slug in company.intents[id].articles[:1]}
    intents = {
        id: replace(intent, articles=tuple(slug for slug in intent.articles if slug not in gone))
        for id, intent in company.intents.items() if id not in away
    }  # fmt: skip
    articles = tuple(article for article in company.articles if article.slug not in gone)
    return replace(company, intents=intents, articles=articles)


def _answers(intent: Intent, question: Question) -> bool:
    if question.workflow is not None:
        return question.workflow == intent.workflow
    return bool(question.found) and question.found[0].passage.article.slug in intent.articles


def _newest(company: Company) -> date:
    """The last day on which one of its articles begins to hold; long ago, where none says."""
    return max((article.valid_from for article in company.articles if article.valid_from is not None), default=LONG_AGO)
