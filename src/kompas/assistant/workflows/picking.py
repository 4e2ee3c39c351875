"""Which of the offered things a customer means: by label, name, number, place, or "the other one"."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from kompas.assistant.domain.words import plain_words

Words = tuple[str, ...]
SHORTEST_TELLING = 4  # letters from which a word of one label tells it from the others


def picked(text: str, labels: Sequence[str], shown: int | None = None) -> int | None:
    """The place of the label that is meant, or None. `shown` is the one that "the other one" does not mean."""
    said = plain_words(text)
    if not said or not labels:
        return None
    named = [place for place, label in enumerate(labels) if _holds(said, plain_words(label))]
    if len(named) == 1:
        return named[0]
    if len(said) > int(_words()["most_words"]):
        return None
    if (other := other_one(text, len(labels), shown)) is not None:
        return other
    return _by_place(said, len(labels)) if (by_telling := _by_telling(said, labels)) is None else by_telling


def other_one(text: str, many: int, shown: int | None) -> int | None:
    """The place of "the other one", where two were offered and the one at `shown` was named or shown since."""
    said = plain_words(text)
    if many != 2 or shown is None or len(said) > int(_words()["most_words"]):
        return None
    return 1 - shown if set(said) & set(_words()["other"]) else None


def leaves(text: str) -> bool:
    """Whether the words give up what is under way: "laat maar", "never mind"."""
    said = plain_words(text)
    if len(said) > int(_words()["leaves_most_words"]) or set(said) & set(_words()["stays"]):
        return False
    return any(_holds(said, phrase) for phrase in _phrases("leaves"))


def none_of_these(text: str) -> bool:
    """Whether none of the offered things is meant."""
    said = plain_words(text)
    short = len(said) <= int(_words()["leaves_most_words"])
    return short and any(_holds(said, phrase) for phrase in _phrases("none_of_these"))


def _by_place(said: Words, many: int) -> int | None:
    for place, words in _words()["places"].items():
        if any(_holds(said, plain_words(str(word))) for word in words) and int(place) < many:
            return int(place) % many
    return None


def _by_telling(said: Words, labels: Sequence[str]) -> int | None:
    """The only label with words that the text has and no other label has."""
    split = [set(plain_words(label)) for label in labels]
    telling = [
        words - set().union(*(other for other in split if other is not words)) for words in split
    ]  # fmt: skip
    meant = [
        place for place, words in enumerate(telling) if any(len(word) >= SHORTEST_TELLING for word in words & set(said))
    ]
    return meant[0] if len(meant) == 1 else None


def _holds(said: Words, words: Words) -> bool:
    """Whether these words stand in the text in a row."""
    return bool(words) and any(said[at : at + len(words)] == words for at in range(len(said) - len(words) + 1))


@cache
def _phrases(name: str) -> tuple[Words, ...]:
    return tuple(plain_words(phrase) for phrase in _words()[name])


@cache
def _words() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = yaml.safe_load(files(__package__).joinpath("words.yaml").read_text("utf-8"))
    return loaded
