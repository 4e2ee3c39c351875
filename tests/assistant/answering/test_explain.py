import pytest
from tests.assistant.answering.house import VOICE

from kompas.assistant.answering.explain import Depth, explain
from kompas.assistant.answering.phrases import LANGUAGES
from kompas.assistant.domain.decision import Reason
from kompas.assistant.domain.errors import Permanent

CODES = """wants_human crisis distress complaint legal_threat anger upset repetition house_rule others_data not_known
off_topic certain_enough intent_certain two_near vague workflow_step workflow_left workflow_fault accepted_offer
refused_offer small_talk are_you_human wrong_answer confused too_many_codes check_failed no_question"""
TITLES = {"nl/levertijd#intro": "Levertijd", "retour": "een retour"}


@pytest.mark.parametrize("code", CODES.split())
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("depth", Depth)
def test_every_reason_is_worded(code: str, lang: str, depth: Depth) -> None:
    full = Reason(code, "rule-1", ("nl/levertijd#intro", "retour"), 0.4567, 0.6)
    bare = Reason(code)
    for reason in (full, bare):
        said = explain(reason, lang, TITLES, VOICE, depth)
        assert said
        assert "{" not in said
        assert "None" not in said


@pytest.mark.parametrize("code", CODES.split())
def test_customers_read_no_numbers_and_no_ids(code: str) -> None:
    said = explain(Reason(code, "rule-1", ("nl/secret#1", "retour"), 0.4567, 0.6), "nl", TITLES, VOICE)
    assert not any(digit in said for digit in "0123456789")
    assert "rule-1" not in said
    assert "secret" not in said


def test_agents_read_numbers_in_their_language() -> None:
    reason = Reason("certain_enough", evidence=("nl/levertijd#intro", "nl/x#y"), value=0.8123, threshold=0.6)
    assert explain(reason, "nl", TITLES, VOICE, Depth.AGENT) == (
        "Zekerheid 0,81 bij een grens van 0,60. Bron: Levertijd, nl/x#y."
    )
    assert "Certainty 0.81 against a threshold of 0.60." in explain(reason, "en", TITLES, VOICE, Depth.AGENT)


def test_sources_are_named_once() -> None:
    reason = Reason("certain_enough", evidence=("a", "b"))
    assert explain(reason, "nl", {"a": "Levertijd", "b": "Levertijd"}, VOICE).count("Levertijd") == 1


def test_a_house_rule_gives_its_own_because() -> None:
    reason = Reason("house_rule", rule="overlijden")
    assert explain(reason, "nl", {"overlijden": "Dit bespreken wij zelf."}, VOICE) == "Dit bespreken wij zelf."
    assert "overlijden" in explain(reason, "nl", {"overlijden": "Dit bespreken wij zelf."}, VOICE, Depth.AGENT)


def test_an_unknown_code_is_an_error() -> None:
    with pytest.raises(Permanent):
        explain(Reason("nothing"), "nl", {}, VOICE)
