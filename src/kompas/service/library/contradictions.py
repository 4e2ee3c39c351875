"""Finds what two articles say differently: under the same heading, or to the same question of customers, a sentence with
the same words but another amount or term. Simple on purpose: an editor sees both sentences and judges."""

import re
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from kompas.assistant.assistant import Assistant
from kompas.assistant.domain.knowledge import Article, Audience, Items, Paragraph, Passage, Table

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_COMMON = 0.5  # of the words of the shorter sentence are in the other one too
_LEAST = 3  # words that both sentences share
_CROWD = 20  # articles under one heading: it is a heading of the house style, not of a matter
_MOST = 200  # that are told


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with a number, by article; `stems` are its words, `numbers` as they stand there."""

    article: Article
    text: str
    stems: frozenset[str]
    numbers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """`shared` is the heading or question under which both stand."""

    shared: str
    one: Sentence
    other: Sentence


@dataclass(frozen=True, slots=True)
class _Told:
    """What an article says: its sentences with numbers, by what they stand under, and how that was written."""

    article: Article
    sentences: dict[frozenset[str], list[Sentence]]
    written: dict[frozenset[str], str]


@dataclass(frozen=True, slots=True)
class Found:
    """`read` of `all` articles were looked at so far."""

    contradictions: tuple[Contradiction, ...]
    read: int
    all: int


class Contradictions:
    """`look` reads what is new for a few moments; the next look goes on where it stopped. Compared is when all is read."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._told: dict[str, _Told] = {}
        self._found: tuple[str, tuple[Contradiction, ...]] = ("", ())

    def look(self, assistant: Assistant, seconds: float = 0.5) -> Found:
        """What contradicts each other in what customers can read."""
        articles = [one for one in assistant.company.articles if one.audience is Audience.PUBLIC]
        until = time.monotonic() + seconds
        with self._lock:
            there = {one.id: one for one in articles}
            self._told = {id: told for id, told in self._told.items() if there.get(id) == told.article}
            for article in articles:
                if time.monotonic() > until:
                    break
                if article.id not in self._told:
                    self._told[article.id] = _told(assistant, article)
            version, read = assistant.company.version, len(self._told)
            if read < len(articles):
                return Found((), read, len(articles))
            if self._found[0] != version:
                self._found = (version, tuple(_compared(list(self._told.values()))))
            return Found(self._found[1], read, read)

    def articles(self) -> frozenset[str]:
        """The ids of those that contradicted another when it was last compared."""
        return frozenset(one.article.id for clash in self._found[1] for one in (clash.one, clash.other))


def _told(assistant: Assistant, article: Article) -> _Told:
    """Each sentence stands under its heading; all of the article stands under its title and its questions."""
    sentences: defaultdict[frozenset[str], list[Sentence]] = defaultdict(list)
    written: dict[frozenset[str], str] = {}
    for heading in (article.title, *article.questions):
        written.setdefault(_stems(assistant, heading, article.lang), heading)
    whole = tuple(written)
    for passage in assistant.passages(article):
        under = set(whole)
        if passage.heading:
            key = _stems(assistant, passage.heading, article.lang)
            written.setdefault(key, passage.heading)
            under.add(key)
        for text in _texts(passage):
            numbers = frozenset(_NUMBER.findall(text))
            if numbers:
                stems = _stems(assistant, _NUMBER.sub(" ", text), article.lang)
                for key in under:
                    sentences[key].append(Sentence(article, text, stems, numbers))
    return _Told(article, dict(sentences), written)


def _stems(assistant: Assistant, text: str, lang: str) -> frozenset[str]:
    return frozenset(assistant.stems(text, lang))


def _texts(passage: Passage) -> Iterator[str]:
    for block in passage.blocks:
        match block:
            case Paragraph(sentences=said):
                yield from said
            case Items(items=items):
                yield from items
            case Table(rows=rows):
                yield from (" | ".join(row) for row in rows)


def _compared(told: Sequence[_Told]) -> list[Contradiction]:
    by_key: defaultdict[tuple[str, frozenset[str]], list[_Told]] = defaultdict(list)
    for one in told:
        for key in one.sentences:
            if key:
                by_key[one.article.lang, key].append(one)
    found: dict[tuple[str, str, str, str], Contradiction] = {}
    for (_, key), group in by_key.items():
        if 1 < len(group) <= _CROWD:
            for one, other in combinations(group, 2):
                for clash in _between(one, other, key):
                    found.setdefault((one.article.id, clash.one.text, other.article.id, clash.other.text), clash)
        if len(found) >= _MOST:
            break
    return sorted(found.values(), key=lambda clash: clash.shared)[:_MOST]


def _between(one: _Told, other: _Told, key: frozenset[str]) -> Iterator[Contradiction]:
    """Each sentence against the most similar one; a number that both say is no contradiction."""
    for mine in one.sentences[key]:
        nearest = max(other.sentences[key], key=lambda theirs: len(mine.stems & theirs.stems))
        shared = len(mine.stems & nearest.stems)
        if shared < _LEAST or shared < _COMMON * min(len(mine.stems), len(nearest.stems)):
            continue
        if not mine.numbers & nearest.numbers:
            yield Contradiction(one.written[key], mine, nearest)
