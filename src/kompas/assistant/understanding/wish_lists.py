"""The lists of wishes of all languages, compiled once. What their parts mean is told at the top of words/nl.yaml."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kompas.assistant.domain.understanding import Wish
from kompas.assistant.understanding.phrases import CLAUSE_ENDS, Phrase, Phrases, either, parse
from kompas.assistant.understanding.spelling import Spelling
from kompas.assistant.understanding.wording import Word
from kompas.assistant.understanding.wordlists import LANGUAGES, lines, listed, settings, wordlist


@dataclass(frozen=True, slots=True)
class Entry:
    wish: Wish
    takes_back: bool = False


@dataclass(frozen=True, slots=True)
class WishLists:
    """`says` is looked for anywhere, `shouted` in a message that is shouted; a message must be all of an `alone`, a clause
    all of a `clause`."""

    says: Phrases[Entry]
    shouted: Phrases[Wish]
    alone: tuple[tuple[Wish, re.Pattern[str]], ...]
    clause: tuple[tuple[Wish, re.Pattern[str]], ...]
    clause_ends: frozenset[str]
    pleased: frozenset[str]
    spelling: Spelling

    def put_right(self, word: Word) -> Word:
        """The word as it was meant."""
        right = word.plain if word.is_mark else self.spelling.put_right(word.plain)
        return word if right == word.plain else Word(right, word.start, word.end)


@cache
def wish_lists() -> WishLists:
    """The lists of all languages."""
    says = [said for lang in LANGUAGES for said in _says(lang)]
    known = {word for _, phrase in says for word in phrase.words} | _all("known")
    return WishLists(
        says=Phrases(says),
        shouted=Phrases((entry.wish, phrase) for lang in LANGUAGES for entry, phrase in _listed(lang, "shouted")),
        alone=tuple(_only("alone")),
        clause=tuple(_only("clause")),
        clause_ends=frozenset(word for lang in LANGUAGES for word in _groups(lang)[CLAUSE_ENDS]),
        pleased=frozenset(_all("pleased")),
        spelling=Spelling(_all("put_right"), known, **settings("spelling")),
    )


def _says(lang: str) -> Iterator[tuple[Entry, Phrase]]:
    yield from _listed(lang, "says")
    yield from ((Entry(entry.wish, takes_back=True), phrase) for entry, phrase in _listed(lang, "unless"))


def _listed(lang: str, key: str) -> Iterator[tuple[Entry, Phrase]]:
    groups, common = _groups(lang), frozenset(listed(wordlist(lang)["common"]))
    for name, wish in wordlist(lang)["wishes"].items():
        yield from ((Entry(Wish(name)), parse(line, groups, common)) for line in lines(wish.get(key, "")))


def _only(key: str) -> Iterator[tuple[Wish, re.Pattern[str]]]:
    """For each wish: one or more of its phrases and any fillers, and nothing else, in any mixture of languages."""
    for wish in Wish:
        given: list[tuple[str, Mapping[str, Any]]] = [
            (lang, wordlist(lang)["wishes"][wish.value]) for lang in LANGUAGES
        ]
        cores = [parse(line, _groups(lang)) for lang, own in given for line in lines(own.get(key, ""))]
        if cores:
            filled = [(lang, listed(own.get("fillers", wordlist(lang)["fillers"]))) for lang, own in given]
            filler = either([parse(entry, _groups(lang)) for lang, entries in filled for entry in entries]).pattern
            core = either(cores).pattern
            yield wish, re.compile(f"(?:{filler})*{core}(?:{core}|{filler})*")


def _groups(lang: str) -> dict[str, tuple[str, ...]]:
    return {name: listed(entries) for name, entries in wordlist(lang)["groups"].items()}


def _all(key: str) -> set[str]:
    return {entry for lang in LANGUAGES for entry in listed(wordlist(lang)[key])}
