"""A text as words that can be compared, each knowing where it stands in the text."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

# A number or a word (with its apostrophes), a mark that ends a sentence or clause, or a symbol such as an emoji.
_TOKEN = re.compile(
    r"[^\W_]+(?:['’`´][^\W_]+)*|(?P<mark>[!?]+[.!?…]*|\n+|[.…]+(?=\s|$)[.!?…]*|[,;:](?=\s))|[\U0001f300-\U0001faff\u2600-\u27bf\u2b50]"
)
_APOSTROPHE = re.compile(r"['’`´]")
_STRETCHED = re.compile(r"(.)\1{2,}")


@dataclass(frozen=True, slots=True)
class Word:
    """`plain` is lower case without accents, apostrophes and stretching ("Hooooi!" is "hooi")."""

    plain: str
    start: int
    end: int

    @property
    def is_mark(self) -> bool:
        return self.plain in MARKS


MARKS = frozenset(".?!,")


@lru_cache(maxsize=8)  # one turn asks for the same words six times; no text stays for long
def words(text: str) -> tuple[Word, ...]:
    """The words and marks of a text. A mark is one of . ? ! , whatever its length; a new line counts as a full stop."""
    return tuple(Word(_plain(found), *found.span()) for found in _TOKEN.finditer(text))


def _plain(found: re.Match[str]) -> str:
    said = found[0]
    if found["mark"]:
        return "?" if "?" in said else "!" if "!" in said else "," if said in ",;:" else "."
    if not said.isascii():
        said = "".join(c for c in unicodedata.normalize("NFKD", said) if not unicodedata.combining(c))
    if not said.isalnum():
        said = _APOSTROPHE.sub("", said)
    return _STRETCHED.sub(r"\1\1", said.lower())


class Line:
    """Words in a row as one string to search in: ". word word , word ? " with a way back to the text."""

    __slots__ = ("starts", "text", "words")

    def __init__(self, words: tuple[Word, ...]) -> None:
        self.words = words
        self.text = ". " + "".join(f"{word.plain} " for word in words)
        starts, place = [], 2
        for word in words:
            starts.append(place)
            place += len(word.plain) + 1
        self.starts = starts

    def index(self, place: int) -> int:
        """The index of the word that stands at, or begins before, a place of the line."""
        return max(bisect_right(self.starts, place) - 1, 0)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where the words between two places of the line stand in the customer's text."""
        return self.words[self.index(start)].start, self.words[self.index(end - 1)].end
