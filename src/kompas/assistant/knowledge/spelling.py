"""The nearest known word for a misspelt one."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from kompas.assistant.knowledge.weights import Spelling, weights

CACHED_WORDS = 20_000
SHORTEST = 4


class Speller:
    """Knows the words of one language. Letters swapped, missed, added or replaced are one mistake each."""

    def __init__(self, known: Iterable[str], beside: "Speller | None" = None) -> None:
        """`beside` knows other words; what both know equally near is taken from there."""
        self._alike: dict[tuple[int, str], list[str]] = defaultdict(list)
        for word in sorted(known):
            if len(word) > SHORTEST and word.isalpha():
                self._alike[len(word), word[:1]].append(word)
                self._alike[len(word), word[:2]].append(word)
        self._beside = beside
        self._limits: Spelling = weights().spelling
        self._near = lru_cache(maxsize=CACHED_WORDS)(self._nearest)

    def near(self, word: str) -> str | None:
        """A word that is one mistake away and begins with the same letter."""
        return self._near(word, 1)

    def far(self, word: str) -> str | None:
        """A word that is two mistakes away and begins with the same two letters."""
        return self._near(word, 2)

    def _nearest(self, word: str, mistakes: int) -> str | None:
        letters = self._limits.near_from if mistakes == 1 else self._limits.far_from
        if len(word) < letters or not word.isalpha():
            return None
        lengths = range(len(word) - mistakes, len(word) + mistakes + 1)
        alike = [known for length in lengths for known in self._of(length, word[:mistakes])]
        found = process.extractOne(word, alike, scorer=OSA.distance, score_cutoff=mistakes)
        return found[0] if found else None

    def _of(self, length: int, begins: str) -> list[str]:
        """The words of this length that begin with these letters."""
        own = self._alike.get((length, begins), [])
        return own if self._beside is None else self._beside._of(length, begins) + own
