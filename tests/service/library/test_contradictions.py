"""Two articles that say another number of the same matter are found; what merely stands near each other is not."""

from types import SimpleNamespace
from typing import Any, cast

from kompas.assistant.assistant import Assistant
from kompas.assistant.domain.knowledge import Article, Audience
from kompas.assistant.knowledge.passages import cut
from kompas.service.library.contradictions import Contradictions


def thinking(*articles: Article) -> Assistant:
    """An assistant that cuts as ours does, and takes every small word for its own stem."""
    company = SimpleNamespace(articles=articles, version=repr(articles))
    stems = {"stems": lambda text, lang: tuple(text.casefold().replace(".", "").split())}
    return cast(Any, SimpleNamespace(company=company, passages=cut, **stems))


def article(slug: str, body: str, **more: Any) -> Article:
    return Article(f"nl/{slug}", slug, "nl", slug.capitalize(), body, **more)


RETURNS = article("retour", "## Termijn\nU kunt een fiets binnen 30 dagen terugsturen.\n")


def test_other_numbers_under_the_same_heading() -> None:
    other = article("ruilen", "## Termijn\nU kunt een fiets binnen 14 dagen terugsturen of ruilen.\n")
    finder = Contradictions()
    (clash,) = finder.look(thinking(RETURNS, other)).contradictions
    assert clash.shared == "Termijn"
    assert {clash.one.text, clash.other.text} == {
        "U kunt een fiets binnen 30 dagen terugsturen.",
        "U kunt een fiets binnen 14 dagen terugsturen of ruilen.",
    }
    assert finder.articles() == {"nl/retour", "nl/ruilen"}


def test_other_numbers_to_the_same_question() -> None:
    asked = ("Hoe lang mag ik terugsturen?",)
    one = article("a", "Een fiets terugsturen kan 30 dagen lang.\n", questions=asked)
    other = article("b", "Een fiets terugsturen kan 14 dagen lang.\n", questions=asked)
    assert [clash.shared for clash in Contradictions().look(thinking(one, other)).contradictions] == list(asked)


def test_the_same_number_other_words_or_another_reader_is_none() -> None:
    same = article("b", "## Termijn\nU kunt een fiets binnen 30 dagen terugsturen.\n")
    words = article("c", "## Termijn\nDe lease loopt 36 maanden door.\n")
    inside = article("d", "## Termijn\nU kunt een fiets binnen 14 dagen terugsturen.\n", audience=Audience.STAFF)
    elsewhere = article("e", "## Helmen\nU kunt een fiets binnen 14 dagen terugsturen.\n")
    found = Contradictions().look(thinking(RETURNS, same, words, inside, elsewhere))
    assert (found.contradictions, found.read, found.all) == ((), 4, 4)


def test_it_goes_on_where_it_stopped_and_forgets_what_changed() -> None:
    other = article("ruilen", "## Termijn\nU kunt een fiets binnen 14 dagen terugsturen.\n")
    finder = Contradictions()
    first = finder.look(thinking(RETURNS, other), seconds=-1)
    assert (first.read, first.contradictions) == (0, ())
    assert len(finder.look(thinking(RETURNS, other)).contradictions) == 1
    mended = article("ruilen", "## Termijn\nU kunt een fiets binnen 30 dagen terugsturen.\n")
    assert finder.look(thinking(RETURNS, mended)).contradictions == ()
