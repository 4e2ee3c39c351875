import re

import pytest

from kompas.assistant.answering.phrases import FORMS, LANGUAGES, filled, phrases, placeholders
from kompas.assistant.knowledge.sentences import sentences

ASKED_FOR = """welcome hello thanks goodbye small_talk are_you_human doubt not_known partly_known off_topic others_data
crisis waiting waiting_first left_queue closed closed_ask_address promise_mail.subject promise_mail.body agent_joined
agent_returned resolved identity_ask_mail identity_code_sent code_mail.subject code_mail.body code_wrong code_expired
code_too_many identity_done technical_fault masked.bsn masked.iban masked.card stopped language_note offer_yes
confused offer_refused choose_none fault"""
HANDOVERS = (
    "wants_human distress complaint legal_threat anger upset repetition house_rule workflow_fault accepted_offer "
    "wrong_answer"
)
DUTCH = [(key, form, said[form]) for key, said in phrases("nl").items() for form in FORMS]
SAID = [(lang, key, form, said[form]) for lang in LANGUAGES for key, said in phrases(lang).items() for form in FORMS]


def test_every_moment_has_its_phrase() -> None:
    keys = set(phrases("nl"))
    assert set(ASKED_FOR.split()) <= keys
    assert {f"handing_over.{code}" for code in HANDOVERS.split()} <= keys


def test_both_languages_have_the_same_keys_and_places() -> None:
    dutch, english = phrases("nl"), phrases("en")
    assert set(dutch) == set(english)
    assert len(dutch) > 100
    for key, said in dutch.items():
        assert placeholders(said["u"]) == placeholders(said["je"]) == placeholders(english[key]["u"]), key


def test_calm_and_plain() -> None:
    for _lang, key, _form, said in SAID:
        assert said.strip(), key
        assert not any(sign in said for sign in "!—–"), key
        assert not {"helaas", "sorry", "unfortunately"} & set(re.findall(r"\w+", said.lower())), key


def test_dutch_sentences_are_short() -> None:
    for _key, _form, said in DUTCH:
        plain = re.sub(r"\{\w+\|\w+\|(\w+)\}", r"\1", said)
        for sentence in (sentence for line in plain.splitlines() for sentence in sentences(line)):
            assert len(sentence.split()) <= 20, sentence


def test_one_form_of_address_at_a_time() -> None:
    for key, form, said in DUTCH:
        others = {"je", "jij", "jou", "jouw"} if form == "u" else {"u", "uw"}
        assert not others & set(re.findall(r"\w+", said.lower())), key


def test_both_forms_are_there_where_they_differ() -> None:
    differing = [key for key, said in phrases("nl").items() if said["u"] != said["je"]]
    assert {"welcome", "not_known", "closed", "why.wants_human.customer"} <= set(differing)


def test_filling_in() -> None:
    assert filled("{n} {n|minuut|minuten} op {dag}", {"n": 1, "dag": "maandag"}) == "1 minuut op maandag"
    assert filled("{n} {n|minuut|minuten}", {"n": 6}) == "6 minuten"
    assert placeholders("{n} {n|a|b} {dag}") == {"n", "dag"}


def test_what_is_filled_in_is_not_filled_again() -> None:
    assert filled("{a}", {"a": "{b}", "b": "secret"}) == "{b}"


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        filled("{n}", {})
