"""A sentence against its evidence: what may be said, and what is wrong with what may not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompas.assistant.answering.likeness import MEASURES
from kompas.assistant.answering.support import coefficients, support_of

NL = (
    "U kunt uw bestelling binnen 30 dagen na ontvangst gratis terugsturen, mits het product ongebruikt is. "
    "Elektrische fietsen kunnen niet worden geretourneerd.",
    "Wij zijn open van maandag tot en met vrijdag van 9.00 tot 17.30 uur. Bezorging kost € 4,95. "
    "Bestellingen boven 1.000 euro bezorgen we in 12 werkdagen. De actie loopt tot 3 mei.",
)
EN = (
    "You can return an unused item within 30 days. Sale items cannot be returned. "
    "Refunds are paid within five working days. Write to help@example.org.",
)


@pytest.mark.parametrize(
    "text",
    [
        "U kunt uw bestelling binnen 30 dagen gratis terugsturen, mits het product ongebruikt is.",
        "Als het product ongebruikt is, kunt u uw bestelling binnen 30 dagen terugsturen.",
        "Elektrische fietsen kunt u niet retourneren.",
        "Bezorging kost 4,95 euro.",
        "We zijn doordeweeks open van 9:00 tot 17:30 uur.",
        "Bestellingen boven € 1000 komen in twaalf werkdagen.",
    ],
)
def test_what_the_evidence_says_in_other_words_may_be_said(text: str) -> None:
    found = support_of(text, NL, "nl")
    assert found.faults == ()
    assert found.holds


@pytest.mark.parametrize(
    "text",
    [
        "You can return unused items within 30 days.",
        "Sale items cannot be returned.",
        "We refund within 5 working days.",
    ],
)
def test_in_english_too(text: str) -> None:
    assert support_of(text, EN, "en").holds


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("U kunt uw bestelling binnen 14 dagen gratis terugsturen, mits ongebruikt.", "number"),
        ("Bezorging kost € 4,59.", "number"),
        ("U kunt uw bestelling binnen 30 weken terugsturen, mits het product ongebruikt is.", "unit"),
        ("Bestellingen boven € 1000 komen in 12 dagen.", "unit"),
        ("Wij zijn open op zaterdag.", "date"),
        ("De actie loopt tot 3 juni.", "date"),
        ("Vraag op maandag naar Jansen.", "name"),
        ("Bezorging kost € 4,95, zie www.elders.nl/prijs voor de prijzen.", "address"),
        ("Elektrische fietsen kunnen worden geretourneerd.", "negation"),
        ("Bezorging kost geen € 4,95.", "negation"),
        ("U kunt uw bestelling binnen 30 dagen gratis terugsturen.", "condition"),
        ("Wij garanderen dat de bezorging € 4,95 kost.", "commitment"),
    ],
)
def test_what_is_changed_is_named_and_not_said(text: str, fault: str) -> None:
    found = support_of(text, NL, "nl")
    assert fault in found.faults
    assert not found.holds


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Sale items can be returned.", "negation"),
        ("Unless it is unused, you can return an item within 30 days.", "condition"),
        ("We always refund within 5 working days.", "commitment"),
        ("We refund within 5 days.", "unit"),
        ("Write to refunds@example.org.", "address"),
    ],
)
def test_faults_in_english(text: str, fault: str) -> None:
    assert fault in support_of(text, EN, "en").faults


def test_an_invented_policy_is_not_likely() -> None:
    found = support_of("Klanten met een gouden pas krijgen voorrang bij iedere reparatie.", NL, "nl")
    assert found.faults == ()
    assert not found.holds


def test_the_least_supported_sentence_decides() -> None:
    text = "Bezorging kost € 4,95. Ook staan er verse bloemen op de balie."
    assert support_of("Bezorging kost € 4,95.", NL, "nl").holds
    assert not support_of(text, NL, "nl").holds


def test_only_before_a_number_is_no_condition() -> None:
    assert "condition" not in support_of("Bezorging kost slechts € 4,95.", NL, "nl").faults
    assert "condition" in support_of("Alleen elektrische fietsen kunnen niet worden geretourneerd.", NL, "nl").faults


def test_the_coefficients_that_ship_are_complete() -> None:
    assert len(coefficients()) == len(MEASURES) + 1


@given(st.text(max_size=80), st.lists(st.text(max_size=80), max_size=3), st.sampled_from(["nl", "en", "fy"]))
def test_any_text_is_judged(text: str, evidence: list[str], lang: str) -> None:
    assert 0 <= support_of(text, evidence, lang).chance <= 1


@given(st.sampled_from(NL[0].split(". ") + NL[1].split(". ")))
def test_a_quote_has_no_fault(sentence: str) -> None:
    assert support_of(sentence, NL, "nl").faults == ()
