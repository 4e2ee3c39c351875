from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.assistant.knowledge.shop import ARTICLES, DAY, INTENTS, SYNONYMS, article

from kompas.assistant.domain.errors import Permanent
from kompas.assistant.domain.knowledge import Audience, Found
from kompas.assistant.knowledge.compiling import compiled
from kompas.assistant.knowledge.index import Index


def search(
    shop: Index, question: str, lang: str = "nl", day: date = DAY, audience: Audience = Audience.PUBLIC
) -> tuple[Found, ...]:
    return shop.search(question, lang, day, audience)


@pytest.mark.parametrize(
    ("question", "lang", "passage"),
    [
        ("wat kost een pakket bezorgen", "nl", "nl/bezorging#bezorgkosten"),
        ("kan ik het bezorgmoment wijzigen?", "nl", "nl/bezorging#bezorgmoment-kiezen"),
        ("hoeveel zijn de retourkosten", "nl", "nl/retour#kosten"),
        ("kosten retour", "nl", "nl/retour#kosten"),
        ("mijn gewas gaat dood", "nl", "nl/retour#planten"),  # a synonym
        ("wat kost een boom bezrogen", "nl", "nl/bezorging#bezorgkosten"),  # misspelt
        ("krijg ik de borg terug", "nl", "nl/maaier-huren#borg"),
        ("how much does delivery of a tree cost", "en", "en/bezorging#delivery-costs"),
        ("my plant died", "en", "en/retour#plants"),
        ("when do I sow tomatoes", "en", "nl/zaaikalender#intro"),  # only there in Dutch
        ("what is the deposit for the mower", "en", "nl/maaier-huren#borg"),
    ],
)
def test_the_best_passage(shop: Index, question: str, lang: str, passage: str) -> None:
    assert search(shop, question, lang)[0].passage.id == passage


@pytest.mark.parametrize(
    ("known", "unknown"),
    [
        ("wat kost het huren van een grasmaaier", "wat kost het huren van een springkasteel"),
        ("wat kost retourneren", "wat kost een vliegreis naar spanje"),
        ("wanneer zaai ik tomaten", "wanneer plant ik mijn koffer in"),
    ],
)
def test_what_is_not_there_is_less_certain(shop: Index, known: str, unknown: str) -> None:
    certain = search(shop, known)[0].certainty
    uncertain = max((found.certainty for found in search(shop, unknown)), default=0.0)
    assert certain > 0.6
    assert uncertain < 0.5
    assert certain > uncertain + 0.2


def test_questions_outside_the_knowledge_find_nothing_sure(shop: Index) -> None:
    assert search(shop, "wie won het wereldkampioenschap schaken") == ()
    assert all(found.certainty < 0.3 for found in search(shop, "hoe oud wordt een schildpad gemiddeld"))


def test_a_single_common_word_is_not_certain(shop: Index) -> None:
    assert search(shop, "wat kost het")[0].certainty < search(shop, "wat kost een boom bezorgen")[0].certainty
    assert search(shop, "wat kost het")[0].certainty < 0.6


def test_staff_passages_never_reach_customers(shop: Index) -> None:
    question = "hoeveel personeelskorting is er"
    assert all(found.passage.article.audience is Audience.PUBLIC for found in search(shop, question))
    assert search(shop, question, audience=Audience.STAFF)[0].passage.article.slug == "personeelskorting"


def test_articles_answer_only_while_they_are_valid(shop: Index) -> None:
    question = "wanneer verkopen jullie kerstbomen"
    assert search(shop, question, day=date(2026, 12, 10))[0].passage.article.slug == "kerstbomen"
    assert all(found.passage.article.slug != "kerstbomen" for found in search(shop, question))


def test_a_translation_is_never_shown_in_the_other_language(shop: Index) -> None:
    for found in search(shop, "retour bezorging plant", "en"):
        assert found.passage.article.lang == "en" or found.passage.article.slug in ("maaier-huren", "zaaikalender")


def test_a_language_nobody_wrote_in_still_finds_what_is_written_alike(shop: Index) -> None:
    assert all(0 <= found.certainty <= 1 for found in search(shop, "tomaten garantie", "fr"))


def test_best_first_and_few_of_one_article(shop: Index) -> None:
    found = search(shop, "kosten bezorgen planten retour borg grasmaaier")
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    slugs = [one.passage.article.slug for one in found]
    assert max(map(slugs.count, slugs)) <= 3
    assert len({one.passage.id for one in found}) == len(found) > 2


def test_the_matched_stems_are_those_of_the_passage(shop: Index) -> None:
    matched = search(shop, "what is the deposit for the mower", "en")[0].matched
    assert "borg" in matched
    assert "deposit" not in matched


def test_equal_texts_are_given_once() -> None:
    copies = [
        article("nl", f"pot-{n}", "Potten", "Een terracotta pot is vorstbestendig tot min tien graden.")
        for n in range(3)
    ]
    index = compiled(copies, {})
    assert len(search(index, "is een terracotta pot vorstbestendig")) == 1


def test_a_saved_index_answers_the_same(shop: Index, tmp_path: Path) -> None:
    shop.save(tmp_path / "v1")
    loaded = Index.load(tmp_path / "v1")
    assert len(loaded) == len(shop)
    for question, lang in (("wat kost retourneren", "nl"), ("what is the deposit for the mower", "en")):
        assert search(loaded, question, lang) == search(shop, question, lang)


def test_a_missing_or_strange_index_is_refused(shop: Index, tmp_path: Path) -> None:
    with pytest.raises(Permanent) as missing:
        Index.load(tmp_path / "nowhere")
    assert missing.value.remedy
    shop.save(tmp_path / "v1")
    (tmp_path / "v1" / "format").write_text("0")
    with pytest.raises(Permanent):
        Index.load(tmp_path / "v1")


def test_an_empty_knowledge_finds_nothing(tmp_path: Path) -> None:
    empty = compiled([], {})
    assert search(empty, "wat kost retourneren") == ()
    empty.save(tmp_path / "empty")
    assert search(Index.load(tmp_path / "empty"), "wat kost retourneren") == ()


def test_more_forbidden_passages_than_the_engine_proposes() -> None:
    staff = [
        replace(
            article("nl", f"intern-{n}", f"Intern {n}", f"De borg bedraagt intern {n} euro."), audience=Audience.STAFF
        )
        for n in range(120)
    ]
    index = compiled([*staff, *ARTICLES], SYNONYMS, INTENTS)
    found = search(index, "hoeveel bedraagt de borg")
    assert found[0].passage.id == "nl/maaier-huren#borg"


def test_threads_find_the_same(shop: Index) -> None:
    questions = ["wat kost retourneren", "borg grasmaaier", "wanneer zaai ik tomaten", "plant dood"] * 10
    alone = [search(shop, question) for question in questions]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda question: search(shop, question), questions)) == alone


@settings(max_examples=60)
@given(question=st.text(max_size=120), lang=st.sampled_from(["nl", "en"]))
def test_any_text_can_be_asked(shop: Index, question: str, lang: str) -> None:
    for found in search(shop, question, lang):
        assert 0 <= found.certainty <= 1
