"""What codes are made from, read raw from the database as a thief of a copy would."""

import json
import re
import secrets
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client, override_settings
from tests.service.accounts.test_second_step import code, halfway

from kompas.service.accounts.locked import lock, lock_anew, unlock
from kompas.service.accounts.models import Staff

Browser = Callable[[str], Client]
NEW = secrets.token_urlsafe(50)
OPEN = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def noor(signed_in: Browser) -> Client:
    browser = signed_in("noor")
    browser.post("/account/sure/", {"password": "kompas-demo-noor"})
    return browser


@pytest.fixture
def secret(noor: Client) -> str:
    """Noor's app is set up; what it knows."""
    secret = re.findall(r"<code>([A-Z2-7=]+)</code>", noor.get("/account/app/").content.decode())[0]
    noor.post("/account/app/", {"code": code(secret)})
    cache.clear()
    return secret


def raw() -> dict[str, str]:
    """The column as it lies there, by kind."""
    with connection.cursor() as db:
        db.execute("SELECT type, data FROM mfa_authenticator ORDER BY id")
        return dict(db.fetchall())


def written(kind: str, name: str) -> str:
    return str(json.loads(raw()[kind])[name])


def test_a_secret_that_is_shown_and_not_used_yet_is_locked_too(noor: Client) -> None:
    shown = re.findall(r"<code>([A-Z2-7=]+)</code>", noor.get("/account/app/").content.decode())[0]
    assert "klopt niet" in noor.post("/account/app/", {"code": "000000"}).content.decode()
    kept = [one.get_decoded() for one in Session.objects.all()]
    assert unlock(kept[0]["mfa.totp.secret"]) == shown, "asked again, for the same app"
    assert shown not in str(kept)


def test_a_copy_of_the_database_makes_no_codes(secret: str) -> None:
    assert secret not in "".join(raw().values())
    assert written("totp", "secret").startswith("locked:")
    assert not re.search(r"[0-9a-f]{40}", raw()["recovery_codes"])
    assert unlock(written("totp", "secret")) == secret
    assert halfway().post("/sign-in/step/", {"code": code(secret)}).status_code == 302


def test_what_was_there_unlocked_works_and_is_locked_at_the_next_start(
    staff: dict[str, Staff], signed_in: Browser
) -> None:
    noor, seed = staff["noor"], secrets.token_hex(40)
    Authenticator.objects.create(user=noor, type=Authenticator.Type.TOTP, data={"secret": OPEN})
    codes = Authenticator.objects.create(
        user=noor, type=Authenticator.Type.RECOVERY_CODES, data={"seed": seed, "used_mask": 3}
    )
    before = codes.wrap().get_unused_codes()
    assert halfway().post("/sign-in/step/", {"code": code(OPEN)}).status_code == 302, "before that start"
    assert lock_anew() == 2
    assert lock_anew() == 0, "once is enough"
    assert OPEN not in "".join(raw().values())
    assert seed not in "".join(raw().values())
    cache.clear()
    assert halfway().post("/sign-in/step/", {"code": code(OPEN)}).status_code == 302
    assert Authenticator.objects.get(pk=codes.pk).wrap().get_unused_codes() == before
    assert len(before) == 8


def test_opening_the_house_locks_and_leaves_no_byte_open(open_house: Callable[..., Any], data_dir: Path) -> None:
    with open_house():
        noor = Staff.objects.create_user("noor-test")
        Authenticator.objects.create(user=noor, type=Authenticator.Type.TOTP, data={"secret": OPEN})
    with open_house():
        assert unlock(written("totp", "secret")) == OPEN
    connection.close()
    for file in data_dir.glob("kompas.sqlite3*"):
        assert OPEN.encode() not in file.read_bytes(), file


def test_another_secret_opens_with_the_one_before_and_locks_anew(secret: str, settings_before: str) -> None:
    with override_settings(SECRET_KEY=NEW, SECRET_KEY_FALLBACKS=[settings_before]):
        assert unlock(written("totp", "secret")) == secret
        assert lock_anew() == 2
    with override_settings(SECRET_KEY=NEW, SECRET_KEY_FALLBACKS=[]):
        assert unlock(written("totp", "secret")) == secret, "the old one is no longer needed"
    assert unlock(written("totp", "secret")) is None


@pytest.fixture
def settings_before() -> str:
    from django.conf import settings

    return str(settings.SECRET_KEY)


def test_without_any_secret_that_opens_it_no_code_is_right(secret: str, noor: Client) -> None:
    """Nor is a code of an empty secret, which anybody could reckon out."""
    with override_settings(SECRET_KEY=NEW, SECRET_KEY_FALLBACKS=[]):
        assert lock_anew() == 0, "it is kept as it is, for when the secret comes back"
        totp = TOTP(Authenticator.objects.get(type=Authenticator.Type.TOTP))
        empty = format_hotp_value(hotp_value("", int(time.time()) // 30))
        assert not totp.validate_code(code(secret))
        assert not totp.validate_code(empty)
    assert unlock(written("totp", "secret")) == secret


def test_codes_that_would_not_work_are_not_shown(secret: str, noor: Client) -> None:
    assert noor.get("/account/codes/").status_code == 200
    for one in Authenticator.objects.filter(type=Authenticator.Type.RECOVERY_CODES):
        with override_settings(SECRET_KEY=NEW):
            one.data["seed"] = lock("00")
        one.save()
    for path in ("/account/codes/", "/account/codes/file/"):
        assert noor.get(path).headers["Location"] == "/account/codes/new/"
    noor.post("/account/codes/new/")
    assert len(re.findall(r"<code>\d{8}</code>", noor.get("/account/codes/").content.decode())) == 10


def test_each_lock_is_another_one() -> None:
    assert lock("same") != lock("same")
    assert unlock(lock("ünïcode")) == "ünïcode"
    assert unlock("locked:nonsense") is None
