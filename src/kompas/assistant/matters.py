"""What a question is about, and how surely: the guess of the intent and the evidence found, joined in one number.

A matter is an article or a workflow. Its certainty is

    1 / (1 + exp(-(start + guess x P + lead x L + found x logit(F))))

P  the probability of the intents that lead to it (an intent's first article counts whole, further ones for a share)
L  how far P is above that of any other matter
F  for an article the certainty of its best passage; for a workflow that of the best passage of all, which speaks for
   an article instead

The coefficients stand in matters.yaml, fitted by logistic regression on labelled questions; a company without intents
goes by what was found alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, log

import yaml

from kompas.assistant.domain.company import Intent
from kompas.assistant.domain.knowledge import Found
from kompas.assistant.domain.understanding import Guess

SURE = 1e-3  # a certainty is taken to be at least this far from 0 and 1


@dataclass(frozen=True, slots=True)
class Formula:
    start: float
    guess: float
    lead: float
    found: float

    def certainty(self, guess: float, lead: float, found: float) -> float:
        """The certainty (0..1) of a matter with this evidence."""
        within = min(max(found, SURE), 1 - SURE)
        total = self.start + self.guess * guess + self.lead * lead + self.found * log(within / (1 - within))
        return 1 / (1 + exp(-total))


@dataclass(frozen=True, slots=True)
class Weights:
    """The numbers of matters.yaml."""

    guesses: int
    led: int
    passages: int
    later_article: float
    article: Formula
    workflow: Formula
    off_topic_below: float
    near_share: float
    rule_guess: float
    vague_most: float
    introduction: float
    by_score: float


@dataclass(frozen=True, slots=True)
class Matter:
    """An article (`slug`) or a workflow. `id` names it when we ask back: its intent, else "article:<slug>"."""

    id: str
    certainty: float
    slug: str | None = None
    workflow: str | None = None


@cache
def weights() -> Weights:
    """The numbers as they stand in the data file; a missing or unknown one fails at once."""
    given = yaml.safe_load(files(__package__).joinpath("matters.yaml").read_text("utf-8"))
    return Weights(**{**given, "article": Formula(**given["article"]), "workflow": Formula(**given["workflow"])})


def led_articles(guesses: Sequence[Guess], intents: Mapping[str, Intent]) -> tuple[str, ...]:
    """The articles to which the best guesses lead."""
    leading = guesses[: weights().led]
    return tuple(dict.fromkeys(slug for guess in leading for slug in intents[guess.intent].articles))


def weighed(guesses: Sequence[Guess], found: Sequence[Found], intents: Mapping[str, Intent]) -> tuple[Matter, ...]:
    """All matters that the question may be about, the surest first."""
    chances = _chances(guesses, intents)
    evidence = _evidence(found)
    if not intents:
        alone = (Matter(f"article:{slug}", sure, slug=slug) for slug, sure in evidence.items())
        return tuple(sorted(alone, key=lambda matter: -matter.certainty))
    named = _named(guesses, intents)
    best_found = max(evidence.values(), default=0.0)
    matters = []
    for key in dict.fromkeys((*chances, *(("article", slug) for slug in evidence))):
        kind, name = key
        chance = chances.get(key, 0.0)
        lead = chance - max((other for rival, other in chances.items() if rival != key), default=0.0)
        if kind == "workflow":
            sure = weights().workflow.certainty(chance, lead, best_found)
            matters.append(Matter(named[key], sure, workflow=name))
        elif name in evidence:
            sure = weights().article.certainty(chance, lead, evidence[name])
            matters.append(Matter(named.get(key, f"article:{name}"), sure, slug=name))
    return tuple(sorted(matters, key=lambda matter: -matter.certainty))


Key = tuple[str, str]  # "article" or "workflow", and its name


def _chances(guesses: Iterable[Guess], intents: Mapping[str, Intent]) -> dict[Key, float]:
    chances: dict[Key, float] = {}
    for guess in guesses:
        for key, share in _answers(intents[guess.intent]):
            chances[key] = chances.get(key, 0.0) + share * guess.certainty
    return chances


def _answers(intent: Intent) -> list[tuple[Key, float]]:
    if intent.workflow is not None:
        return [(("workflow", intent.workflow), 1.0)]
    later = weights().later_article
    return [(("article", slug), later if place else 1.0) for place, slug in enumerate(intent.articles)]


def _named(guesses: Iterable[Guess], intents: Mapping[str, Intent]) -> dict[Key, str]:
    """The intent by which a matter is named: the likeliest whose first answer it is, else any that has it first."""
    named: dict[Key, str] = {}
    ordered = dict.fromkeys((*(guess.intent for guess in guesses), *intents))
    for intent in ordered:
        answers = _answers(intents[intent])
        if answers:
            named.setdefault(answers[0][0], intent)
    for intent in ordered:
        for key, _share in _answers(intents[intent]):
            named.setdefault(key, intent)
    return named


def _evidence(found: Iterable[Found]) -> dict[str, float]:
    evidence: dict[str, float] = {}
    for one in found:
        slug = one.passage.article.slug
        evidence[slug] = max(evidence.get(slug, 0.0), one.certainty)
    return evidence
