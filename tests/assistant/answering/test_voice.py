import pytest
from tests.assistant.answering.house import VOICE

from kompas.assistant.answering.voice import Voice
from kompas.assistant.domain.company import Voice as CompanyVoice
from kompas.assistant.domain.errors import Permanent
from kompas.assistant.domain.reply import Spoken


def test_it_says_what_the_company_is_called() -> None:
    said = VOICE.say("welcome", "nl")
    assert (
        said == "U chat met de AI-assistent van Groenhof. Ik antwoord met bronnen. Een medewerker spreken kan altijd."
    )
    assert isinstance(said, Spoken)
    assert "Groenhof's AI assistant" in VOICE.say("welcome", "en")


def test_waiting_counts_minutes() -> None:
    assert "3. Meestal duurt dat nu 6 minuten." in VOICE.say("waiting", "nl", position=3, minutes=6)
    assert "It usually takes 1 minute now." in VOICE.say("waiting", "en", position=3, minutes=1)


def test_je_is_used_throughout() -> None:
    familiar = Voice(CompanyVoice(address_form="je"), "Groenhof", ("nl",))
    assert familiar.say("hello", "nl") == "Hallo. Waarmee kan ik je helpen?"
    assert familiar.say("hello", "en") == VOICE.say("hello", "en")


def test_the_companys_own_words_replace_the_built_in_ones() -> None:
    own = Voice(CompanyVoice(phrases={"nl": {"hello": "Dag, hier {company}."}}), "Groenhof", ("nl", "en"))
    assert own.say("hello", "nl") == "Dag, hier Groenhof."
    assert own.say("hello", "en") == VOICE.say("hello", "en")
    assert VOICE.say("hello", "nl") != "Dag, hier Groenhof."


@pytest.mark.parametrize(
    "voice",
    [
        CompanyVoice(phrases={"nl": {"helo": "Dag."}}),
        CompanyVoice(phrases={"nl": {"hello": "Dag {naam}."}}),
        CompanyVoice(address_form="gij"),
    ],
)
def test_a_voice_that_cannot_be_spoken_is_refused(voice: CompanyVoice) -> None:
    with pytest.raises(Permanent) as refused:
        Voice(voice, "Groenhof", ("nl",))
    assert refused.value.remedy


def test_an_unknown_key_or_missing_value_is_an_error() -> None:
    with pytest.raises(Permanent):
        VOICE.say("nothing", "nl")
    with pytest.raises(Permanent):
        VOICE.say("waiting", "nl", position=1)


def test_another_language_is_answered_in_the_companys_first() -> None:
    assert VOICE.say("hello", "fr") == VOICE.say("hello", "nl")
    assert Voice(CompanyVoice(), "Groenhof", ("en", "nl")).say("hello", "fr") == VOICE.say("hello", "en")


def test_doubt_names_the_matters() -> None:
    assert VOICE.doubt(["de levertijd", "een retour"], "nl").endswith("Gaat het over de levertijd of over een retour?")
    assert VOICE.doubt(["a", "b", "c"], "nl").endswith("Gaat het over a, over b of over c?")
    assert VOICE.doubt(["a", "b", "c"], "en").endswith("Is it about a, b or c?")
    assert VOICE.doubt(["a"], "en").endswith("Is it about a?")
    assert isinstance(VOICE.doubt(["a"], "en"), Spoken)


def test_every_handover_has_words() -> None:
    assert VOICE.handing_over("anger", "en") == VOICE.say("handing_over.anger", "en")
    assert "112" in VOICE.handing_over("crisis", "nl")
    assert "113" in VOICE.handing_over("crisis", "nl")
    assert VOICE.handing_over("something_new", "nl") == VOICE.say("handing_over.house_rule", "nl")


def test_the_note_on_language_names_it() -> None:
    assert VOICE.language_note("nl", "en") == "We only have this in Dutch; here it is as it stands."
    assert "het Engels" in VOICE.language_note("en", "nl")
    assert "fr" in VOICE.language_note("fr", "nl")


def test_the_mail_with_a_code_betrays_nobody() -> None:
    assert VOICE.say("identity_code_sent", "nl", minutes=10).startswith("Als dit adres bij ons bekend is")
    assert VOICE.say("identity_code_sent", "en", minutes=10).startswith("If we have this address on file")


def test_own_words_are_spoken_and_nothing_else_is_filled_in() -> None:
    said = VOICE.own("Groet van {company}: {iets}")
    assert said == "Groet van Groenhof: {iets}"
    assert isinstance(said, Spoken)
