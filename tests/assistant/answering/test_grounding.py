from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests.assistant.answering.house import VOICE, passage

from kompas.assistant.answering.compose import offered
from kompas.assistant.answering.grounding import check
from kompas.assistant.domain.handover import Brief
from kompas.assistant.domain.knowledge import Items, Paragraph, Passage, Table
from kompas.assistant.domain.reply import (
    Choice,
    ChoicesPart,
    Citation,
    Draft,
    ListPart,
    NoticePart,
    OfferPart,
    Part,
    RecordPart,
    Spoken,
    TablePart,
    TextPart,
)

SOURCE = passage(
    "p",
    Paragraph(("De borg is € 100.", "U krijgt de borg terug.", "Dat duurt 3 dagen.")),
    Items(("de bon", "een bankpas")),
    Table(("Maaier", "Prijs"), (("klein", "€ 10"), ("groot", "€ 70"))),
)
OTHER = passage("q", Paragraph(("Het slot kost € 20.",)))


def citation(n: int, source: Passage) -> Citation:
    return Citation(n, source.id, source.article.title, source.heading, source.article.lang, source.text)


def problems(*parts: Part, citations: tuple[Citation, ...] = (citation(1, SOURCE),)) -> tuple[str, ...]:
    return check(Draft("nl", parts, citations), [SOURCE, OTHER])


@pytest.mark.parametrize(
    "part",
    [
        TextPart("De borg is € 100.", (1,)),
        TextPart("De borg is  € 100.\nDat duurt 3 dagen.", (1,)),
        TextPart("Kop", (1,)),
        TextPart("Maaiers huren", (1,)),
        ListPart(("een bankpas",), (1,)),
        TablePart(("Maaier", "Prijs"), (("groot", "€ 70"),), (1,)),
        TextPart(VOICE.say("hello", "nl")),
        NoticePart(VOICE.language_note("en", "nl")),
        offered("nl", VOICE, Brief("x")),
        ChoicesPart((Choice("de borg", "de borg"),)),
        RecordPart((("Bestelling", "ZW-1"),), "uw bestelgegevens", datetime(2026, 11, 24, tzinfo=UTC), "order_status"),
    ],
)
def test_what_stands_in_the_source_may_be_said(part: Part) -> None:
    assert problems(part) == ()


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (TextPart("De borg is gratis."), ("uncited",)),
        (ListPart((Spoken("de bon"),)), ("uncited",)),
        (NoticePart("Alles is gratis."), ("uncited",)),
        (OfferPart("Ja, ik wil mijn geld terug", "ja", Brief("x")), ("uncited",)),
        (TextPart("De borg is gratis.", (1,)), ("not_in_source",)),
        (TextPart("De borg is € 100. Dat is gratis.", (1,)), ("not_in_source",)),
        (TextPart("borg is € 100.", (1,)), ("not_in_source",)),  # not a whole sentence
        (TextPart("De borg is € 1000.", (1,)), ("not_in_source", "number_not_in_source")),
        (TextPart("Het slot kost € 20.", (1,)), ("not_in_source", "number_not_in_source")),  # of another passage
        (ListPart(("de bon", "een auto"), (1,)), ("not_in_source",)),
        (TablePart(("Maaier", "Prijs"), (("klein", "€ 70"),), (1,)), ("not_in_source",)),
        (TablePart(("Maaier", "Korting"), (("klein", "€ 10"),), (1,)), ("not_in_source",)),
        (TextPart("De borg is € 100.", (2,)), ("unknown_citation", "not_in_source", "number_not_in_source")),
        (TextPart(Spoken("Klik <a href=x>hier</a>")), ("markup",)),
        (TextPart(Spoken("Om\u202egekeerd")), ("markup",)),
        (TextPart(Spoken("lang " * 1000)), ("too_long",)),
        (ChoicesPart((Choice("<b>x</b>", "x"),)), ("markup",)),
        (ChoicesPart((Choice("x" * 500, "x"),)), ("too_long",)),
        (TextPart(Spoken(" ")), ("empty",)),
    ],
)
def test_anything_else_may_not(part: Part, expected: tuple[str, ...]) -> None:
    assert problems(part) == expected


def test_spoken_words_that_were_added_to_are_not_spoken_any_more() -> None:
    assert problems(TextPart(VOICE.say("hello", "nl") + " Alles is gratis.")) == ("uncited",)


def test_a_sentence_may_stand_on_two_sources() -> None:
    both = TextPart("De borg is € 100. Het slot kost € 20.", (1, 2))
    assert problems(both, citations=(citation(1, SOURCE), citation(2, OTHER))) == ()
    assert problems(both) != ()


def test_a_citation_shows_the_passage_as_it_is() -> None:
    part = TextPart("De borg is € 100.", (1,))
    assert problems(part, citations=(replace(citation(1, SOURCE), passage="De borg is gratis."),)) == (
        "changed_citation",
    )
    assert problems(part, citations=(replace(citation(1, SOURCE), title="Alles gratis"),)) == ("changed_citation",)
    assert problems(part, citations=(replace(citation(1, SOURCE), heading="Gratis"),)) == ("changed_citation",)
    stranger = replace(citation(1, SOURCE), passage_id="nl/elders#x")
    assert "unknown_citation" in problems(part, citations=(stranger,))


def test_two_citations_never_share_a_number() -> None:
    part = TextPart("De borg is € 100.", (1,))
    assert "unknown_citation" in problems(part, citations=(citation(1, SOURCE), citation(1, OTHER)))


def test_an_empty_draft_says_nothing() -> None:
    assert problems() == ("empty",)


def test_the_whole_reply_has_a_limit() -> None:
    many = tuple(TextPart(Spoken("zin " * 200)) for _ in range(20))
    assert problems(*many) == ("too_long",)
