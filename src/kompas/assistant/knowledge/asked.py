"""A question made ready to be compared with passages of one language."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kompas.assistant.knowledge.analysis import Analysis
from kompas.assistant.knowledge.bridge import Bridge
from kompas.assistant.knowledge.catalogue import Catalogue, Floats, Ints
from kompas.assistant.knowledge.language import Term, Way
from kompas.assistant.knowledge.weights import weights

SHORTEST_SHARED = 4  # letters from which a word that both languages spell alike is taken for the same word


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of a question as numbers. Of each word the best way counts; `shares` says what each stem adds to a way.

    `places` gives, by token of the knowledge, its place among `tokens`, or -1.

    `total` is the weight of all words, known or not; `strange` the weight of what the knowledge does not know.
    """

    tokens: tuple[str, ...]
    places: npt.NDArray[np.int16]
    clauses: tuple[tuple[str, float], ...]
    shares: Floats
    first_ways: npt.NDArray[np.intp]
    term_weights: Floats
    total: float
    strange: float

    def hits(self, tokens: Ints, begins: Ints) -> "Hits":
        """Where stems of the question stand in rows of tokens, each row beginning at one of `begins`."""
        columns = self.places[tokens]
        at = np.flatnonzero(columns >= 0)
        return Hits(at, np.searchsorted(begins, at, side="right") - 1, columns[at], (len(begins), len(self.tokens)))

    def degrees(self, present: npt.NDArray[np.bool_]) -> Floats:
        """Per row how far each known word of the question is there (0..1), given which stems are there."""
        ways = present.astype(np.float32) @ self.shares
        degrees: Floats = np.maximum.reduceat(ways, self.first_ways, axis=1)
        return degrees


@dataclass(frozen=True, slots=True)
class Hits:
    """The few tokens (`at`) of many rows that are stems of the question, with their row and the stem's place."""

    at: npt.NDArray[np.intp]
    rows: npt.NDArray[np.intp]
    columns: npt.NDArray[np.int16]
    shape: tuple[int, int]

    def present(self, only: npt.NDArray[np.bool_] | None = None) -> npt.NDArray[np.bool_]:
        """Per row which stems are there; with `only`, those hits alone."""
        there = np.zeros(self.shape, np.bool_)
        if only is None:
            there[self.rows, self.columns] = True
        else:
            there[self.rows[only], self.columns[only]] = True
        return there


def terms_for(terms: Sequence[Term], lang: str, target: str, analysis: Analysis, bridge: Bridge) -> tuple[Term, ...]:
    """The words of a question in `lang` with the tokens by which articles in the language `target` may say them."""
    return tuple(
        Term(
            term.word,
            term.stems,
            (
                *(_in_tokens(way, lang) for way in term.ways),
                *(() if target == lang else _ways_across(term, lang, target, analysis, bridge)),
            ),
            term.light,
        )
        for term in terms
    )


def _in_tokens(way: Way, lang: str) -> Way:
    return Way(tuple(f"{lang}:{stem}" for stem in way.stems), way.weight)


def _ways_across(term: Term, lang: str, target: str, analysis: Analysis, bridge: Bridge) -> Iterator[Way]:
    own = [Way((stem,), 1.0) for stem in term.stems]
    for way in dict.fromkeys((*own, *term.ways)):
        for stem in way.stems:
            for across in bridge.across(stem, lang, target):
                yield _in_tokens(Way(across.stems, across.weight * way.weight), target)
    for word in term.word.split():
        if len(word) >= SHORTEST_SHARED or word[0].isdigit():
            yield from (_in_tokens(way, target) for way in analysis.language(target).ways(word))


def asked(terms: Sequence[Term], strangest: float, numbers: Mapping[str, int], catalogue: Catalogue) -> Asked | None:
    """The question in numbers; None when none of its words is known. `strangest` is what an unknown word weighs."""
    known: list[_Word] = []
    total = strange = 0.0
    for term in terms:
        ways = tuple(way for way in term.ways if all(token in numbers for token in way.stems))
        if term.light and not ways:
            continue
        rarity = max(float(catalogue.weight[numbers[token]]) for token in ways[0].stems) if ways else strangest
        weight = rarity * (weights().ways.light if term.light else 1.0)
        total += weight
        strange += weight * (1 - max((way.weight for way in ways), default=0.0))
        if ways and weight > 0:
            known.append(_Word(ways, weight, rarity))
    return _arranged(known, total, strange, numbers, catalogue) if known else None


@dataclass(frozen=True, slots=True)
class _Word:
    ways: tuple[Way, ...]
    weight: float
    rarity: float


def _arranged(
    known: Sequence[_Word], total: float, strange: float, numbers: Mapping[str, int], catalogue: Catalogue
) -> Asked:
    ways = [way for word in known for way in word.ways]
    places = {token: place for place, token in enumerate(dict.fromkeys(token for way in ways for token in way.stems))}
    token_numbers = np.array([numbers[token] for token in places], np.int32)
    rarity = catalogue.weight[token_numbers].tolist()
    best = dict.fromkeys(places, 0.0)
    for word in known:
        for way in word.ways:
            for token in way.stems:
                best[token] = max(best[token], way.weight / max(rarity[places[token]] / word.rarity, 1.0))
    shares = np.zeros((len(best), len(ways)), np.float32)
    for column, way in enumerate(ways):
        rows = [places[token] for token in way.stems]
        total_rarity = max(sum(rarity[row] for row in rows), 1e-6)
        for row in rows:
            shares[row, column] = way.weight * rarity[row] / total_rarity
    return Asked(
        tokens=tuple(best),
        places=_table(token_numbers, len(catalogue.weight)),
        clauses=tuple(best.items()),
        shares=shares,
        first_ways=np.cumsum([0, *(len(word.ways) for word in known[:-1])]),
        term_weights=np.array([word.weight for word in known], np.float32),
        total=total,
        strange=strange,
    )


def _table(numbers: Ints, size: int) -> npt.NDArray[np.int16]:
    """By token of the knowledge its place among these numbers, -1 for most."""
    table = np.full(size, -1, np.int16)
    table[numbers] = np.arange(len(numbers), dtype=np.int16)
    return table
