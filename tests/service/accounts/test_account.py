"""One's own account: name, password, mail address and where one is signed in."""

import re
from collections.abc import Callable

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from tests.service.accounts.trail import lines

from kompas.service.accounts.models import Staff
from kompas.service.conversations.models import Delivery

Browser = Callable[[str], Client]
NEW = "een lange zin over fietsen"


@pytest.fixture
def noor(signed_in: Browser) -> Client:
    return signed_in("noor")


def stranger() -> Client:
    return Client(headers={"host": "localhost", "accept-language": "nl"})


def link(path: str) -> str:
    """Where the newest letter leads."""
    found = re.search(rf"http://localhost({path}\S+)", Delivery.objects.latest("id").body)
    assert found
    return found.group(1)


def comes_in(password: str) -> bool:
    cache.clear()
    return stranger().post("/sign-in/", {"login": "noor", "password": password}).headers.get("Location") == "/start/"


def test_the_screen_holds_all_that_is_ones_own(noor: Client) -> None:
    page = noor.get("/account/").content.decode()
    for words in ("Noor de Wit", "noor@demo.invalid", "Toegangssleutels", "Codes uit een app", "dit apparaat"):
        assert words in page, words


def test_another_name(noor: Client) -> None:
    noor.post("/account/name/", {"name": "Noor van den Berg"})
    assert str(Staff.objects.get(username="noor")) == "Noor van den Berg"
    noor.post("/account/name/", {"name": " "})
    noor.post("/account/name/", {"name": "x" * 151})
    assert str(Staff.objects.get(username="noor")) == "Noor van den Berg"
    assert len(lines("account.renamed")) == 1
    assert "Berg" not in str(lines("account."))


def change_password(browser: Client, old: str, new: str = NEW):  # type: ignore[no-untyped-def]
    return browser.post("/account/password/", {"oldpassword": old, "password1": new, "password2": new})


def test_another_password_ends_every_other_sign_in(noor: Client, signed_in: Browser, staff: dict[str, Staff]) -> None:
    elsewhere, sam = signed_in("noor"), signed_in("sam")
    assert change_password(noor, "kompas-demo-noor").headers["Location"] == "/account/"
    assert not elsewhere.session.exists(elsewhere.session.session_key)
    assert elsewhere.get("/workspace/").status_code == 302
    assert noor.get("/workspace/").status_code == 200
    assert sam.get("/workspace/").status_code == 200
    assert (comes_in("kompas-demo-noor"), comes_in(NEW)) == (False, True)
    assert lines("account.password") == [("account.password_changed", f"staff:{staff['noor'].pk}", {"sessions": 1})]
    told = Delivery.objects.latest("id")
    assert (told.recipient, "wachtwoord voor Zwaluw Fietsen is veranderd" in told.subject) == (
        "noor@demo.invalid",
        True,
    )


@pytest.mark.parametrize(("old", "new"), [("niet dit", NEW), ("kompas-demo-noor", "kort"), ("kompas-demo-noor", "")])
def test_a_password_that_is_not_kept(noor: Client, old: str, new: str) -> None:
    assert change_password(noor, old, new).status_code == 200
    assert comes_in("kompas-demo-noor")


def forget(mail: str) -> tuple[int, str, str]:
    browser = stranger()
    answer = browser.post("/sign-in/forgotten/", {"email": mail})
    return (
        answer.status_code,
        answer.headers.get("Location", ""),
        browser.get("/sign-in/forgotten/sent/").content.decode(),
    )


def test_a_forgotten_password_is_chosen_anew_by_mail(noor: Client, staff: dict[str, Staff]) -> None:
    forget("noor@demo.invalid")
    browser, path = stranger(), link("/sign-in/new-password/")
    kept = browser.get(path).headers["Location"]
    assert kept.endswith("-set-password/"), "the key is not in the address that is shown"
    assert browser.post(kept, {"password1": NEW, "password2": NEW}).headers["Location"] == "/sign-in/new-password/"
    assert noor.get("/workspace/").status_code == 302, "every sign-in ended"
    assert comes_in(NEW)
    assert "werkt niet meer" in stranger().get(path).content.decode(), "once"
    assert lines("account.password") == [("account.password_changed", f"staff:{staff['noor'].pk}", {"sessions": 1})]


