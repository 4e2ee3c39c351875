"""Passages into the catalogue and the documents of the search engine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

import numpy as np

from kompas.assistant.domain.knowledge import Article, Audience, Passage
from kompas.assistant.knowledge.analysis import Analysis
from kompas.assistant.knowledge.catalogue import HEADED, NAMED, TOLD, Catalogue, Ints, flat
from kompas.assistant.knowledge.rarity import weighted

NO_TOKEN = ""  # number 0: stands in a row that would otherwise be empty


Asks = Sequence[tuple[str, str]]  # what is asked for an article, its title first, each as (language, text)
Examples = Mapping[str, Mapping[str, Sequence[str]]]  # by slug and language, how customers ask for an article


@dataclass(frozen=True, slots=True)
class Document:
    """The tokens of a passage, each written as "<language>:<stem>", by the place where they stand."""

    title: tuple[str, ...]
    heading: tuple[str, ...]
    questions: tuple[str, ...]
    body: tuple[str, ...]


def asks_of(articles: Sequence[Article], examples: Examples) -> list[list[tuple[str, str]]]:
    """By article, as (language, text): its title, its questions, and the examples of what customers ask for it.

    Examples in another language stand with an article only when it is not there in that language.
    """
    there = {(article.slug, article.lang) for article in articles}
    return [
        [
            *((article.lang, text) for text in (article.title, *article.questions)),
            *(
                (lang, text)
                for lang, texts in examples.get(article.slug, {}).items()
                if lang == article.lang or (article.slug, lang) not in there
                for text in texts
            ),
        ]
        for article in articles
    ]


def documents(
    passages: Sequence[Passage], owners: Sequence[int], asks: Sequence[Asks], analysis: Analysis
) -> list[Document]:
    """One document per passage; what belongs to the article is analysed once."""
    titles = [_tokens(*of_article[0], analysis) for of_article in asks]
    questions = [tuple(chain.from_iterable(_tokens(*ask, analysis) for ask in of_article[1:])) for of_article in asks]
    return [
        Document(
            titles[owner],
            _tokens(passage.article.lang, passage.heading, analysis),
            questions[owner],
            _tokens(passage.article.lang, passage.text, analysis),
        )
        for passage, owner in zip(passages, owners, strict=True)
    ]


def _tokens(lang: str, text: str, analysis: Analysis) -> tuple[str, ...]:
    return tuple(f"{lang}:{stem}" for stem in analysis.language(lang).tokens(text))


def catalogued(
    passages: Sequence[Passage],
    articles: Sequence[Article],
    owners: Sequence[int],
    asks: Sequence[Asks],
    found: Sequence[Document],
    analysis: Analysis,
) -> tuple[Catalogue, dict[str, int]]:
    """The catalogue of these documents, and the number of every token. `owners` are the places of their articles."""
    return extended(_nothing(), {NO_TOKEN: 0}, (), passages, articles, owners, asks, found, analysis)


def extended(
    base: Catalogue,
    numbered: Mapping[str, int],
    gone: Sequence[int],
    passages: Sequence[Passage],
    articles: Sequence[Article],
    owners: Sequence[int],
    asks: Sequence[Asks],
    found: Sequence[Document],
    analysis: Analysis,
) -> tuple[Catalogue, dict[str, int]]:
    """A catalogue with more passages: what `base` has keeps its numbers, the articles `gone` never answer again.

    `articles` are all of them, those of `base` first; `asks` are those of the new ones. Every token weighs what it would
    weigh if all that answers had been catalogued at once.
    """
    numbers = dict(numbered)
    for document in found:
        for token in (*document.title, *document.heading, *document.questions, *document.body):
            numbers.setdefault(token, len(numbers))
    rows = [_row(document, numbers) for document in found]
    tokens, token_starts = _more(base.tokens, base.token_starts, [list(row) for row in rows])
    asked_by = [[_whole_words(lang, text, numbers, analysis) for lang, text in of_article] for of_article in asks]
    asked, asked_starts = _more(base.asked, base.asked_starts, [row for of_article in asked_by for row in of_article])
    headings = [
        _whole_words(passage.article.lang, passage.heading or passage.article.title, numbers, analysis)
        for passage in passages
    ]
    heading, heading_starts = _more(base.heading, base.heading_starts, headings)
    languages = languages_of(articles)
    slugs = {slug: number for number, slug in enumerate(dict.fromkeys(article.slug for article in articles))}
    more = articles[len(base.staff) :]
    catalogue = replace(
        base,
        tokens=tokens,
        token_starts=token_starts,
        flags=np.concatenate([base.flags, np.array([flag for row in rows for flag in row.values()], np.uint8)]),
        heading=heading,
        heading_starts=heading_starts,
        owner=np.concatenate([base.owner, np.array(owners, np.int32)]),
        asked=asked,
        asked_starts=asked_starts,
        asked_by=np.concatenate([base.asked_by, base.asked_by[-1] + np.cumsum([*map(len, asked_by)], dtype=np.int32)]),
        lang=np.array([languages.index(article.lang) for article in articles], np.int32),
        slug=np.array([slugs[article.slug] for article in articles], np.int32),
        valid_from=_days(base.valid_from, [article.valid_from or date.min for article in more], gone, 1),
        valid_until=_days(base.valid_until, [article.valid_until or date.max for article in more], gone, 0),
        staff=np.concatenate([base.staff, np.array([one.audience is Audience.STAFF for one in more], np.bool_)]),
    )
    return weighted(catalogue, base.having, gone, len(base.owner), numbers, languages), numbers


def _nothing() -> Catalogue:
    """A catalogue without passages."""
    none, start, floats = np.zeros(0, np.int32), np.zeros(1, np.int32), np.zeros(0, np.float32)
    return Catalogue(
        having=none,
        weight=floats,
        strangest=floats,
        tokens=none,
        token_starts=start,
        flags=np.zeros(0, np.uint8),
        heading=none,
        heading_starts=start,
        heading_weight=floats,
        owner=none,
        asked=none,
        asked_starts=start,
        asked_weight=floats,
        asked_by=start,
        lang=none,
        slug=none,
        valid_from=none,
        valid_until=none,
        staff=np.zeros(0, np.bool_),
    )


def _more(base: Ints, starts: Ints, rows: Sequence[Sequence[int]]) -> tuple[Ints, Ints]:
    """A flat array with more rows behind."""
    array, begins = flat(rows)
    return np.concatenate([base, array]), np.concatenate([starts, starts[-1] + begins[1:]])


def _days(base: Ints, more: Sequence[date], gone: Sequence[int], never: int) -> Ints:
    days = np.concatenate([base, np.array([day.toordinal() for day in more], np.int32)])
    days[list(gone)] = never
    return days


def languages_of(articles: Sequence[Article]) -> list[str]:
    """The languages of the articles; their places are the numbers by which the catalogue calls them."""
    return sorted({article.lang for article in articles})


def _row(document: Document, numbers: Mapping[str, int]) -> dict[int, int]:
    """Each token of a passage once, with where it stands."""
    row: dict[int, int] = {}
    where = ((document.title, NAMED), (document.questions, NAMED), (document.heading, HEADED), (document.body, TOLD))
    for tokens, flag in where:
        for token in tokens:
            row[numbers[token]] = row.get(numbers[token], 0) | flag
    return row or {0: TOLD}


def _whole_words(lang: str, text: str, numbers: Mapping[str, int], analysis: Analysis) -> list[int]:
    return [numbers.get(f"{lang}:{stem}", 0) for stem in dict.fromkeys(analysis.language(lang).stems(text))] or [0]
