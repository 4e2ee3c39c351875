from dataclasses import replace
from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.assistant.knowledge.shop import ARTICLES, DAY

from kompas.assistant.knowledge.analysis import Analysis
from kompas.assistant.knowledge.catalogue import Catalogue, flat, places
from kompas.assistant.knowledge.cataloguing import asks_of, catalogued, documents
from kompas.assistant.knowledge.passages import cut
from kompas.assistant.knowledge.shelf import filled


def catalogue_of(articles: tuple = ARTICLES) -> Catalogue:  # type: ignore[type-arg]
    passages = [passage for article in articles for passage in cut(article)]
    shelf, owners = filled(passages)
    analysis = Analysis({}, {})
    asks = asks_of(shelf.articles, {})
    return catalogued(passages, shelf.articles, owners, asks, documents(passages, owners, asks, analysis), analysis)[0]


def allowed(lang: int, day: date = DAY, *, staff: bool = False, articles: tuple = ARTICLES) -> set[str]:  # type: ignore[type-arg]
    answering = catalogue_of(articles).allowed(lang, day, staff=staff)
    return {article.id for article, may in zip(articles, answering, strict=True) if may}


def test_a_translation_stands_before_the_original() -> None:
    english = allowed(0)
    assert {"en/bezorging", "en/retour", "nl/maaier-huren", "nl/zaaikalender"} <= english
    assert not {"nl/bezorging", "nl/retour"} & english


def test_without_a_translation_the_original_answers() -> None:
    articles = tuple(article for article in ARTICLES if article.id != "en/retour")
    assert "nl/retour" in allowed(0, articles=articles)


def test_an_expired_translation_does_not_hide_the_original() -> None:
    old = tuple(replace(a, valid_until=date(2025, 1, 1)) if a.id == "en/retour" else a for a in ARTICLES)
    assert "nl/retour" in allowed(0, articles=old)
    assert "en/retour" not in allowed(0, articles=old)


def test_validity_holds_on_its_first_and_last_day() -> None:
    days = (date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 26), date(2026, 12, 27))
    assert ["nl/kerstbomen" in allowed(1, day) for day in days] == [False, True, True, False]


def test_staff_articles_are_for_staff() -> None:
    assert "nl/personeelskorting" not in allowed(1)
    assert "nl/personeelskorting" in allowed(1, staff=True)


@given(st.lists(st.lists(st.integers(0, 9), min_size=1, max_size=5), min_size=1, max_size=6), st.data())
def test_rows_are_found_back_in_the_flat_array(rows: list[list[int]], data: st.DataObject) -> None:
    array, starts = flat(rows)
    chosen = data.draw(st.lists(st.integers(0, len(rows) - 1), min_size=1))
    where, begins = places(starts, np.array(chosen, np.int32))
    assert array[where].tolist() == [number for row in chosen for number in rows[row]]
    assert [array[where[begin]] for begin in begins] == [rows[row][0] for row in chosen]
