"""Retrieval is measured on the index that serves."""

import pytest

from kompas.assistant.domain.errors import Permanent
from kompas.assistant.measure.retrieval import index_articles, measure_retrieval
from kompas.assistant.measure.rows import ArticleRow, QueryRow

ARTICLES = [
    ArticleRow(id="doc_1", title="Bezorgen", content="Een pakket komt binnen twee werkdagen."),
    ArticleRow(id="doc_2", title="Retourneren", content="Stuur het terug binnen dertig dagen."),
    ArticleRow(id="doc 3 (x)", title="Garantie", content="Op een accu geven wij twee jaar garantie."),
]


def test_figures_by_hand() -> None:
    queries = [
        QueryRow(query="wanneer komt mijn pakket", relevant=("doc_1",)),
        QueryRow(query="garantie op de accu", relevant=("doc 3 (x)", "doc_2")),
        QueryRow(query="zzzz", relevant=("doc_2",)),
    ]
    figures = measure_retrieval(index_articles(ARTICLES), queries)
    assert figures.n == 3
    assert figures.passages == 3
    assert figures.recall_at["1"] == pytest.approx((1 + 0.5 + 0) / 3, abs=1e-4)
    assert figures.mrr == pytest.approx(2 / 3, abs=1e-4)
    assert figures.ndcg_at_10 == pytest.approx((1 + 1 / (1 + 0.63093) + 0) / 3, abs=1e-3)


def test_a_query_for_an_article_that_is_not_there_is_refused() -> None:
    with pytest.raises(Permanent, match="query 1 wants 'gone'"):
        measure_retrieval(index_articles(ARTICLES), [QueryRow(query="a", relevant=("gone",))])


def test_two_articles_with_one_id_are_refused() -> None:
    with pytest.raises(Permanent, match="same id"):
        index_articles([*ARTICLES, ARTICLES[0]])
