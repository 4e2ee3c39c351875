"""What a question is about, and how surely: the guess of the intent and the evidence found, joined in one number.

A matter is an article or a workflow. Its certainty is

    1 / (1 + exp(-(start + guess x logit(P) + found x logit(F) + above x (logit(F) - logit(F of the best other)))))

P  the probability of the intents that lead to it (an intent's first article counts whole, further ones for a share)
F  the certainty of its best passage; a workflow is found by what customers ask for it, and as it has no text that could be
   found beside, starts higher

A matter of no intent, or of one that came after the training, cannot be guessed. Its P is F times what speaks against the
others: what the guesses lack to 1, or what the best other one lacks in evidence, whichever is more. It is never surer
than what was found.

The coefficients stand in matters.yaml, fitted by logistic regression on questions that neither the intents nor the search
had seen, and on questions whose article was taken away: see benchmarks/fit.py. A company without intents goes by what
was found alone.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, log

import yaml

from kompas.assistant.domain.company import Intent
from kompas.assistant.domain.knowledge import Found
from kompas.assistant.domain.understanding import Guess
from kompas.assistant.knowledge.compiling import WORKFLOW

Key = tuple[str, str]  # "article" or "workflow", and its name
SURE = 1e-3  # a certainty is taken to be at least this far from 0 and 1


@dataclass(frozen=True, slots=True)
class Formula:
    start: float
    guess: float
    found: float
    above: float
    workflow: float

    def certainty(self, guess: float, found: float, other: float, is_workflow: bool) -> float:
        """The certainty (0..1) of a matter with this guess and find, where the best other one is found with `other`."""
        told, start = logit(found), self.start + self.workflow * is_workflow
        total = start + self.guess * logit(guess) + self.found * told + self.above * (told - logit(other))
        return 1 / (1 + exp(-total))


def logit(chance: float) -> float:
    within = min(max(chance, SURE), 1 - SURE)
    return log(within / (1 - within))


@dataclass(frozen=True, slots=True)
class Weights:
    """The numbers of matters.yaml."""

    guesses: int
    led: int
    passages: int
    later_article: float
    matter: Formula
    off_topic_below: float
    near_share: float
    rule_guess: float
    vague_most: float
    introduction: float
    light: float
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
    return Weights(**{**given, "matter": Formula(**given["matter"])})


def leading(guesses: Sequence[Guess], intents: Mapping[str, Intent]) -> tuple[str, ...]:
    """The slugs to which the best guesses lead, those of workflows included."""
    best = [intents[guess.intent] for guess in guesses[: weights().led]]
    return tuple(dict.fromkeys(slug for intent in best for slug in (*intent.articles, *_slug_of_workflow(intent))))


def _slug_of_workflow(intent: Intent) -> tuple[str, ...]:
    return (f"{WORKFLOW}{intent.workflow}",) if intent.workflow is not None else ()


def unanswered(guesses: Sequence[Guess], intents: Mapping[str, Intent]) -> bool:
    """Whether it is understood as something that nothing of the company's answers."""
    best = guesses[:1]
    return bool(best) and best[0].certainty >= weights().rule_guess and not answered(best, intents)


def answered(guesses: Iterable[Guess], intents: Mapping[str, Intent]) -> tuple[Guess, ...]:
    """The guesses that something of the company's answers."""
    return tuple(guess for guess in guesses if _answers(intents[guess.intent]))


def learned(intents: Mapping[str, Intent], known: Collection[str]) -> frozenset[Key]:
    """The matters that can be guessed: those that an intent answers which the model knows."""
    return frozenset(key for id, intent in intents.items() if id in known for key, _share in _answers(intent))


def weighed(
    guesses: Sequence[Guess], found: Sequence[Found], intents: Mapping[str, Intent], guessable: Collection[Key]
) -> tuple[Matter, ...]:
    """All matters that the question may be about and something was found of, the surest first."""
    evidence = evidence_of(found)
    if not intents:
        matters = [Matter(f"article:{slug}", sure, slug=slug) for (_kind, slug), sure in evidence.items()]
    else:
        chances, named = chances_of(guesses, intents), _named(guesses, intents)
        lacking = 1 - sum(guess.certainty for guess in guesses)
        matters = []
        for key, sure in evidence.items():
            kind, name = key
            other = max((rival for other, rival in evidence.items() if other != key), default=0.0)
            known = key in guessable
            chance = chances.get(key, 0.0) if known else sure * max(lacking, 1 - other)
            certainty = weights().matter.certainty(chance, sure, other, kind == "workflow")
            certainty = certainty if known else min(certainty, sure)
            slug, workflow = (name, None) if kind == "article" else (None, name)
            matters.append(Matter(named.get(key, f"article:{name}"), certainty, slug, workflow))
    return tuple(sorted(matters, key=lambda matter: -matter.certainty))


def goes_before(matters: Sequence[Matter], guesses: Sequence[Guess], guessable: Collection[Key]) -> bool:
    """Whether the surest matter could not be guessed, and is surer than the best guess: an article that was written about
    what nothing answered before."""
    if not matters or not guesses:
        return False
    best = matters[0]
    key = ("article", best.slug) if best.slug is not None else ("workflow", best.workflow)
    return key not in guessable and best.certainty > guesses[0].certainty


def chances_of(guesses: Iterable[Guess], intents: Mapping[str, Intent]) -> dict[Key, float]:
    """P of every matter to which the guesses lead."""
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
    ordered = dict.fromkeys((*(guess.intent for guess in guesses), *intents))
    answered_by = [(intent, _answers(intents[intent])) for intent in ordered]
    named: dict[Key, str] = {}
    for intent, answers in answered_by:
        if answers:
            named.setdefault(answers[0][0], intent)
    for intent, answers in answered_by:
        for key, _share in answers[1:]:
            named.setdefault(key, intent)
    return named


def evidence_of(found: Iterable[Found]) -> dict[Key, float]:
    """F of every matter of which something was found."""
    evidence: dict[Key, float] = {}
    for one in found:
        slug = one.passage.article.slug
        key = ("workflow", slug.removeprefix(WORKFLOW)) if slug.startswith(WORKFLOW) else ("article", slug)
        evidence[key] = max(evidence.get(key, 0.0), one.certainty)
    return evidence
