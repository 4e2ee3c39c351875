"""Inviting a colleague, and coming by the link in the letter."""

import re
from collections.abc import Callable

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client
from tests.service.accounts.trail import lines
from tests.service.people import until

from kompas.service.accounts.invitations import invite
from kompas.service.accounts.models import Invitation, Staff
from kompas.service.clock import now_ms
from kompas.service.conversations.models import Delivery
from kompas.service.database.screen import writing
from kompas.service.house import House

JO = {"name": "Jo van Dam", "mail": "Jo@Zwaluw.example", "role": "editor"}
PASSWORD = {"password": "een lange zin over fietsen"}

Browser = Callable[..., Client]


@pytest.fixture
def alex(signed_in: Browser) -> Client:
    return signed_in("alex")


def letter() -> str:
    """The newest letter."""
    return Delivery.objects.latest("id").body


def link() -> str:
    found = re.search(r"http://localhost(/invited/\S+/)", letter())
    assert found, letter()
    return found.group(1)


def come(path: str, browser: Client | None = None) -> tuple[Client, str]:
    """Follows the link, chooses a password; gives the browser and where that led."""
    browser = browser or Client(headers={"host": "localhost", "accept-language": "nl"})
    browser.get(path)
    answer = browser.post("/invited/", PASSWORD)
    return browser, answer.headers.get("Location", str(answer.status_code))


def test_invited_by_mail_a_colleague_chooses_a_password_and_is_in(alex: Client) -> None:
    assert alex.post("/colleagues/invite/", JO).headers["Location"] == "/colleagues/"
    sent = Delivery.objects.latest("id")
    assert (sent.recipient, sent.purpose, sent.conversation_id) == ("jo@zwaluw.example", "account", None)
    assert "Kom werken bij Zwaluw Fietsen" in sent.subject
    assert "Jo van Dam" in sent.body
    browser, led = come(link())
    assert led == "/start/"
    jo = Staff.objects.get(email="jo@zwaluw.example")
    assert (str(jo), jo.role, jo.language, jo.check_password(PASSWORD["password"])) == (
        "Jo van Dam",
        "editor",
        "nl",
        True,
    )
    assert jo.email not in jo.username
    assert EmailAddress.objects.get(user=jo).verified
    assert browser.get("/account/").status_code == 200
    assert lines("colleague.") == [
        ("colleague.invited", f"staff:{Staff.objects.get(username='alex').pk}", {"invitation": 1, "role": "editor"}),
        ("colleague.joined", f"staff:{jo.pk}", {"invitation": 1, "role": "editor"}),
    ]


def test_only_the_digest_of_the_link_is_kept(alex: Client) -> None:
    alex.post("/colleagues/invite/", JO)
    token = link().split("/")[2]
    assert token not in Invitation.objects.get().digest
    assert len(Invitation.objects.get().digest) == 64


def test_a_link_works_once(alex: Client) -> None:
    alex.post("/colleagues/invite/", JO)
    path = link()
    come(path)
    assert come(path)[1] == "410"
    assert Staff.objects.filter(email="jo@zwaluw.example").count() == 1


def test_a_link_that_is_only_looked_at_still_works(alex: Client) -> None:
    alex.post("/colleagues/invite/", JO)
    path = link()
    Client(headers={"host": "localhost"}).get(path, follow=True)
    assert come(path)[1] == "/start/"


def test_the_token_is_not_in_the_address_that_is_shown(alex: Client) -> None:
    alex.post("/colleagues/invite/", JO)
    assert Client(headers={"host": "localhost"}).get(link()).headers["Location"] == "/invited/"


@pytest.mark.parametrize("spoiled", ["later", "withdrawn", "again", "guessed"])
def test_a_link_that_ended_opens_nothing(alex: Client, spoiled: str) -> None:
    with time_machine.travel("2026-11-20T09:00:00Z", tick=False):
        alex.post("/colleagues/invite/", JO)
        path = link()
    if spoiled == "withdrawn":
        alex.post("/colleagues/invitations/1/withdraw/")
    if spoiled == "again":
        with time_machine.travel("2026-11-20T10:00:00Z", tick=False):
            alex.post("/colleagues/invitations/1/again/")
    when = "2026-11-23T09:00:01Z" if spoiled == "later" else "2026-11-20T11:00:00Z"
    with time_machine.travel(when, tick=False):
        assert come("/invited/geraden/" if spoiled == "guessed" else path)[1] == "410"
        assert not Staff.objects.filter(email="jo@zwaluw.example").exists()
        if spoiled == "again":
            assert come(link())[1] == "/start/"


def test_a_weak_password_is_refused_and_the_link_still_works(alex: Client) -> None:
    alex.post("/colleagues/invite/", JO)
    browser = Client(headers={"host": "localhost", "accept-language": "nl"})
    browser.get(link())
    for weak in ("kort", "wachtwoord", "1234567890"):
        assert browser.post("/invited/", {"password": weak}).status_code == 200
    assert not Staff.objects.filter(email="jo@zwaluw.example").exists()
    assert browser.post("/invited/", PASSWORD).headers["Location"] == "/start/"


@pytest.mark.parametrize("mail", ["noor@demo.invalid", "ALEX@demo.invalid", "geen adres", "x@demo.invalid", ""])
def test_an_address_that_cannot_be_invited(alex: Client, mail: str) -> None:
    answer = alex.post("/colleagues/invite/", JO | {"mail": mail})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not Invitation.objects.exists()


def test_inviting_twice_is_sending_again(alex: Client) -> None:
    alex.post("/colleagues/invite/", JO)
    assert alex.post("/colleagues/invite/", JO).status_code == 422
    alex.post("/colleagues/invitations/1/withdraw/")
    assert alex.post("/colleagues/invite/", JO).status_code == 302


def test_who_was_signed_in_here_is_no_longer(alex: Client, signed_in: Browser) -> None:
    alex.post("/colleagues/invite/", JO)
    browser, _ = come(link(), signed_in("sam"))
    assert "Jo van Dam" in browser.get("/account/").content.decode()


def test_only_administrators_invite(signed_in: Browser) -> None:
    for name in ("noor", "sam", "eva", "priya"):
        assert signed_in(name).post("/colleagues/invite/", JO).status_code == 403
    assert not Invitation.objects.exists()


def test_a_letter_that_left_no_longer_holds_its_link(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.conf.settings.DEMO", False)
    with writing() as db:
        invite(db, Invitation(email="jo@zwaluw.example", name="Jo", role="agent"), lambda token: token, now_ms())
    assert until(lambda: Delivery.objects.exclude(sent_at=None).first()).body == ""
