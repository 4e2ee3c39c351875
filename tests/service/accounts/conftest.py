"""The demo's two colleagues."""

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.test import Client, override_settings

from kompas.service.accounts.demo import seed_staff
from kompas.service.accounts.models import Staff
from kompas.service.house import House

# a real one takes a third of a second for each colleague, on purpose
QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def staff(house: House) -> Iterator[dict[str, Staff]]:
    with override_settings(PASSWORD_HASHERS=QUICK):
        yield {one.username: one for one in seed_staff()}


@pytest.fixture
def signed_in(staff: dict[str, Staff]) -> Callable[[str], Client]:
    """A browser without script in which this colleague signed in a moment ago, with their password."""

    def client(name: str) -> Client:
        browser = Client(headers={"host": "localhost", "accept-language": "nl"})
        browser.post("/sign-in/", {"login": name, "password": f"kompas-demo-{name}"})
        assert "_auth_user_id" in browser.session, name
        return browser

    cache.clear()
    return client
