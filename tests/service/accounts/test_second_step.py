"""One-time codes and recovery codes beside a password. Passkeys need a browser: tests/browser/test_accounts.py."""

import re
import time
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client
from tests.service.accounts.trail import lines

from kompas.service.accounts.models import Staff
from kompas.service.conversations.models import Delivery

Browser = Callable[[str], Client]


def code(secret: str, steps: int = 0) -> str:
    """What the app on the telephone shows, or shows `steps` half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


@pytest.fixture
def noor(signed_in: Browser) -> Client:
    browser = signed_in("noor")
    browser.post("/account/sure/", {"password": "kompas-demo-noor"})
    return browser


@pytest.fixture
def secret(noor: Client) -> str:
    """Noor's app is set up; what it knows."""
    page = noor.get("/account/app/").content.decode()
    secret = re.findall(r"<code>([A-Z2-7=]+)</code>", page)[0]
    assert noor.post("/account/app/", {"code": code(secret)}).headers["Location"] == "/account/codes/"
    cache.clear()  # that code counts as used, and the next one is half a minute away
    return secret


def halfway() -> Client:
    """After the password, before the code."""
    browser = Client(headers={"host": "localhost", "accept-language": "nl"})
    answer = browser.post("/sign-in/", {"login": "noor", "password": "kompas-demo-noor"})
    assert answer.headers["Location"] == "/sign-in/step/"
    return browser


def test_a_wrong_code_switches_nothing_on(noor: Client) -> None:
    noor.get("/account/app/")
    assert "klopt niet" in noor.post("/account/app/", {"code": "000000"}).content.decode()
    assert not Authenticator.objects.exists()


def test_after_the_password_a_code_is_asked(secret: str, staff: dict[str, Staff]) -> None:
    browser = halfway()
    assert browser.get("/workspace/").status_code == 302, "a password alone is not enough"
    assert "klopt niet" in browser.post("/sign-in/step/", {"code": "123"}).content.decode()
    assert browser.post("/sign-in/step/", {"code": code(secret)}).headers["Location"] == "/start/"
    assert browser.get("/workspace/").status_code == 200
    who = f"staff:{staff['noor'].pk}"
    assert lines("account.")[-1] == ("account.signed_in", who, {"ways": "password totp"})
    assert {one[2].get("step") for one in lines("account.step_added")} == {"totp", "recovery_codes"}
    assert "vraagt nu om een code" in Delivery.objects.earliest("id").subject


def test_a_code_works_once(secret: str) -> None:
    shown = code(secret)
    assert halfway().post("/sign-in/step/", {"code": shown}).status_code == 302
    assert halfway().post("/sign-in/step/", {"code": shown}).status_code == 200


def test_guessing_codes_is_stopped(secret: str) -> None:
    browser = halfway()
    answers = [browser.post("/sign-in/step/", {"code": f"{n:06}"}).content.decode() for n in range(12)]
    assert "Te veel pogingen" in answers[-1]
    assert "_auth_user_id" not in browser.session


def test_each_recovery_code_works_once(noor: Client, secret: str) -> None:
    codes = re.findall(r"<code>(\d{8})</code>", noor.get("/account/codes/").content.decode())
    assert len(set(codes)) == 10
    assert halfway().post("/sign-in/step/", {"code": codes[0]}).status_code == 302
    assert halfway().post("/sign-in/step/", {"code": codes[0]}).status_code == 200
    assert noor.post("/account/codes/new/").headers["Location"] == "/account/codes/"
    cache.clear()
    assert halfway().post("/sign-in/step/", {"code": codes[1]}).status_code == 200, "the old ones ended"
    assert lines("account.codes_made_anew")


def test_switched_off_a_password_is_enough_again(noor: Client, secret: str) -> None:
    noor.post("/account/app/off/")
    assert not Authenticator.objects.exists()
    cache.clear()
    browser = Client(headers={"host": "localhost"})
    answer = browser.post("/sign-in/", {"login": "noor", "password": "kompas-demo-noor"})
    assert answer.headers["Location"] == "/start/"


def test_a_new_password_by_mail_does_not_pass_the_second_step(secret: str) -> None:
    browser = Client(headers={"host": "localhost"})
    browser.post("/sign-in/forgotten/", {"email": "noor@demo.invalid"})
    letter = next(one.body for one in Delivery.objects.order_by("-id") if "/new-password/" in one.body)
    path = re.findall(r"http://localhost(/sign-in/new-password/\S+)", letter)[0]
    kept = browser.get(path).headers["Location"]
    browser.post(kept, {"password1": "een lange zin over fietsen", "password2": "een lange zin over fietsen"})
    cache.clear()
    answer = browser.post("/sign-in/", {"login": "noor", "password": "een lange zin over fietsen"})
    assert answer.headers["Location"] == "/sign-in/step/"


def test_colleagues_see_who_has_two_steps(secret: str, signed_in: Browser) -> None:
    assert signed_in("sam").get("/colleagues/").content.decode().count("Twee stappen: ja") == 1


def test_recovery_codes_are_downloaded_as_a_text_file(noor: Client, secret: str, staff: dict[str, Staff]) -> None:
    codes = re.findall(r"<code>(\d{8})</code>", noor.get("/account/codes/").content.decode())
    assert "/account/codes/file/" in noor.get("/account/codes/").content.decode()
    answer = noor.get("/account/codes/file/")
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'
    assert "no-store" in answer.headers["Cache-Control"]
    text = answer.content.decode()
    assert re.findall(r"^\d{8}$", text, re.MULTILINE) == codes
    assert text.startswith("Herstelcodes van Noor de Wit (noor@demo.invalid) voor Zwaluw Fietsen\n")
    Staff.objects.filter(pk=staff["noor"].pk).update(language="en")
    assert noor.get("/account/codes/file/").content.decode().startswith("Recovery codes of Noor de Wit")


def test_recovery_codes_are_for_who_just_proved_themselves(secret: str, signed_in: Browser) -> None:
    browser = halfway()
    browser.post("/sign-in/step/", {"code": code(secret)})
    assert browser.get("/account/codes/file/").headers["Location"].startswith("/account/sure/")
    sam = signed_in("sam")
    assert sam.get("/account/codes/file/").status_code == 404


def test_a_passkey_gets_another_name(noor: Client, staff: dict[str, Staff]) -> None:
    key = {"type": Authenticator.Type.WEBAUTHN, "data": {"name": "Toegangssleutel 1", "credential": {}}}
    mine, sams = (Authenticator.objects.create(user=staff[name], **key) for name in ("noor", "sam"))
    path = f"/account/passkeys/{mine.pk}/rename/"
    assert path in noor.get("/account/").content.decode()
    assert 'value="Toegangssleutel 1"' in noor.get(path).content.decode()
    assert noor.post(path, {"name": "Laptop <van> Noor"}).headers["Location"] == "/account/"
    assert "Laptop &lt;van&gt; Noor" in noor.get("/account/").content.decode()
    for refused in ("", " ", "x" * 61):
        assert 'role="alert"' in noor.post(path, {"name": refused}).content.decode()
    assert Authenticator.objects.get(pk=mine.pk).wrap().name == "Laptop <van> Noor"
    assert noor.post(f"/account/passkeys/{sams.pk}/rename/", {"name": "Van mij"}).status_code == 404
    assert lines("account.passkey") == [("account.passkey_renamed", f"staff:{staff['noor'].pk}", {})]
