"""Put misspelt words right where a list knows only one word that they can be."""

from collections.abc import Iterable

from rapidfuzz.distance import OSA


class Spelling:
    """Knows some long words that count.

    A word that begins with the same letter and differs by one typing error (two in very long words) is taken for such
    a word, unless it is named as a known word itself.
    """

    def __init__(self, right: Iterable[str], known: Iterable[str], shortest: float, two_errors_from: float) -> None:
        self._two_errors_from = two_errors_from
        self._by_start: dict[tuple[str, int], list[str]] = {}
        right = sorted(word for word in right if len(word) >= shortest)
        self._known = frozenset(known).union(right)
        for word in right:
            for length in range(len(word) - 2, len(word) + 3):
                self._by_start.setdefault((word[0], length), []).append(word)

    def put_right(self, word: str) -> str:
        """The word that was meant, else the word itself."""
        if word in self._known:
            return word
        for meant in self._by_start.get((word[0], len(word)), ()):
            most = 2 if len(meant) >= self._two_errors_from else 1
            if OSA.distance(word, meant, score_cutoff=most) <= most:
                return meant
        return word
