"""A revised index finds what an index that is built anew finds, and the one it came from stays as it is."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.assistant.knowledge.shop import ARTICLES, DAY, INTENTS, SYNONYMS, article

from kompas.assistant.domain.knowledge import Article, Audience
from kompas.assistant.knowledge.compiling import compiled, revised
from kompas.assistant.knowledge.index import Index

QUESTIONS = [(question, one.lang) for one in ARTICLES for question in (one.title, *one.questions)]
NEWS = article("nl", "workshops", "Workshops snoeien", "Een workshop kost € 35.", "Geven jullie workshops?")


def shown(index: Index, question: str, lang: str = "nl", day: date = DAY) -> list[tuple[Any, ...]]:
    found = index.search(question, lang, day, Audience.PUBLIC)
    return [(one.passage.id, one.passage.text, pytest.approx(one.certainty, abs=0.01), one.matched) for one in found]


def fresh(base: Index, articles: tuple[Article, ...]) -> Index:
    return revised(base, INTENTS, articles, SYNONYMS, INTENTS)


def changed(number: int) -> Article:
    return replace(ARTICLES[number], body=f"{ARTICLES[number].body}\n\n## Zomer\nIn juli kost alles € {number} minder.")


def test_without_a_change_it_is_the_same_index(shop: Index) -> None:
    assert fresh(shop, ARTICLES) is shop


@settings(deadline=None, max_examples=6)
@given(
    st.lists(st.sampled_from(["as it is", "changed", "gone"]), min_size=len(ARTICLES), max_size=len(ARTICLES)),
    st.booleans(),
)
def test_it_finds_what_is_found_when_all_is_built_anew(shop: Index, fates: list[str], news: bool) -> None:
    kept = [changed(n) if fate == "changed" else ARTICLES[n] for n, fate in enumerate(fates) if fate != "gone"]
    articles = (*kept, *([NEWS] if news else []))
    quick, whole = fresh(shop, articles), compiled(articles, SYNONYMS, INTENTS)
    for one in articles:
        for question in (one.title, *one.questions):
            found = quick.search(question, one.lang, DAY, Audience.PUBLIC)
            best = whole.search(question, one.lang, DAY, Audience.PUBLIC)[:1]
            assert all(each.passage.article in articles for each in found)
            if best and best[0].passage.article == one:
                assert found[0].passage == best[0].passage
                assert found[0].certainty == pytest.approx(best[0].certainty, abs=0.2)


def test_what_it_came_from_stays_as_it_is(shop: Index) -> None:
    before = [shown(shop, question, lang) for question, lang in QUESTIONS]
    fresh(shop, (changed(0), NEWS))
    assert [shown(shop, question, lang) for question, lang in QUESTIONS] == before


def test_the_certainties_are_those_of_an_index_built_anew(shop: Index) -> None:
    articles = tuple(replace(one, updated=date(2026, 11, 20)) for one in ARTICLES)
    quick, whole = fresh(shop, articles), compiled(articles, SYNONYMS, INTENTS)
    for question, lang in QUESTIONS:
        assert shown(quick, question, lang)[:1] == shown(whole, question, lang)[:1]


def test_an_article_that_is_gone_is_never_found(shop: Index) -> None:
    quick = fresh(shop, tuple(one for one in ARTICLES if one.slug != "maaier-huren"))
    for question, lang in QUESTIONS:
        found = quick.search(question, lang, DAY, Audience.PUBLIC, 10, led=("maaier-huren",))
        assert all(one.passage.article.slug != "maaier-huren" for one in found)


def test_a_new_translation_takes_over_from_the_original(shop: Index) -> None:
    english = article(
        "en", "maaier-huren", "Renting a mower", "The deposit for the mower is €60.", "What is the deposit?"
    )
    quick = fresh(shop, (*ARTICLES, english))
    assert shown(quick, "what is the deposit for the mower", "en")[0][0] == "en/maaier-huren#intro"
    assert shown(quick, "wat is de borg van de maaier", "nl")[0][0].startswith("nl/maaier-huren")


def test_validity_and_audience_hold(shop: Index) -> None:
    later = replace(NEWS, valid_from=date(2027, 1, 1))
    inside = replace(NEWS, audience=Audience.STAFF)
    for kept, day, answers in ((later, DAY, False), (later, date(2027, 1, 2), True), (inside, DAY, False)):
        found = shown(fresh(shop, (*ARTICLES, kept)), "Geven jullie workshops?", day=day)
        assert any(one[0].startswith("nl/workshops") for one in found) is answers
    assert fresh(shop, (*ARTICLES, inside)).search("workshops", "nl", DAY, Audience.STAFF)


def test_new_words_are_known_also_misspelt_and_within_compounds(shop: Index) -> None:
    quick = fresh(shop, (*ARTICLES, article("nl", "kas", "Kassen", "Een tuinkas van aluminium kost € 900.")))
    assert shown(quick, "aluminuim kas")[0][0] == "nl/kas#intro"
    assert shown(quick, "kost een aluminiumkas veel")[0][0] == "nl/kas#intro"


def test_synonyms_hold_at_once(shop: Index) -> None:
    synonyms = {**SYNONYMS, "nl": (*SYNONYMS["nl"], ("grasmaaier", "robotschaap"))}
    quick = revised(shop, INTENTS, ARTICLES, synonyms, INTENTS)
    assert shown(quick, "robotschaap huren")[0][0].startswith("nl/maaier-huren")
    assert quick.search("robotschaap", "nl", DAY, Audience.PUBLIC)
    assert shop.search("robotschaap", "nl", DAY, Audience.PUBLIC) == ()


def test_a_new_language_can_begin() -> None:
    dutch = tuple(one for one in ARTICLES if one.lang == "nl")
    quick = revised(compiled(dutch, SYNONYMS), (), ARTICLES, SYNONYMS)
    assert shown(quick, "how much is delivery", "en")[0][0].startswith("en/bezorging")


def test_it_can_be_saved_and_read_back(shop: Index, tmp_path_factory: pytest.TempPathFactory) -> None:
    quick = fresh(shop, (*ARTICLES[1:], NEWS))
    folder = tmp_path_factory.mktemp("revised")
    quick.save(folder)
    loaded = Index.load(folder)
    for question, lang in [*QUESTIONS, ("Geven jullie workshops?", "nl")]:
        assert shown(loaded, question, lang) == shown(quick, question, lang)


def test_all_can_be_taken_out_and_put_back(shop: Index) -> None:
    empty = revised(shop, INTENTS, (), SYNONYMS, ())
    assert shown(empty, "wat kost bezorgen") == []
    from_nothing = revised(compiled((), {}), (), ARTICLES, SYNONYMS, INTENTS)
    assert shown(from_nothing, "wat kost bezorgen?")[0][0].startswith("nl/bezorging")
