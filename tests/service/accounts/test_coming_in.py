"""Signing in and out."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client, override_settings

from kompas.service.accounts.models import Staff
from kompas.service.house import House


@pytest.fixture(autouse=True)
def _no_tries_before() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def visitor() -> Client:
    return Client(headers={"host": "localhost", "accept-language": "nl"})


def sign_in(browser: Client, name: str, password: str, path: str = "/sign-in/"):  # type: ignore[no-untyped-def]
    return browser.post(path, {"login": name, "password": password})


def test_over_http_the_page_says_why_signing_in_would_seem_to_do_nothing(house: House, visitor: Client) -> None:
    told = "Browsers onthouden alleen via https wie zich aanmeldt"
    with override_settings(SESSION_COOKIE_SECURE=True):
        assert told in visitor.get("/sign-in/").content.decode()
        assert told not in visitor.get("/sign-in/", secure=True).content.decode()
    assert told not in visitor.get("/sign-in/").content.decode(), "the demo, on this machine only"


@pytest.mark.parametrize("login", ["noor", "noor@demo.invalid"])
def test_by_name_or_mail(staff: dict[str, Staff], visitor: Client, login: str) -> None:
    assert sign_in(visitor, login, "kompas-demo-noor").headers["Location"] == "/start/"
    assert "Noor de Wit" in visitor.get("/workspace/").content.decode()


def test_back_to_the_page_that_was_asked(staff: dict[str, Staff], visitor: Client) -> None:
    asked = visitor.get("/workspace/wacht4f2a/")
    assert asked.headers["Location"] == "/sign-in/?next=/workspace/wacht4f2a/"
    page = visitor.get(asked.headers["Location"]).content.decode()
    assert 'name="next" value="/workspace/wacht4f2a/"' in page
    assert sign_in(visitor, "noor", "kompas-demo-noor", asked.headers["Location"]).headers["Location"] == (
        "/workspace/wacht4f2a/"
    )


def test_a_wrong_password_and_an_unknown_name_read_alike(staff: dict[str, Staff], visitor: Client) -> None:
    told = []
    for name in ("noor", "niemand"):
        page = sign_in(visitor, name, "geen idee 123").content.decode()
        told.append(page[page.index('role="alert"') : page.index("</div>")])
    assert told[0] == told[1]
    assert "_auth_user_id" not in visitor.session


def test_too_many_tries_are_stopped(staff: dict[str, Staff], visitor: Client) -> None:
    answers = [sign_in(visitor, "noor", f"geen idee {n}") for n in range(12)]
    right = sign_in(visitor, "noor", "kompas-demo-noor")
    assert "_auth_user_id" not in visitor.session
    assert right.status_code in (200, 429)
    assert any(answer.status_code == 429 or "pogingen" in answer.content.decode() for answer in answers)


def browser_at(address: str) -> Client:
    return Client(REMOTE_ADDR=address, headers={"host": "localhost", "accept-language": "nl"})


def comes_in(browser: Client, name: str = "noor") -> bool:
    return sign_in(browser, name, f"kompas-demo-{name}").headers.get("Location") == "/start/"


def guesses(address: str, times: int, name: str = "noor") -> None:
    for n in range(times):
        assert not sign_in(browser_at(address), name, f"geen idee {n}").headers.get("Location")


def test_who_guesses_shuts_out_their_own_network_and_not_the_colleague(staff: dict[str, Staff]) -> None:
    guesses("203.0.113.5", 9)
    assert not comes_in(browser_at("203.0.113.5"))
    assert comes_in(browser_at("198.51.100.7"))
    assert comes_in(browser_at("203.0.113.5"), "sam"), "another colleague in that network"


def test_addresses_of_one_network_count_together(staff: dict[str, Staff]) -> None:
    for n in range(5):
        guesses(f"2001:db8:0:1::{n}", 1)
    assert not comes_in(browser_at("2001:db8:0:1::ff"))
    assert comes_in(browser_at("2001:db8:0:2::1"))


def test_who_comes_in_has_all_tries_again(staff: dict[str, Staff]) -> None:
    for _ in range(2):
        guesses("203.0.113.5", 4)
        assert comes_in(browser_at("203.0.113.5"))


def test_many_networks_cannot_guess_one_account_for_ever(staff: dict[str, Staff]) -> None:
    for n in range(6):
        guesses(f"203.0.113.{n}", 5)
    assert not comes_in(browser_at("198.51.100.7"))
    assert comes_in(browser_at("198.51.100.7"), "sam")


def test_one_network_cannot_try_one_name_after_another(staff: dict[str, Staff]) -> None:
    for n in range(10):
        guesses("203.0.113.5", 1, f"naam{n}")
    assert not comes_in(browser_at("203.0.113.5"))
    assert comes_in(browser_at("198.51.100.7"))


def test_the_demos_colleagues_do_not_come_in_elsewhere(
    staff: dict[str, Staff], visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(visitor, "noor", "kompas-demo-noor")
    monkeypatch.setattr("django.conf.settings.DEMO", False)
    assert visitor.get("/workspace/").headers["Location"].startswith("/sign-in/")
    other = Client(headers={"host": "localhost"})
    sign_in(other, "noor", "kompas-demo-noor")
    assert "_auth_user_id" not in other.session


def test_who_is_no_longer_active_is_out_at_once(staff: dict[str, Staff], visitor: Client) -> None:
    sign_in(visitor, "noor", "kompas-demo-noor")
    Staff.objects.filter(username="noor").update(is_active=False)
    assert visitor.get("/workspace/").headers["Location"].startswith("/sign-in/")


def test_nobody_signs_up(staff: dict[str, Staff], visitor: Client) -> None:
    for path in ("/sign-up/", "/signup/", "/accounts/signup/", "/sign-in/signup/"):
        assert visitor.post(path, {"username": "x"}).status_code == 404
    assert Staff.objects.count() == len(staff)


def test_signing_out_takes_a_post(staff: dict[str, Staff], visitor: Client) -> None:
    sign_in(visitor, "noor", "kompas-demo-noor")
    assert "Uitloggen?" in visitor.get("/sign-out/").content.decode()
    assert visitor.get("/workspace/").status_code == 200
    assert visitor.post("/sign-out/").headers["Location"] == "/sign-in/"
    assert visitor.get("/workspace/").status_code == 302
