"""Codes in plain words, in the language of who reads them."""

import pytest
from django.utils import translation
from tests.service.conftest import COMPANIES

from kompas.assistant.company import read_company
from kompas.service.handover import wording


def test_a_purpose_is_told_in_the_companys_words_and_the_readers_language() -> None:
    company = read_company(COMPANIES / "zwaluw")
    with translation.override("nl"):
        assert wording.purpose(company, "order_status") == "de stand van een bestelling tonen"
    with translation.override("en"):
        assert wording.purpose(company, "order_status") == "showing where an order is"


def test_a_purpose_that_is_no_longer_there_keeps_its_name() -> None:
    assert wording.purpose(read_company(COMPANIES / "waterdijk"), "old_reason") == "old reason"


def test_a_rule_is_told_by_its_own_reason_and_an_unknown_code_by_a_plain_one() -> None:
    company = read_company(COMPANIES / "zwaluw")
    with translation.override("nl"):
        because = wording.why_here(company, "house_rule", "overlijden-naar-mens")
        assert because == "Bij een sterfgeval spreekt altijd een medewerker met de nabestaanden."
        assert wording.why_here(company, "gone", "") == "Er was een medewerker nodig."
        assert wording.in_short("house_rule", "overlijden-naar-mens") == "Overlijden naar mens"


# every code with which a conversation can reach a person: those of `decide`, of a workflow, and of the service itself
CODES = """wants_human crisis distress complaint legal_threat anger upset repetition accepted_offer workflow_fault
check_failed agent_stepped_in stopped fault"""


@pytest.mark.parametrize("code", CODES.split())
def test_every_reason_to_be_here_has_words_of_its_own(code: str) -> None:
    company = read_company(COMPANIES / "waterdijk")
    with translation.override("nl"):
        assert wording.why_here(company, code, "") != wording.why_here(company, "gone", "")
        assert wording.in_short(code, "") != wording.in_short("gone", "")
