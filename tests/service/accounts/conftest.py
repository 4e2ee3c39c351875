"""The demo's colleagues, signed in."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from kompas.service.accounts.models import Staff


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
