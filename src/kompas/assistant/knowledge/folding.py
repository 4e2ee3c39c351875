"""Passages that say the same, as a paragraph that stands in two articles does: one is kept, and the others are named.

Two say the same when they share most of their words (Jaccard) and hold the same numbers, units and words that turn a
statement: "within 14 days" and "within 30 days" never do, nor "is free" and "is not free", for people must see that they
differ.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import yaml

from kompas.assistant.domain.knowledge import Audience, Passage
from kompas.assistant.knowledge.catalogue import TOLD, Catalogue, Ints

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")


@dataclass(slots=True)
class Kept:
    """A passage that is shown, by its place, and the places of those that say the same."""

    place: int
    also: list[int]


class Folding:
    """Compares some passages, each by its place among them; `passage` reads one."""

    def __init__(
        self, passages: Ints, catalogue: Catalogue, sizes: Ints, same_text: float, passage: Callable[[int], Passage]
    ) -> None:
        self._passages, self._catalogue, self._same_text, self._passage = passages, catalogue, same_text, passage
        self._sizes: list[int] = sizes[passages].tolist()
        self._words: dict[int, set[int]] = {}

    def same(self, place: int, kept: Sequence[Kept]) -> Kept | None:
        """The one of those kept that says the same."""
        size = self._sizes[place]
        least, most = self._same_text * size, size / self._same_text
        return next(
            (one for one in kept if least <= self._sizes[one.place] <= most and self._say_the_same(one.place, place)),
            None,
        )

    def better(self, place: int, other: int) -> bool:
        """Whether of two that say the same, word for word, this one is to be shown: that for fewer eyes, then the newer.

        Where a word differs, that which answers better stays: it may be the word that was asked for.
        """
        return self._told(place) == self._told(other) and self._standing(place) > self._standing(other)

    def _standing(self, place: int) -> tuple[bool, date]:
        article = self._at(place).article
        return article.audience is Audience.STAFF, article.updated or date.min

    def _say_the_same(self, one: int, other: int) -> bool:
        words, others = self._told(one), self._told(other)
        if len(words & others) < self._same_text * max(len(words | others), 1):
            return False
        return _telling(self._at(one).text) == _telling(self._at(other).text)

    def _told(self, place: int) -> set[int]:
        if place not in self._words:
            starts, passage = self._catalogue.token_starts, int(self._passages[place])
            row = slice(starts[passage], starts[passage + 1])
            told = (self._catalogue.flags[row] & TOLD) > 0
            self._words[place] = set(self._catalogue.tokens[row][told].tolist())
        return self._words[place]

    def _at(self, place: int) -> Passage:
        return self._passage(int(self._passages[place]))


def _telling(text: str) -> Sequence[str]:
    """The numbers and turning words of a text, in a fixed order."""
    words = (word.replace("’", "'") for word in _WORD.findall(text.lower()))
    return sorted(word for word in words if word[0].isdigit() or word in _turning())


@cache
def _turning() -> frozenset[str]:
    given = yaml.safe_load(files(__package__).joinpath("data", "turning.yaml").read_text("utf-8"))
    return frozenset(word for words in given.values() for word in words.split())
