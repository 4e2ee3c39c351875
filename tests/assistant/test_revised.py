"""A changed company answers at once, from what was prepared before the change."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from tests.assistant.talk import ADA, turn

from kompas.assistant.assistant import Assistant
from kompas.assistant.domain.company import Intent
from kompas.assistant.domain.decision import Answer, AskBack, Continue, Decline, HandOver
from kompas.assistant.domain.knowledge import Article, Audience
from kompas.assistant.prepared import Prepared

ASKED = ("wat is de levertijd", "hoe lang duurt het naar België", "waar is mijn boek", "medewerker", "iets onbekends")
GIFTS = Article(
    "nl/cadeaubon",
    "cadeaubon",
    "nl",
    "Cadeaubonnen",
    "Een cadeaubon is drie jaar geldig. U koopt hem in de winkel vanaf € 10.",
    ("Hoe lang is een cadeaubon geldig?", "Verkopen jullie cadeaubonnen?"),
)


@pytest.fixture
def assistant(molen: Prepared) -> Assistant:
    return Assistant(molen)


def changed(assistant: Assistant, slug: str, **more: Any) -> tuple[Article, ...]:
    return tuple(replace(one, **more) if one.slug == slug else one for one in assistant.company.articles)


def revised(assistant: Assistant, version: str = "later", **more: Any) -> Assistant:
    return assistant.revised(replace(assistant.company, version=version, **more))


def given(assistant: Assistant, text: str, **more: Any) -> list[str]:
    return [citation.passage_id for citation in assistant.take_turn(turn(text, **more)).reply.citations]


def test_without_a_change_all_answers_are_the_same(assistant: Assistant) -> None:
    same = assistant.revised(assistant.company)
    for text in ASKED:
        one, other = assistant.take_turn(turn(text, identity=ADA)), same.take_turn(turn(text, identity=ADA))
        assert (one.decision, one.reply, one.memory) == (other.decision, other.reply, other.memory)


def test_a_changed_sentence_is_cited_in_its_new_words(assistant: Assistant) -> None:
    body = "De levertijd van een boek is 9 werkdagen."
    said = revised(assistant, articles=changed(assistant, "levertijd", body=body)).take_turn(
        turn("wat is de levertijd")
    )
    assert "9 werkdagen" in said.reply.text
    assert all("9 werkdagen" in citation.passage for citation in said.reply.citations)
    assert said.facts.company_version == "later"
    assert "2 werkdagen" in assistant.take_turn(turn("wat is de levertijd")).reply.text


def test_an_article_that_is_gone_is_never_cited(assistant: Assistant) -> None:
    left = tuple(one for one in assistant.company.articles if one.slug != "levertijd")
    without = revised(assistant, articles=left)
    for text in (*ASKED, "Levertijd", "delivery time"):
        assert not any("levertijd" in passage for passage in given(without, text))
    again = without.revised(assistant.company)
    assert given(again, "wat is de levertijd") == given(assistant, "wat is de levertijd") != []


def test_a_new_article_that_no_intent_names_answers(assistant: Assistant) -> None:
    articles = (*assistant.company.articles, GIFTS)
    said = revised(assistant, articles=articles).take_turn(turn("hoe lang is een cadeaubon geldig?"))
    assert isinstance(said.decision, Answer)
    assert "drie jaar" in said.reply.text
    assert isinstance(assistant.take_turn(turn("hoe lang is een cadeaubon geldig?")).decision, Decline | HandOver)
    for more in ({"audience": Audience.STAFF}, {"valid_until": turn("").at.date().replace(year=2025)}):
        kept = revised(assistant, articles=(*assistant.company.articles, replace(GIFTS, **more)))
        assert given(kept, "hoe lang is een cadeaubon geldig?") == []


def test_a_new_intent_is_found_by_its_examples_and_named(assistant: Assistant) -> None:
    title = {"nl": "cadeaubonnen", "en": "gift vouchers"}
    intent = Intent("bonnen", title, {"nl": ("ik zoek een presentje",)}, articles=("cadeaubon",))
    articles = (*assistant.company.articles, GIFTS)
    new = revised(assistant, articles=articles, intents={**assistant.company.intents, "bonnen": intent})
    taken = new.take_turn(turn("ik zoek een presentje"))
    assert [guess.intent for guess in taken.facts.questions[0].near][:1] == ["bonnen"]
    assert isinstance(taken.decision, Answer | AskBack)


def test_an_intent_that_is_gone_is_not_guessed(assistant: Assistant) -> None:
    intents: Mapping[str, Intent] = {id: one for id, one in assistant.company.intents.items() if one.workflow is None}
    without = revised(assistant, intents=intents, workflows={})
    taken = without.take_turn(turn("waar is mijn boek", identity=ADA))
    assert not isinstance(taken.decision, Continue)
    assert all(guess.intent in intents for question in taken.facts.questions for guess in question.guesses)


def test_voice_rules_and_thresholds_hold_at_once(assistant: Assistant) -> None:
    voice = replace(assistant.company.voice, phrases={"nl": {"anything_else": "Zeg het maar."}})
    thresholds = replace(assistant.company.thresholds, answer=0.99, ask_back=0.98)
    strict = revised(assistant, voice=voice, thresholds=thresholds, rules=())
    assert strict.voice.say("anything_else", "nl") == "Zeg het maar."
    assert not strict.prepared.house.holding("de kas", ())
    assert strict.take_turn(turn("wat is de levertijd")).facts.answer_from == 0.99


def test_a_revision_of_a_revision_is_made_from_what_was_prepared(assistant: Assistant) -> None:
    again = assistant
    for day in range(3, 6):
        body = f"De levertijd is {day} werkdagen."
        again = revised(again, articles=changed(assistant, "levertijd", body=body))
        assert again.prepared.base is assistant.prepared
        assert f"{day} werkdagen" in again.take_turn(turn("wat is de levertijd")).reply.text
    assert again.prepared.index.articles[: len(assistant.prepared.index.articles)] == list(
        assistant.prepared.index.articles
    )


def test_systems_are_connected_anew_only_when_they_are_given(assistant: Assistant) -> None:
    assert revised(assistant).connectors is assistant.connectors
    assert assistant.revised(assistant.company, {}).connectors == {}


def test_a_dutch_question_is_answered_from_an_english_article_with_a_note_only(assistant: Assistant) -> None:
    english = Article(
        "en/souvenirs",
        "souvenirs",
        "en",
        "Souvenirs",
        "Souvenirs are made in our own workshop. Souvenirs cost 12 euro.",
        ("souvenirs?",),
    )
    both = (*assistant.company.articles, english)
    taken = revised(assistant, articles=both).take_turn(turn("verkopen jullie souvenirs? souvenirs"))
    assert isinstance(taken.decision, Answer), taken.decision
    assert taken.reply.text.startswith("Dit antwoord staat alleen in het Engels.")
    assert {citation.passage_id.partition("#")[0] for citation in taken.reply.citations} == {"en/souvenirs"}
    dutch = replace(english, id="nl/souvenirs", lang="nl", body="Souvenirs maken we zelf. Souvenirs kosten 12 euro.")
    taken = revised(assistant, articles=(*both, dutch)).take_turn(turn("verkopen jullie souvenirs? souvenirs"))
    assert "alleen in het Engels" not in taken.reply.text
    assert {citation.passage_id.partition("#")[0] for citation in taken.reply.citations} == {"nl/souvenirs"}
