"""Two articles that say another number of the same matter are found; what merely stands near each other is not."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from kompas.assistant.assistant import Assistant
from kompas.assistant.domain.knowledge import Article, Audience
from kompas.assistant.knowledge.passages import cut
from kompas.service.library import contradictions
from kompas.service.library.contradictions import compare


def thinking(*articles: Article) -> Assistant:
    """An assistant that cuts as ours does, and takes every small word for its own stem."""
    company = SimpleNamespace(articles=articles, version=repr(articles))
    stems = {"stems": lambda text, lang: tuple(text.casefold().replace(".", "").split())}
    return cast(Any, SimpleNamespace(company=company, passages=cut, **stems))


def article(slug: str, body: str, **more: Any) -> Article:
    return Article(f"nl/{slug}", slug, "nl", slug.capitalize(), body, **more)


def term(slug: str, days: int) -> Article:
    return article(slug, f"## Termijn\nU kunt een fiets binnen {days} dagen terugsturen.\n")


RETURNS = term("retour", 30)


def test_other_numbers_under_the_same_heading() -> None:
    other = article("ruilen", "## Termijn\nU kunt een fiets binnen 14 dagen terugsturen of ruilen.\n")
    (clash,) = compare(thinking(RETURNS, other)).clashes
    assert clash.shared == "Termijn"
    assert {clash.one.text, clash.other.text} == {
        "U kunt een fiets binnen 30 dagen terugsturen.",
        "U kunt een fiets binnen 14 dagen terugsturen of ruilen.",
    }


def test_other_numbers_to_the_same_question() -> None:
    asked = ("Hoe lang mag ik terugsturen?",)
    one = article("a", "Een fiets terugsturen kan 30 dagen lang.\n", questions=asked)
    other = article("b", "Een fiets terugsturen kan 14 dagen lang.\n", questions=asked)
    assert [clash.shared for clash in compare(thinking(one, other)).clashes] == list(asked)


def test_the_same_number_other_words_or_another_reader_is_none() -> None:
    words = article("c", "## Termijn\nDe lease loopt 36 maanden door.\n")
    inside = article("d", "## Termijn\nU kunt een fiets binnen 14 dagen terugsturen.\n", audience=Audience.STAFF)
    elsewhere = article("e", "## Helmen\nU kunt een fiets binnen 14 dagen terugsturen.\n")
    found = compare(thinking(RETURNS, term("b", 30), words, inside, elsewhere))
    assert (found.clashes, found.articles, found.more) == ((), 4, False)


def test_the_most_are_told_beside_those_that_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contradictions, "MOST", 2)
    articles = thinking(RETURNS, term("a", 10), term("b", 11))
    found = compare(articles)
    assert (len(found.clashes), found.more) == (2, True)
    found = compare(articles, {found.clashes[0].digest})
    assert (len(found.clashes), found.more) == (3, False)


def test_a_pair_is_the_same_for_as_long_as_both_sentences_are() -> None:
    (before,) = compare(thinking(RETURNS, term("a", 10))).clashes
    (longer,) = compare(thinking(RETURNS, article("a", f"Vooraf.\n\n{term('a', 10).body}"))).clashes
    (other,) = compare(thinking(RETURNS, term("a", 11))).clashes
    assert before.digest == longer.digest != other.digest
