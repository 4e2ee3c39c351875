"""In which language the screens speak."""

import pytest
from django.test import Client
from django.utils import timezone

from kompas.service.accounts.models import Staff


@pytest.mark.parametrize(
    ("accepted", "word", "lang"),
    [("nl", "Inloggen", "nl"), ("en-GB,en", "Sign in", "en"), ("fr", "Inloggen", "nl"), ("", "Inloggen", "nl")],
)
def test_a_stranger_reads_what_the_browser_asks(staff: dict[str, Staff], accepted: str, word: str, lang: str) -> None:
    answer = Client(headers={"host": "localhost", "accept-language": accepted}).get("/sign-in/")
    assert f"<h1>{word}</h1>" in answer.content.decode()
    assert f'<html lang="{lang}"' in answer.content.decode()
    assert answer.headers["Content-Language"] == lang
    assert "Accept-Language" in answer.headers["Vary"]


def test_a_colleague_reads_their_own(staff: dict[str, Staff]) -> None:
    browser = Client(headers={"host": "localhost", "accept-language": "en"})
    browser.force_login(staff["noor"])
    assert "Wacht nu op iemand" in browser.get("/workspace/").content.decode()
    browser.post("/preferences/", {"language": "en"})
    assert "Waiting for a person now" in browser.get("/workspace/").content.decode()


def test_moments_are_those_of_the_company(staff: dict[str, Staff]) -> None:
    browser = Client(headers={"host": "localhost"})
    browser.force_login(staff["noor"])
    browser.get("/account/")
    assert timezone.get_current_timezone_name() == "Europe/Amsterdam"
