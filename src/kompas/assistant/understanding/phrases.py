"""Phrases as a service manager writes them, compiled to one quick search.

word            this word                      word*       any word that begins so
(a|b c)         one of these                   [a|b c]     one of these, or nothing
{group}         one of a named list            ...         up to four words, within the sentence
_               any one word                   ....        up to eight words, within the sentence
#               a word with a digit            < and >     begin and end of a sentence or clause
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Generic, TypeVar

Groups = Mapping[str, Sequence[str]]
Tag = TypeVar("Tag")

_PIECE = re.compile(r"[()\[\]|]|[^\s()\[\]|]+")
_COMMA = "(?:, )?"
_SPECIAL = {
    "...": r"(?:(?![.?!,] )\S+ ){0,4}?",
    "....": r"(?:(?![.?!] )\S+ ){0,8}?",
    "_": r"(?![.?!,] )\S+ " + _COMMA,
    "#": r"(?=\S*\d)\S+ " + _COMMA,
}
CLAUSE_ENDS = "clause_ends"  # the group of words at which a clause can end or begin without a mark


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as a regular expression over a `Line`.

    `keys` are words of which one must stand in any text that matches (empty: there are none); `words` are all words.
    """

    pattern: str
    keys: frozenset[str]
    words: frozenset[str]


def parse(phrase: str, groups: Groups, common: frozenset[str] = frozenset()) -> Phrase:
    """The phrase compiled. `common` words make poor keys. Raises ValueError or KeyError where the notation is wrong."""
    pieces = _PIECE.findall(phrase)
    parsed = _choice(pieces, groups, common)
    if pieces:
        raise ValueError(f"the brackets do not match in {phrase!r}")
    return parsed


def either(options: Sequence[Phrase]) -> Phrase:
    """One of several phrases, the longest first."""
    if len(options) == 1:
        return options[0]
    keys = _union(option.keys for option in options) if all(option.keys for option in options) else frozenset()
    pattern = "|".join(option.pattern for option in sorted(options, key=lambda option: -len(option.pattern)))
    return Phrase(f"(?:{pattern})", keys, _union(option.words for option in options))


def _choice(pieces: list[str], groups: Groups, common: frozenset[str]) -> Phrase:
    """Alternatives, up to a closing bracket or the end; takes what it reads off `pieces`."""
    options = [_row(pieces, groups, common)]
    while pieces and pieces[0] == "|":
        pieces.pop(0)
        options.append(_row(pieces, groups, common))
    return either(options)


def _row(pieces: list[str], groups: Groups, common: frozenset[str]) -> Phrase:
    parts: list[Phrase] = []
    while pieces and pieces[0] not in {")", "]", "|"}:
        parts.append(_part(pieces, groups, common))
    keys = min(
        (part.keys for part in parts if part.keys),
        key=lambda keys: (len(keys & common), len(keys)),
        default=frozenset[str](),
    )
    return Phrase("".join(part.pattern for part in parts), keys, _union(part.words for part in parts))


def _part(pieces: list[str], groups: Groups, common: frozenset[str]) -> Phrase:
    piece = pieces.pop(0)
    if piece in "([":
        inner = _choice(pieces, groups, common)
        if not pieces or pieces.pop(0) != {"(": ")", "[": "]"}[piece]:
            raise ValueError("a bracket is not closed")
        return inner if piece == "(" else Phrase(f"(?:{inner.pattern})?", frozenset(), inner.words)
    if piece in _SPECIAL:
        return Phrase(_SPECIAL[piece], frozenset(), frozenset())
    if piece in {"<", ">"}:
        return Phrase(_border(piece, groups.get(CLAUSE_ENDS, ())), frozenset(), frozenset())
    if piece.startswith("{"):
        return either([parse(entry, groups, common) for entry in groups[piece.strip("{}")]])
    if piece.endswith("*"):
        return Phrase(rf"{re.escape(piece[:-1])}\S* {_COMMA}", frozenset([piece]), frozenset())
    return Phrase(f"{re.escape(piece)} {_COMMA}", frozenset([piece]), frozenset([piece]))


def _border(piece: str, words: Sequence[str]) -> str:
    """Begin or end of a clause: a mark, or one of these words."""
    if piece == ">":
        return f"(?=[.?!,]|$|{'|'.join(f'{re.escape(word)} ' for word in words) or '$'})"
    return f"(?:(?<=[.?!,] ){''.join(f'|(?<= {re.escape(word)} )' for word in words)})"


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return reduce(frozenset.union, sets, frozenset[str]())


class Phrases(Generic[Tag]):
    """Many phrases, each with a tag. Only those that share a telling word with the text are tried, so it is quick."""

    def __init__(self, phrases: Iterable[tuple[Tag, Phrase]]) -> None:
        self._by_key: dict[str, list[tuple[Tag, re.Pattern[str]]]] = {}
        for tag, phrase in phrases:
            if not phrase.keys:
                raise ValueError(f"no word is sure to stand where {phrase.pattern!r} matches")
            pattern = re.compile(f"(?<= ){phrase.pattern}")
            for key in phrase.keys:
                self._by_key.setdefault(key, []).append((tag, pattern))
        self._starts = sorted({len(key) - 1 for key in self._by_key if key.endswith("*")})

    def find(self, line: str, present: Iterable[str]) -> Iterator[tuple[Tag, int, int]]:
        """The tag, start and end of every place where a phrase stands in a line. `present` are the line's words."""
        tried: set[int] = set()
        for word in present:
            for key in (word, *(f"{word[:size]}*" for size in self._starts)):
                for tag, pattern in self._by_key.get(key, ()):
                    if id(pattern) not in tried:
                        tried.add(id(pattern))
                        yield from ((tag, found.start(), found.end()) for found in pattern.finditer(line))
