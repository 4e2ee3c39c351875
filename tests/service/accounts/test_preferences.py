"""How a colleague likes their screens."""

import pytest
from django.test import Client

from kompas.service.accounts.models import Staff


@pytest.fixture
def noor(staff: dict[str, Staff]) -> Client:
    browser = Client(headers={"host": "localhost"})
    browser.force_login(staff["noor"])
    return browser


def test_a_choice_is_kept_and_leads_back(noor: Client) -> None:
    answer = noor.post("/preferences/", {"theme": "dark", "next": "/workspace/?a=1"})
    assert answer.headers["Location"] == "/workspace/?a=1"
    assert '<html lang="nl" data-theme="dark">' in noor.get("/workspace/").content.decode()
    noor.post("/preferences/", {"language": "en"})
    assert '<html lang="en" data-theme="dark">' in noor.get("/workspace/").content.decode()
    noor.post("/preferences/", {"theme": "auto"})
    assert '<html lang="en">' in noor.get("/workspace/").content.decode()


def test_what_is_no_choice_changes_nothing(noor: Client) -> None:
    noor.post("/preferences/", {"theme": '"><script>', "language": "xx"})
    assert '<html lang="nl">' in noor.get("/workspace/").content.decode()


def test_languages_are_called_by_their_own_names(noor: Client) -> None:
    page = noor.get("/workspace/").content.decode()
    assert ">Nederlands</button>" in page
    assert ">English</button>" in page
