"""One language of a knowledge: its words, their stems and compounds, and what else a question may call them."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import pairwise

from kompas.assistant.knowledge.compounds import Splitter
from kompas.assistant.knowledge.spelling import Speller
from kompas.assistant.knowledge.stems import Stemmer, word_lists, words
from kompas.assistant.knowledge.weights import weights

COMPOUNDING = ("nl",)
_PRICED = re.compile(r"[€$£%]")


@dataclass(frozen=True, slots=True)
class Way:
    """One way to say a word: its `stems` together, as good as `weight` (1 is the word itself)."""

    stems: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase of a question; without `ways` the knowledge does not know it; a `light` one tells little.

    `stems` are those of the word as it was typed, known or not.
    """

    word: str
    stems: tuple[str, ...]
    ways: tuple[Way, ...]
    light: bool = False


class Language:
    """Knows the words of `vocabulary` (word to count) and the synonym `groups` of the company."""

    def __init__(self, lang: str, vocabulary: Mapping[str, int], groups: Sequence[Sequence[str]]) -> None:
        self._lists = word_lists(lang)
        self._weights = weights().ways
        self._stem = Stemmer(lang).stem
        known = {word: count for word, count in vocabulary.items() if word not in self._lists.stop}
        self._known = {self._stem(word) for word in known}
        no_part = self._lists.no_part | self._lists.stop
        self._splitter = Splitter(known if lang in COMPOUNDING else {}, self._known, self._stem, no_part)
        self._compounding = lang in COMPOUNDING
        self._synonyms = self._named(groups)
        self._related = self._named(self._lists.related)
        self._speller = Speller({*known, *_words_of(groups)})

    def revised(self, more: Mapping[str, int], groups: Sequence[Sequence[str]]) -> "Language":
        """The same with more words, and with these groups of synonyms instead of those it had."""
        other = copy(self)
        known = {word: count for word, count in more.items() if word not in self._lists.stop}
        other._known = self._known.union(map(self._stem, known))
        if self._compounding:
            other._splitter = self._splitter.extended(known, other._known)
        other._speller = Speller({*known, *_words_of(groups)}, beside=self._speller)
        other._synonyms = other._named(groups)
        return other

    def _named(self, groups: Sequence[Sequence[str]]) -> "_Synonyms":
        return _Synonyms([self._name(name) for name in group] for group in groups)

    def tokens(self, text: str) -> tuple[str, ...]:
        """The stems of a text in order, stop words left out; the parts of a compound follow it."""
        return tuple(token for word in self._content(text) for token in self._word_tokens(word))

    def stems(self, text: str) -> tuple[str, ...]:
        """The stems of the whole words of a text, stop words left out."""
        return tuple(stem for word in self._content(text) for stem in self._own(word))

    def terms(self, question: str) -> tuple[Term, ...]:
        """The words of a question that matter, each once, with the ways in which the knowledge says them.

        A number matters with its unit only: who says "I am 14" does not ask about 14 days.
        """
        typed = words(question)
        particles = self._lists.particles.intersection(typed)
        content = self._content(question)
        if any(word.isdigit() for word in content) and not _PRICED.search(question):
            measured = self._measured(typed)
            content = [word for word in content if not word.isdigit() or word in measured]
        stems = [self._stem(word) for word in content]
        found: dict[tuple[Way, ...] | str, Term] = {}
        at = 0
        while at < len(content):
            length = self._synonyms.longest(stems, at)
            term = self._phrase(content, stems, at, length) if length > 1 else self._term(content[at], particles)
            found.setdefault(term.ways or term.word, term)
            at += max(length, 1)
        return tuple(found.values())

    def knows(self, stem: str) -> bool:
        """Whether a word of the knowledge has this stem."""
        return stem in self._known

    def _measured(self, typed: Sequence[str]) -> set[str]:
        """The numbers that stand beside a unit."""
        units = self._lists.units
        pairs = [*pairwise(typed), *((second, first) for first, second in pairwise(typed))]
        return {number for number, unit in pairs if number.isdigit() and unit in units}

    def _content(self, text: str) -> list[str]:
        stop = self._lists.stop
        return [word for word in map(_written, words(text)) if word not in stop and (len(word) > 1 or word.isdigit())]

    def _name(self, name: str) -> tuple[str, ...]:
        """The stems of a synonym; () when only one of its words would be left, which means something else alone."""
        content = self._content(name)
        return () if len(content) == 1 < len(words(name)) else tuple(map(self._stem, content))

    def _word_tokens(self, word: str) -> Iterator[str]:
        yield self._stem(word.replace("-", ""))
        yield from map(self._stem, self._parts(word))

    def _parts(self, word: str) -> tuple[str, ...]:
        if "-" in word:
            return tuple(part for part in word.split("-") if len(part) > 1 or part.isdigit())
        return self._splitter.parts(word) if self._compounding else ()

    def _phrase(self, content: list[str], stems: list[str], at: int, length: int) -> Term:
        phrase = tuple(stems[at : at + length])
        own = Way(phrase, 1.0)
        return Term(" ".join(content[at : at + length]), phrase, (own, *self._other_names(own)))

    def _term(self, word: str, particles: frozenset[str]) -> Term:
        light = word in self._lists.light or word.isdigit()
        with_particle = tuple(
            Way((stem,), 1.0) for particle in particles if (stem := self._stem(particle + word)) in self._known
        )
        ways = self.ways(word)
        if not (ways or light or with_particle):
            return self._misspelt(word)
        return Term(word, self._own(word), with_particle + ways, light and not with_particle)

    def _misspelt(self, word: str) -> Term:
        """A word that the knowledge does not have: misspelt, half known, or strange."""
        if near := self._speller.near(word):
            return self._meant(word, near, self._weights.near)
        if end := self._splitter.known_end(word) if self._compounding else "":
            return Term(word, self._own(word), (Way((self._stem(end),), self._weights.end),))
        if far := self._speller.far(word):
            return self._meant(word, far, self._weights.far)
        return Term(word, self._own(word), (), light=any(char.isdigit() for char in word))

    def _meant(self, word: str, meant: str, weight: float) -> Term:
        ways = tuple(Way(way.stems, way.weight * weight) for way in self.ways(meant))
        return Term(word, self._own(word), ways, meant in self._lists.light)

    def _own(self, word: str) -> tuple[str, ...]:
        return (self._stem(word.replace("-", "")),)

    def ways(self, word: str) -> tuple[Way, ...]:
        """The ways in which the knowledge says this word, without guessing at its spelling."""
        whole = Way(self._own(word), 1.0)
        parts = tuple(map(self._stem, self._parts(word)))
        own = [whole] if whole.stems[0] in self._known else []
        if len(parts) > 1 and all(part in self._known for part in parts):
            own.append(Way(parts, self._weights.parts))
        return (*own, *self._other_names(whole))

    def _other_names(self, way: Way) -> Iterator[Way]:
        for name in self._synonyms.others(way.stems):
            if all(stem in self._known for stem in name):
                yield Way(name, way.weight * self._weights.synonym)
        for name in self._related.others(way.stems):
            if all(stem in self._known for stem in name):
                yield Way(name, way.weight * self._weights.related)


class _Synonyms:
    """Groups of names, each a row of stems."""

    def __init__(self, groups: Iterator[list[tuple[str, ...]]]) -> None:
        self._others: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {}
        self._lengths: dict[str, set[int]] = defaultdict(set)
        for group in groups:
            names = [name for name in dict.fromkeys(group) if name]
            for name in names:
                others = tuple(other for other in names if other != name)
                self._others[name] = tuple(dict.fromkeys((*self._others.get(name, ()), *others)))
                self._lengths[name[0]].add(len(name))

    def others(self, name: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
        return self._others.get(name, ())

    def longest(self, stems: Sequence[str], at: int) -> int:
        """How many stems from `at` are one name; 0 when none."""
        lengths = sorted(self._lengths.get(stems[at], ()), reverse=True)
        return next((length for length in lengths if tuple(stems[at : at + length]) in self._others), 0)


def _words_of(groups: Sequence[Sequence[str]]) -> Iterator[str]:
    return (word for group in groups for name in group for word in words(name))


def _written(word: str) -> str:
    """Numbers in one way of writing: "4,95" as "4.95", "9:00" as "9.00"."""
    return word.replace(",", ".").replace(":", ".") if word[0].isdigit() and not word.isdigit() else word
