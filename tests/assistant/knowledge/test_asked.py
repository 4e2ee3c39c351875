import numpy as np
import pytest

from kompas.assistant.knowledge.asked import Asked, asked, terms_for
from kompas.assistant.knowledge.index import Index


def prepared(shop: Index, question: str, lang: str = "nl", target: str = "nl") -> Asked | None:
    terms = terms_for(shop.analysis.terms(question, lang), lang, target, shop.analysis, shop.bridge)
    return asked(terms, 3.0, shop._numbers, shop._catalogue)


def test_what_the_knowledge_does_not_know_is_strange(shop: Index) -> None:
    known = prepared(shop, "retourkosten")
    half = prepared(shop, "retourkosten van een olifant")
    assert known is not None
    assert half is not None
    assert known.strange == pytest.approx(0)
    assert half.strange == pytest.approx(3.0)
    assert half.total == pytest.approx(known.total + 3.0)


def test_nothing_known_is_nothing_asked(shop: Index) -> None:
    assert prepared(shop, "olifanten in afrika") is None
    assert prepared(shop, "hoe en wat?") is None


def test_of_each_word_the_best_way_counts(shop: Index) -> None:
    one = prepared(shop, "grasmaaier")
    assert one is not None
    whole = np.array([[token == "nl:grasmaier" for token in one.tokens]])
    parts = np.array([[token in ("nl:gras", "nl:maier") for token in one.tokens]])
    nothing = np.zeros_like(whole)
    degrees = [float(one.degrees(present)[0, 0]) for present in (whole, parts, nothing)]
    assert degrees[0] == pytest.approx(1.0)
    assert 0 < degrees[1] < 1
    assert degrees[2] == 0


def test_everyday_words_weigh_less(shop: Index) -> None:
    plain, chatty = prepared(shop, "plant"), prepared(shop, "hallo, ik heb een vraag over een plant")
    assert plain is not None
    assert chatty is not None
    assert chatty.total == pytest.approx(plain.total)


def test_a_question_in_another_language_is_asked_in_both(shop: Index) -> None:
    one = prepared(shop, "how much is it to hire a mower", "en", "nl")
    assert one is not None
    assert {"nl:hur", "en:mower"} <= set(one.tokens)
