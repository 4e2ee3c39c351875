"""Passkeys in a real browser, with the authenticator that its developer tools pretend to have; and every screen of accounts."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.conftest import Open
from tests.browser.gallery import Gallery
from tests.browser.running import RunningHouse
from tests.browser.words import NL, WORDS

pytestmark = pytest.mark.browser


def authenticator(page: Page) -> None:
    """A device that keeps passkeys and knows its owner."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def sign_in(page: Page, name: str) -> None:
    page.goto("/sign-in/")
    page.locator("#id_login").fill(name)
    page.locator("#id_password").fill(f"kompas-demo-{name}")
    page.locator("form button.main").click()
    page.wait_for_url(lambda address: "/sign-in/" not in address)


def prove(page: Page, name: str) -> None:
    page.locator("#id_password").fill(f"kompas-demo-{name}")
    page.locator(".own button.main").click()


def test_a_passkey_is_made_signs_in_without_a_password_and_is_taken_away(
    chromium: Browser, house: RunningHouse
) -> None:
    """Passkeys belong to a name, not to an address of numbers: so by localhost here, in a window of its own."""
    home = house.address.replace("127.0.0.1", "localhost")
    page = chromium.new_context(base_url=home, locale="nl-NL").new_page()
    authenticator(page)
    sign_in(page, "eva")
    page.goto("/account/passkeys/add/")
    prove(page, "eva")
    page.locator("form[data-passkey] button").click()
    page.wait_for_url("**/account/codes/")
    page.goto("/account/")
    page.get_by_text("Toegangssleutel 1", exact=True).wait_for()
    page.goto("/sign-out/")
    page.locator("button.main").click()
    page.wait_for_url("**/sign-in/")
    page.get_by_role("button", name="Inloggen met een toegangssleutel").click()
    page.wait_for_url(lambda address: "/sign-in/" not in address)
    page.goto("/account/")
    page.get_by_text("Toegangssleutel 1", exact=True).wait_for()
    page.locator("a[href*='/passkeys/'][href*='/rename/']").click()
    prove(page, "eva")
    page.locator("#id_name").fill("Laptop van Eva")
    page.locator(".own button.main").click()
    page.get_by_text("Laptop van Eva", exact=True).wait_for()
    page.locator("a[href*='/passkeys/'][href*='/remove/']").click()
    page.locator(".own button.danger").click()
    page.wait_for_url("**/account/")
    page.get_by_text("Laptop van Eva", exact=True).wait_for(state="detached")
    page.context.close()


@pytest.mark.parametrize("lang", WORDS)
def test_how_it_looks(lang: str, window: Open) -> None:
    words, gallery = WORDS[lang], Gallery(lang)
    page = window(lang, expect_refusal=True).new_page()
    page.goto("/sign-in/forgotten/")
    gallery.look(page, "forgotten")
    sign_in(page, "alex")
    page.locator(".menu summary").click()
    with page.expect_navigation():
        page.locator(f".menu button[lang={words.lang}]").click()
    page.goto("/colleagues/")
    page.locator("#id_name").fill("Jo van Dam")
    page.locator("#id_mail").fill("jo@zwaluw.example" if words is NL else "jo.en@zwaluw.example")
    page.locator(".asking button").click()
    page.locator(".told").wait_for()
    gallery.look(page, "colleagues", whole=True)
    page.goto("/account/")
    gallery.look(page, "account", whole=True)
    page.goto("/account/app/")
    gallery.look(page, "is-it-you")
    prove(page, "alex")
    page.locator("img.code").wait_for()
    gallery.look(page, "app", whole=True)
    page.goto("/account/password/")
    gallery.look(page, "password")
    assert gallery.faults == []


@contextmanager
def rows(house: RunningHouse) -> Iterator[dict[str, int]]:
    """What takes a device, a sign-in service or a restore: a passkey and a link of Alex, and a mail that was held back."""
    made: dict[str, int] = {}
    alex = "FROM accounts_staff WHERE username = 'alex' RETURNING id"
    sown = {
        "mfa_authenticator": "INSERT INTO mfa_authenticator (type, data, user_id, created_at) SELECT 'webauthn',"
        f""" '{{"name": "Laptop", "credential": {{}}}}', id, date_joined {alex}""",
        "socialaccount_socialaccount": "INSERT INTO socialaccount_socialaccount (provider, uid, last_login, date_joined,"
        f" extra_data, user_id) SELECT 'company', 'x', date_joined, date_joined, '{{}}', id {alex}",
        "conversations_delivery": "INSERT INTO conversations_delivery (purpose, recipient, subject, body, message_id, at, claim,"
        " attempts, error) VALUES ('promise', 'a@b.example', 'x', 'x', 'held', 1795510800000, 0, 0, 'HeldAfterRestore')"
        " RETURNING id",
    }
    with closing(sqlite3.connect(house.database, timeout=20)) as db:
        for table, sql in sown.items():
            (made[table],) = db.execute(sql).fetchone()
        db.commit()
        try:
            yield made
        finally:
            for table, id in made.items():
                db.execute(f"DELETE FROM {table} WHERE id = ?", (id,))
            db.commit()


@pytest.mark.parametrize("lang", WORDS)
def test_how_it_looks_with_a_passkey_a_service_and_a_restore(lang: str, window: Open, house: RunningHouse) -> None:
    gallery, words = Gallery(lang), WORDS[lang]
    page = window(lang, expect_refusal=True).new_page()
    sign_in(page, "alex")
    page.locator(".menu summary").click()
    with page.expect_navigation():
        page.locator(f".menu button[lang={words.lang}]").click()
    page.goto("/account/app/")
    prove(page, "alex")
    page.locator("img.code").wait_for()
    with rows(house) as made:
        page.goto("/account/")
        page.get_by_text("Laptop", exact=True).wait_for()
        gallery.look(page, "account-full", whole=True)
        page.locator("a[href$='/rename/']").click()
        page.locator("#id_name").wait_for()
        gallery.look(page, "passkey-name")
        page.goto(f"/account/service/{made['socialaccount_socialaccount']}/unlink/")
        page.locator(".own button.danger").wait_for()
        gallery.look(page, "unlink")
        page.goto("/status/")
        page.locator(f"form[action='/status/mail/{made['conversations_delivery']}/drop/']").wait_for()
        gallery.look(page, "status-held", whole=True)
    assert gallery.faults == []
