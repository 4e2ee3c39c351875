"""Passages into the catalogue and the documents of the search engine."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from math import log

import numpy as np

from kompas.assistant.domain.knowledge import Article, Audience, Passage
from kompas.assistant.knowledge.analysis import Analysis
from kompas.assistant.knowledge.catalogue import HEADED, NAMED, TOLD, Catalogue, Floats, flat

NO_TOKEN = ""  # number 0: stands in a row that would otherwise be empty


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
    passages: Sequence[Passage], owners: Sequence[int], asks: Sequence[Sequence[tuple[str, str]]], analysis: Analysis
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
    asks: Sequence[Sequence[tuple[str, str]]],
    found: Sequence[Document],
    analysis: Analysis,
) -> tuple[Catalogue, dict[str, int]]:
    """The catalogue of these documents, and the number of every token. `owners` are the places of their articles."""
    numbers = {NO_TOKEN: 0}
    for document in found:
        for token in (*document.title, *document.heading, *document.questions, *document.body):
            numbers.setdefault(token, len(numbers))
    languages = languages_of(articles)
    slugs = {slug: number for number, slug in enumerate(dict.fromkeys(article.slug for article in articles))}
    rows = [_row(document, numbers) for document in found]
    tokens, token_starts = flat([list(row) for row in rows])
    weight, strangest = _weights(owners, rows, numbers, languages)
    asked_by = [[_whole_words(lang, text, numbers, analysis) for lang, text in of_article] for of_article in asks]
    questions = [row for article_questions in asked_by for row in article_questions]
    asked, asked_starts = flat(questions)
    headings = [
        _whole_words(passage.article.lang, passage.heading or passage.article.title, numbers, analysis)
        for passage in passages
    ]
    heading, heading_starts = flat(headings)
    catalogue = Catalogue(
        weight=weight,
        strangest=strangest,
        tokens=tokens,
        token_starts=token_starts,
        flags=np.array([flag for row in rows for flag in row.values()], np.uint8),
        heading=heading,
        heading_starts=heading_starts,
        heading_weight=_sums(headings, weight),
        owner=np.array(owners, np.int32),
        asked=asked,
        asked_starts=asked_starts,
        asked_weight=_sums(questions, weight),
        asked_by=np.cumsum([0, *map(len, asked_by)]).astype(np.int32),
        lang=np.array([languages.index(article.lang) for article in articles], np.int32),
        slug=np.array([slugs[article.slug] for article in articles], np.int32),
        valid_from=np.array([(article.valid_from or date.min).toordinal() for article in articles], np.int32),
        valid_until=np.array([(article.valid_until or date.max).toordinal() for article in articles], np.int32),
        staff=np.array([article.audience is Audience.STAFF for article in articles], np.bool_),
    )
    return catalogue, numbers


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


def _sums(rows: Sequence[Sequence[int]], weight: Floats) -> Floats:
    return np.array([weight[list(row)].sum() for row in rows], np.float32)


def _weights(
    owners: Sequence[int], rows: Sequence[Mapping[int, int]], numbers: Mapping[str, int], languages: Sequence[str]
) -> tuple[Floats, Floats]:
    """The inverse document frequency of each token among articles with words of its language, and of one in none."""
    by_article: dict[int, set[int]] = defaultdict(set)
    for owner, row in zip(owners, rows, strict=True):
        by_article[owner].update(row)
    counts = Counter(number for found in by_article.values() for number in found)
    lang_of = [token.partition(":")[0] for token in numbers]
    total = Counter(lang for found in by_article.values() for lang in {lang_of[number] for number in found})
    weight = [_rarity(counts[number], total[lang]) if number else 0.0 for number, lang in enumerate(lang_of)]
    return np.array(weight, np.float32), np.array([_rarity(0, total[lang]) for lang in languages], np.float32)


def _rarity(having: int, of: int) -> float:
    return log(1 + (of - having + 0.5) / (having + 0.5))
