"""Every part as the front door sends it: plain JSON, nothing lost, nothing turned into markup."""

import json
from dataclasses import fields
from datetime import UTC, date, datetime
from typing import get_args

import pytest
from jsonschema import Draft202012Validator

from kompas.assistant.domain.handover import Brief, BriefFact
from kompas.assistant.domain.reply import (
    Choice,
    ChoicesPart,
    Citation,
    ListPart,
    NoticePart,
    OfferPart,
    Part,
    Provenance,
    RecordPart,
    Reply,
    TablePart,
    TextPart,
)
from kompas.service.conversations.wire import brief_json, spoken, words_of
from kompas.service.front_door.openapi import description

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
BRIEF = Brief("Ruilen", (BriefFact("Bestelling ZF-1", "proven", AT),), ("Gezocht",), ("Ruilen",), "rustig", "Hoe lang?")
PARTS: list[Part] = [
    TextPart("<b>Twee</b> dagen & meer.", (1,)),
    ListPart(("een", "twee"), (1,)),
    TablePart(("Dag", "Prijs"), (("ma", "€ 1"),), (1,)),
    RecordPart((("Status", "onderweg"),), "uw gegevens", AT, "order_status"),
    ChoicesPart((Choice("Ruilen", "Het gaat om ruilen"),)),
    OfferPart("Zal ik het doorgeven?", "ja", BRIEF),
    NoticePart("Let op."),
]


def test_the_list_of_parts_is_whole() -> None:
    assert {type(part) for part in PARTS} == set(get_args(Part))


@pytest.mark.parametrize("part", PARTS, ids=lambda part: type(part).__name__)
def test_a_part_has_the_shape_that_the_description_tells_and_keeps_its_words(part: Part) -> None:
    told = json.loads(words_of(Reply("nl", (part,), (), Provenance.QUOTE, "plat")).parts)[0]
    schema = {"$ref": "#/components/schemas/Part", "components": description()["components"]}
    Draft202012Validator(schema).validate(told)
    assert told["kind"] == type(part).__name__.removesuffix("Part").lower()
    if isinstance(part, TextPart):
        assert told == {"kind": "text", "text": "<b>Twee</b> dagen & meer.", "cites": [1]}
    assert set(told) >= {field.name for field in fields(part)}


def test_a_citation_keeps_the_passage_as_it_was_quoted() -> None:
    citation = Citation(
        1, "nl/ruilen#1", "Ruilen", "In de winkel", "nl", "Binnen 14 dagen.", date(2026, 1, 2), "https://x"
    )
    words = words_of(
        Reply("nl", (TextPart("Binnen 14 dagen.", (1,)),), (citation,), Provenance.QUOTE, "Binnen 14 dagen.")
    )
    assert (words.author, words.provenance, words.text) == ("assistant", "quote", "Binnen 14 dagen.")
    (told,) = json.loads(words.citations)
    assert (told["n"], told["id"], told["passage"], told["updated"]) == (
        1,
        "nl/ruilen#1",
        "Binnen 14 dagen.",
        "2026-01-02",
    )


def test_a_brief_tells_its_sources_by_title_and_what_was_corrected() -> None:
    told = brief_json(BRIEF, "Nee, retour.")
    assert (told["sources"], told["correction"]) == ([{"title": "Ruilen"}], "Nee, retour.")
    assert told["facts"] == [{"text": "Bestelling ZF-1", "proof": "proven", "at": AT.isoformat()}]


def test_plain_words_are_one_text_without_citation() -> None:
    words = spoken("Een <i>moment</i>", "nl", "system")
    assert (words.author, words.provenance) == ("system", "template")
    assert json.loads(words.parts) == [{"kind": "text", "text": "Een <i>moment</i>", "cites": []}]
