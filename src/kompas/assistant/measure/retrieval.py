"""How well the articles that answer a question are found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import log2
from statistics import fmean, median
from time import perf_counter

from kompas.assistant.domain.errors import Permanent
from kompas.assistant.domain.knowledge import Article, Audience
from kompas.assistant.knowledge.compiling import compiled
from kompas.assistant.knowledge.index import Index
from kompas.assistant.knowledge.meaning import Meaning, vectors_of
from kompas.assistant.measure.figures import rounded
from kompas.assistant.measure.intents import Watch
from kompas.assistant.measure.rows import ArticleRow, QueryRow
from kompas.assistant.sockets import Embedder
from kompas.assistant.understanding.language import Languages
from kompas.assistant.understanding.wordlists import LANGUAGES

CUTOFFS = (1, 5, 10, 20)
DEEP = 10
PASSAGES = 120  # looked at for the first twenty articles: several are of one article
ANY_DAY = date(2000, 1, 1)  # rows have no days on which they hold


@dataclass(frozen=True, slots=True)
class RetrievalFigures:
    """Shares are 0..1. `recall_at`: of a query's articles, those among the first so many, as a mean over queries."""

    n: int
    recall_at: dict[str, float | None]
    mrr: float | None
    ndcg_at_10: float | None
    ms_per_query_p50: float
    index_seconds: float
    passages: int
    embedder: str | None


@dataclass(frozen=True, slots=True)
class Indexed:
    index: Index
    lang: str
    ids: frozenset[str]
    seconds: float


def index_articles(rows: Sequence[ArticleRow], embedder: Embedder | None = None) -> Indexed:
    """The articles ready to be searched, as a company's are; all in the language of most of their text.

    Raises Permanent when the embedder cannot embed them all.
    """
    ids = frozenset(row.id for row in rows)
    if len(ids) < len(rows):
        raise Permanent("two articles have the same id.", "Give each article an id of its own.")
    lang = Languages(LANGUAGES).of(" ".join(row.title for row in rows))
    articles = [Article(f"{lang}/{row.id}", row.id, lang, row.title, row.content) for row in rows]
    begun = perf_counter()
    index = compiled(articles, {})
    if embedder is not None:
        vectors = vectors_of(index.passages, embedder, {})
        if vectors.missing:
            raise Permanent("the embedder fails.", "Look whether it answers, then begin again.")
        index = index.with_meaning(Meaning(vectors, embedder))
    return Indexed(index, lang, ids, perf_counter() - begun)


def measure_retrieval(
    indexed: Indexed, rows: Sequence[QueryRow], watch: Watch[QueryRow] = lambda rows: rows
) -> RetrievalFigures:
    """The figures over these queries. Raises Permanent when a query wants an article that is not there."""
    for number, row in enumerate(rows, start=1):
        if missing := set(row.relevant) - indexed.ids:
            raise Permanent(f"query {number} wants '{min(missing)}', which is no article.", "Give that article too.")
    found, spent = [], []
    for row in watch(rows):
        begun = perf_counter()
        passages = indexed.index.search(row.query, indexed.lang, ANY_DAY, Audience.PUBLIC, PASSAGES)
        spent.append((perf_counter() - begun) * 1000)
        found.append(list(dict.fromkeys(one.passage.article.slug for one in passages)))
    wanted = [frozenset(row.relevant) for row in rows]
    pairs = list(zip(found, wanted, strict=True))
    return RetrievalFigures(
        n=len(rows),
        recall_at={
            str(k): rounded(fmean(len(want.intersection(got[:k])) / len(want) for got, want in pairs)) for k in CUTOFFS
        },
        mrr=rounded(fmean(_reciprocal_rank(got, want) for got, want in pairs)),
        ndcg_at_10=rounded(fmean(_ndcg(got[:DEEP], want) for got, want in pairs)),
        ms_per_query_p50=round(median(spent), 3),
        index_seconds=round(indexed.seconds, 2),
        passages=len(indexed.index),
        embedder=indexed.index.meaning.embedder.name if indexed.index.meaning else None,
    )


def _reciprocal_rank(found: Sequence[str], wanted: frozenset[str]) -> float:
    return next((1 / place for place, id in enumerate(found, start=1) if id in wanted), 0.0)


def _ndcg(found: Sequence[str], wanted: frozenset[str]) -> float:
    """Of articles that are relevant or not (Järvelin and Kekäläinen 2002)."""
    gain = sum(1 / log2(place + 1) for place, id in enumerate(found, start=1) if id in wanted)
    best = sum(1 / log2(place + 1) for place in range(1, min(len(wanted), DEEP) + 1))
    return gain / best
