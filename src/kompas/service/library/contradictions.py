"""What two articles say differently: under the same heading, or to the same question of customers, a sentence with
the same words but another amount or term. Simple on purpose: an editor sees both sentences and judges."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from kompas.assistant.assistant import Assistant
from kompas.assistant.domain.knowledge import Article, Audience, Items, Paragraph, Passage, Table

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_COMMON = 0.5  # of the words of the shorter sentence are in the other one too
_LEAST = 3  # words that both sentences share
_CROWD = 20  # articles under one heading: it is a heading of the house style, not of a matter
_LONG = 300  # sentences with numbers of one article under one heading: the rest of a price list is not compared
MOST = 500  # pairs that are told


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence with a number, by article; `stems` are its words, `numbers` as they stand there."""

    article: Article
    text: str
    stems: frozenset[str]
    numbers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Clash:
    """`shared` is the heading or question under which both stand; `digest` tells this pair of sentences from others."""

    shared: str
    one: Statement
    other: Statement
    digest: str


@dataclass(frozen=True, slots=True)
class Compared:
    """What was found in so many articles. `more`: there are more pairs than are told."""

    clashes: tuple[Clash, ...]
    articles: int
    more: bool


@dataclass(frozen=True, slots=True)
class _Told:
    """What an article says: its sentences with numbers, by what they stand under, and how that was written."""

    article: Article
    sentences: dict[frozenset[str], list[Statement]]
    written: dict[frozenset[str], str]


def compare(assistant: Assistant, known: Collection[str] = ()) -> Compared:
    """What contradicts each other in what customers can read. The pairs with `known` digests do not count to the most."""
    articles = [one for one in assistant.company.articles if one.audience is Audience.PUBLIC]
    found: dict[str, Clash] = {}
    new = 0
    for clash in _clashes([_told(assistant, article) for article in articles]):
        if clash.digest in found:
            continue
        new += clash.digest not in known
        if new > MOST:
            return Compared(tuple(found.values()), len(articles), True)
        found[clash.digest] = clash
    return Compared(tuple(found.values()), len(articles), False)


def _told(assistant: Assistant, article: Article) -> _Told:
    """Each sentence stands under its heading; all of the article stands under its title and its questions."""
    sentences: defaultdict[frozenset[str], list[Statement]] = defaultdict(list)
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
                statement = Statement(article, text, stems, numbers)
                for key in under:
                    sentences[key].append(statement)
    return _Told(article, {key: said[:_LONG] for key, said in sentences.items()}, written)


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


def _clashes(told: Sequence[_Told]) -> Iterator[Clash]:
    by_key: defaultdict[tuple[str, frozenset[str]], list[_Told]] = defaultdict(list)
    for one in told:
        for key in one.sentences:
            if key:
                by_key[one.article.lang, key].append(one)
    for (_, key), group in by_key.items():
        if 1 < len(group) <= _CROWD:
            for one, other in combinations(group, 2):
                yield from _between(one, other, key)


def _between(one: _Told, other: _Told, key: frozenset[str]) -> Iterator[Clash]:
    """Each sentence against the most similar one; a number that both say is no contradiction."""
    for mine in one.sentences[key]:
        nearest = max(other.sentences[key], key=lambda theirs: len(mine.stems & theirs.stems))
        shared = len(mine.stems & nearest.stems)
        if shared < _LEAST or shared < _COMMON * min(len(mine.stems), len(nearest.stems)):
            continue
        if not mine.numbers & nearest.numbers:
            yield Clash(one.written[key], mine, nearest, _digest(mine, nearest))


def _digest(one: Statement, other: Statement) -> str:
    told = "\0".join((one.article.id, one.text, other.article.id, other.text))
    return hashlib.sha256(told.encode()).hexdigest()
