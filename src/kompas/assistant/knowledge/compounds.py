"""Compounds into their parts, by the knowledge's own words: "retourkosten" is "retour" and "kosten"."""

from collections.abc import Callable, Collection, Mapping
from copy import copy
from functools import lru_cache

from kompas.assistant.knowledge.stems import DOUBLE_VOWEL

LINKS = ("", "s", "en", "e", "n", "er")  # what Dutch puts between two parts
SHORTEST = 3
MOST_PARTS = 3
CACHED_WORDS = 20_000


class Splitter:
    """Splits by the `vocabulary` (word to how often it occurs) and the `stems` of those words; never into `no_part`."""

    def __init__(
        self,
        vocabulary: Mapping[str, int],
        stems: Collection[str],
        stem: Callable[[str], str],
        no_part: Collection[str],
    ) -> None:
        self._vocabulary = vocabulary
        self._stems = stems
        self._stem = stem
        self._beginnings = {_beginning(word) for word in vocabulary}  # a cheap test that saves most of the stemming
        self._no_part = no_part
        self._forget()

    def extended(self, more: Mapping[str, int], stems: Collection[str]) -> "Splitter":
        """The same with more words; `stems` are those of all."""
        other = copy(self)
        count = self._vocabulary.get
        other._vocabulary = {**self._vocabulary, **{word: count(word, 0) + often for word, often in more.items()}}
        other._stems = stems
        other._beginnings = self._beginnings | {_beginning(word) for word in more}
        other._forget()
        return other

    def _forget(self) -> None:
        self.parts = lru_cache(maxsize=CACHED_WORDS)(self._parts)
        self.known_end = lru_cache(maxsize=CACHED_WORDS)(self._known_end)

    def _parts(self, word: str) -> tuple[str, ...]:
        """The parts of a compound, all of them known words; () when it is none."""
        if len(word) < 2 * SHORTEST or not word.isalpha():
            return ()
        splits = self._splits(word, MOST_PARTS)
        return max((split for split in splits if len(split) > 1), key=self._quality, default=())

    def _known_end(self, word: str) -> str:
        """The known last part of a word whose beginning is not known, else its known beginning, else ""."""
        if len(word) < 2 * SHORTEST + 1 or not word.isalpha():
            return ""
        borders = range(SHORTEST, len(word) - SHORTEST + 1)
        ends = [word[at:] for at in borders] + [word[:at] for at in reversed(borders)]
        known = (end for end in ends if len(end) > SHORTEST and end in self._vocabulary and end not in self._no_part)
        return next(known, "")

    def _splits(self, rest: str, most: int) -> list[tuple[str, ...]]:
        found: list[tuple[str, ...]] = [(rest,)] if self._is_part(rest) else []
        if most == 1:
            return found
        for at in range(SHORTEST, len(rest) - SHORTEST + 1):
            if self._is_part(rest[:at]):
                for tail in self._tails(rest[at:], most - 1):
                    found.append((rest[:at], *tail))
        return found

    def _tails(self, rest: str, most: int) -> list[tuple[str, ...]]:
        return [
            tail
            for link in LINKS
            if rest.startswith(link) and len(rest) - len(link) >= SHORTEST
            for tail in self._splits(rest[len(link) :], most)
        ]

    def _is_part(self, text: str) -> bool:
        if text in self._no_part:
            return False
        if text in self._vocabulary:
            return len(text) > SHORTEST or self._vocabulary[text] > 1
        return len(text) > SHORTEST and _beginning(text) in self._beginnings and self._stem(text) in self._stems

    def _quality(self, split: tuple[str, ...]) -> tuple[int, int, int]:
        """Few parts; parts that occur as they are; no part much shorter than the others."""
        exact = sum(part in self._vocabulary for part in split)
        return (-len(split), exact, min(map(len, split)))


def _beginning(word: str) -> str:
    """The first letters, a double vowel counted once: "leen" begins as "lenen"."""
    return DOUBLE_VOWEL.sub(r"\1", word)[:SHORTEST]
