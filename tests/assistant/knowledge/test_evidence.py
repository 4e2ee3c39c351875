import numpy as np
import pytest

from kompas.assistant.knowledge.asked import asked, terms_for
from kompas.assistant.knowledge.certainty import Evidence
from kompas.assistant.knowledge.evidence import weighed
from kompas.assistant.knowledge.index import Index
from kompas.assistant.knowledge.weights import weights


def measured(shop: Index, question: str, *passages: str) -> Evidence:
    ids = [shop._shelf.passage(number).id for number in range(len(shop))]
    one = asked(
        terms_for(shop.analysis.terms(question, "nl"), "nl", "nl", shop.analysis, shop.bridge),
        3.0,
        shop._numbers,
        shop._catalogue,
    )
    assert one is not None
    chosen = np.array([ids.index(passage) for passage in passages], np.int32)
    return weighed(one, chosen, shop._catalogue, weights().certainty)[0]


def test_an_articles_own_question_is_nearest(shop: Index) -> None:
    found = measured(shop, "Wat kost het huren van een grasmaaier?", "nl/maaier-huren#huurprijzen", "nl/retour#kosten")
    assert found.near[0] == pytest.approx(1.0, abs=0.01)
    assert found.near[1] < 0.7
    assert found.named[0] == pytest.approx(1.0, abs=0.01)


def test_a_heading_tells_passages_of_one_article_apart(shop: Index) -> None:
    found = measured(shop, "borg", "nl/maaier-huren#borg", "nl/maaier-huren#huurprijzen", "nl/maaier-huren#intro")
    assert found.headed.tolist() == [pytest.approx(1.0), 0.0, 0.0]
    assert found.told[0] > found.told[1] == 0


def test_coverage_is_the_share_of_the_questions_weight(shop: Index) -> None:
    half = measured(shop, "borg voor een olifant", "nl/maaier-huren#borg", "nl/zaaikalender#intro")
    assert 0.3 < half.coverage[0] < 0.7
    assert half.coverage[1] == 0
    assert half.strange[0] == half.strange[1] > 0.3


def test_more_matched_words_are_more_to_go_by(shop: Index) -> None:
    one = measured(shop, "borg", "nl/maaier-huren#borg")
    more = measured(shop, "borg van de grasmaaier", "nl/maaier-huren#borg")
    assert 0 < one.amount[0] < more.amount[0] < 1
    assert 0 < one.words[0] < more.words[0] < 1
