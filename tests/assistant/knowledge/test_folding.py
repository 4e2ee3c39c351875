"""What says the same is shown once: that for fewer eyes, else the newer; the others are named."""

from dataclasses import replace
from datetime import date

import pytest
from tests.assistant.knowledge.shop import DAY, article

from kompas.assistant.domain.knowledge import Article, Audience, Found
from kompas.assistant.knowledge.compiling import compiled

SAID = (
    "Wie de kassabon niet meer heeft, laat de aankoop op een bankafschrift zien. Wij zoeken hem dan op in het systeem"
    " van de winkel en geven binnen 14 dagen het geld terug."
)
OLD = article("nl", "kassabon", "Kassabon kwijt", SAID, updated=date(2025, 1, 1))
NEW = article("nl", "geld-terug", "Geld terug bij een defect", SAID, updated=date(2026, 1, 1))
QUESTION = "ik ben mijn kassabon kwijt, kan een bankafschrift ook"


def found(*articles: Article, audience: Audience = Audience.PUBLIC) -> list[Found]:
    return list(compiled(articles, {}).search(QUESTION, "nl", DAY, audience))


def ids(those: list[Found]) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.passage.id, one.also) for one in those]


def test_the_newer_is_kept_and_the_other_named() -> None:
    assert ids(found(OLD, NEW)) == [("nl/geld-terug#intro", ("nl/kassabon#intro",))]
    assert ids(found(OLD, replace(NEW, updated=None))) == [("nl/kassabon#intro", ("nl/geld-terug#intro",))]


def test_that_for_staff_goes_first_for_staff_alone() -> None:
    inside = replace(NEW, audience=Audience.STAFF, updated=None)
    assert ids(found(OLD, inside, audience=Audience.STAFF)) == [("nl/geld-terug#intro", ("nl/kassabon#intro",))]
    assert ids(found(OLD, inside)) == [("nl/kassabon#intro", ())]


@pytest.mark.parametrize(
    "other",
    [
        SAID.replace("14", "30"),
        SAID.replace("14 dagen", "14 weken"),
        SAID.replace("geven binnen", "geven niet binnen"),
        SAID + " Zonder afschrift kan het niet, ook niet met foto.",
    ],
)
def test_what_differs_in_a_number_a_denial_or_more_words_stays(other: str) -> None:
    those = found(OLD, replace(NEW, body=other))
    assert {one.passage.article.slug for one in those} == {"kassabon", "geld-terug"}
    assert not any(one.also for one in those)


def test_of_three_two_are_named() -> None:
    third = replace(OLD, id="nl/derde", slug="derde", title="Bonnen", updated=date(2024, 1, 1))
    (one,) = found(OLD, NEW, third)
    assert one.passage.article.slug == "geld-terug"
    assert set(one.also) == {"nl/kassabon#intro", "nl/derde#intro"}


def test_where_a_word_differs_that_which_answers_better_stays() -> None:
    said = (
        "Uw {0} verlengen doet u aan de balie van het gemeentehuis. Neem het oude document mee, een recente pasfoto en geld om"
        " te betalen. De ambtenaar controleert uw gegevens, neemt vingerafdrukken af en vraagt om een handtekening. Ophalen kan"
        " later, zelf en met een afspraak, of via een koerier op uw adres."
    )
    card = article("nl", "kaart", "Kaart", said.format("identiteitskaart"), updated=date(2025, 1, 1))
    passport = article("nl", "paspoort", "Pas", said.format("paspoort"), updated=date(2026, 1, 1))
    those = compiled([card, passport], {}).search("hoe verleng ik mijn identiteitskaart", "nl", DAY, Audience.PUBLIC)
    assert those[0].passage.article.slug == "kaart"