def test_whether_an_address_is_known_is_not_told(staff: dict[str, Staff]) -> None:
    cache.clear()
    known, unknown = forget("noor@demo.invalid"), forget("niemand@zwaluw.example")
    tokens = re.compile(r'value="[\w]{64}"')
    assert tokens.sub("", str(known)) == tokens.sub("", str(unknown))
    assert Delivery.objects.count() == 1, "no mail to who is not here"


def test_a_link_for_a_new_password_ends_after_two_hours(staff: dict[str, Staff]) -> None:
    cache.clear()
    with time_machine.travel("2026-11-20T09:00:00Z", tick=False):
        forget("noor@demo.invalid")
    with time_machine.travel("2026-11-20T11:00:02Z", tick=False):
        assert "werkt niet meer" in stranger().get(link("/sign-in/new-password/")).content.decode()


def test_nobody_floods_a_mailbox(staff: dict[str, Staff]) -> None:
    cache.clear()
    answers = [forget("noor@demo.invalid")[0] for _ in range(5)]
    assert answers == [302, 302, 302, 429, 429]
    assert Delivery.objects.count() == 3


def test_another_mail_address_holds_when_it_is_confirmed(noor: Client, staff: dict[str, Staff]) -> None:
    noor.post("/account/sure/", {"password": "kompas-demo-noor"})
    noor.post("/account/mail/", {"email": "noor@zwaluw.example", "action_add": ""})
    sent = Delivery.objects.latest("id")
    assert (sent.recipient, Staff.objects.get(username="noor").email) == ("noor@zwaluw.example", "noor@demo.invalid")
    path = link("/sign-in/confirm-mail/")
    assert "Bevestig dit adres" in noor.get(path).content.decode()
    assert Staff.objects.get(username="noor").email == "noor@demo.invalid", "looking is not confirming"
    noor.post(path)
    assert Staff.objects.get(username="noor").email == "noor@zwaluw.example"
    assert Delivery.objects.latest("id").recipient == "noor@demo.invalid", "the old address hears of it"
    assert "werkt niet meer" in noor.get(path).content.decode()
    who = f"staff:{staff['noor'].pk}"
    assert [one[:2] for one in lines("account.mail")] == [
        ("account.mail_change_asked", who),
        ("account.mail_changed", who),
    ]
    assert "@" not in str(lines("account."))


def test_what_guards_an_account_changes_only_after_a_fresh_proof(noor: Client) -> None:
    asked = noor.post("/account/mail/", {"email": "x@zwaluw.example", "action_add": ""})
    assert asked.headers["Location"].startswith("/account/sure/")
    assert noor.get("/account/app/").headers["Location"].startswith("/account/sure/")
    assert noor.post("/account/sure/", {"password": "geraden"}).status_code == 200
    again = noor.post(asked.headers["Location"], {"password": "kompas-demo-noor"})
    assert again.status_code == 302
    assert Delivery.objects.latest("id").recipient == "x@zwaluw.example"


def test_one_ends_ones_own_sign_ins_one_by_one_or_all_others(noor: Client, signed_in: Browser) -> None:
    second, third, sam = signed_in("noor"), signed_in("noor"), signed_in("sam")
    page = noor.get("/account/").content.decode()
    assert page.count("/end/") == 4
    newest = re.findall(r"/account/sessions/(\d+)/end/", page)[0]
    noor.post(f"/account/sessions/{newest}/end/")
    assert (third.get("/workspace/").status_code, second.get("/workspace/").status_code) == (302, 200)
    noor.post("/account/sessions/others/end/")
    assert (second.get("/workspace/").status_code, noor.get("/workspace/").status_code) == (302, 200)
    assert sam.get("/workspace/").status_code == 200
    assert [about for _, _, about in lines("account.sessions")] == [{"sessions": 1}, {"sessions": 1}]


def test_one_ends_only_ones_own(noor: Client, signed_in: Browser) -> None:
    sam = signed_in("sam")
    hers = re.findall(r"/account/sessions/(\d+)/end/", sam.get("/account/").content.decode())[0]
    assert noor.post(f"/account/sessions/{hers}/end/").status_code == 404
    assert sam.get("/workspace/").status_code == 200


def test_ending_the_sign_in_here_is_signing_out(noor: Client) -> None:
    here = re.findall(r"/account/sessions/(\d+)/end/", noor.get("/account/").content.decode())[0]
    assert noor.post(f"/account/sessions/{here}/end/").headers["Location"] == "/sign-in/"
    assert noor.get("/account/").status_code == 302
