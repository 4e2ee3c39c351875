"""An answer points on to the articles that its words link to, where these may be read."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.assistant.talk import AT

from kompas.assistant.answering.extract import Quoted
from kompas.assistant.domain.knowledge import Article, Audience
from kompas.assistant.domain.reply import Citation, TextPart
from kompas.assistant.further import further
from kompas.assistant.prepared import Prepared

DAY = AT.date()
BODY = "Een boek bezorgen we. De dag kiest u zelf: zie [bezorgen](bezorgen.md). Boos? Zie [onze hulp](hulp.md)."
FROM = Article("nl/boek", "boek", "nl", "Boeken", BODY)
TO = Article("nl/bezorgen", "bezorgen", "nl", "Thuis laten bezorgen", "We komen langs.")
SAID = "De dag kiest u zelf: zie bezorgen."


def pointed(molen: Prepared, *articles: Article, said: str = SAID, cites: str = "nl/boek#intro") -> list[str]:
    company = replace(molen.company, articles=(FROM, *articles))
    prepared = Prepared(company, molen.index, molen.intents, {})
    citation = Citation(1, cites, "Boeken", "", "nl", BODY)
    found = further(prepared, [Quoted((TextPart(said, (1,)),), (citation,), "nl")], "nl", DAY)
    return [one.text for one in found.options] if found is not None else []


def test_the_linked_article_is_offered_by_its_title(molen: Prepared) -> None:
    assert pointed(molen, TO) == ["Thuis laten bezorgen"]


def test_only_what_the_quoted_words_link_to(molen: Prepared) -> None:
    assert pointed(molen, TO, said="Een boek bezorgen we.") == []


@pytest.mark.parametrize(
    "changed",
    [
        {"audience": Audience.STAFF},
        {"valid_until": DAY - timedelta(days=1)},
        {"valid_from": DAY + timedelta(days=1)},
        {"title": "Een medewerker spreken"},
    ],
)
def test_nothing_that_may_not_be_read_or_that_fetches_a_person(molen: Prepared, changed: dict[str, object]) -> None:
    assert pointed(molen, replace(TO, **changed)) == []  # type: ignore[arg-type]


def test_nothing_that_is_cited_already(molen: Prepared) -> None:
    assert pointed(molen, TO, cites="nl/bezorgen#intro") == []
