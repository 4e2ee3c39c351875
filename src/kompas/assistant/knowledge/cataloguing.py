"""Passages into the catalogue and the documents of the search engine."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import log

import numpy as np

from kompas.assistant.domain.knowledge import Article, Audience, Passage
from kompas.assistant.knowledge.analysis import Analysis
from kompas.assistant.knowledge.catalogue import HEADED, NAMED, TOLD, Catalogue, Floats, flat

NO_TOKEN = ""  # number 0: stands in a row that would otherwise be empty


@dataclass(frozen=True, slots=True)
class Document:
    """The tokens of a passage, each written as "<language>:<stem>", by the place where they stand."""

    title: tuple[str, ...]
    heading: tuple[str, ...]
    questions: tuple[str, ...]
    body: tuple[str, ...]


def documents(passages: Sequence[Passage], analysis: Analysis) -> list[Document]:
    """One document per passage; an article's title and questions are analysed once."""
    of_article: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    found = []
    for passage in passages:
        article = passage.article
        if article.id not in of_article:
            questions = _tokens(" ".join(article.questions), article.lang, analysis)
            of_article[article.id] = (_tokens(article.title, article.lang, analysis), questions)
        title, questions = of_article[article.id]
        heading = _tokens(passage.heading, article.lang, analysis)
        found.append(Document(title, heading, questions, _tokens(passage.text, article.lang, analysis)))
    return found


def _tokens(text: str, lang: str, analysis: Analysis) -> tuple[str, ...]:
    return tuple(f"{lang}:{stem}" for stem in analysis.language(lang).tokens(text))


def catalogued(
    passages: Sequence[Passage],
    articles: Sequence[Article],
    owners: Sequence[int],
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
    weight, strangest = _weights(articles, owners, rows, len(numbers), languages)
    asked_by = [
        [_whole_words(text, article.lang, numbers, analysis) for text in (article.title, *article.questions)]
        for article in articles
    ]
    questions = [row for article_questions in asked_by for row in article_questions]
    asked, asked_starts = flat(questions)
    headings = [
        _whole_words(passage.heading or passage.article.title, passage.article.lang, numbers, analysis)
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


def _whole_words(text: str, lang: str, numbers: Mapping[str, int], analysis: Analysis) -> list[int]:
    return [numbers.get(f"{lang}:{stem}", 0) for stem in dict.fromkeys(analysis.language(lang).stems(text))] or [0]


def _sums(rows: Sequence[Sequence[int]], weight: Floats) -> Floats:
    return np.array([weight[list(row)].sum() for row in rows], np.float32)


def _weights(
    articles: Sequence[Article],
    owners: Sequence[int],
    rows: Sequence[Mapping[int, int]],
    size: int,
    languages: list[str],
) -> tuple[Floats, Floats]:
    """The inverse document frequency of each token, counted in articles of its language; and of a token in none."""
    by_article: dict[int, set[int]] = defaultdict(set)
    for owner, row in zip(owners, rows, strict=True):
        by_article[owner].update(row)
    counts = Counter(number for found in by_article.values() for number in found)
    total = Counter(article.lang for article in articles)
    weight = np.zeros(size, np.float32)
    for owner, found in by_article.items():
        for number in found - {0}:
            weight[number] = _rarity(counts[number], total[articles[owner].lang])
    return weight, np.array([_rarity(0, total[lang]) for lang in languages], np.float32)


def _rarity(having: int, of: int) -> float:
    return log(1 + (of - having + 0.5) / (having + 0.5))
