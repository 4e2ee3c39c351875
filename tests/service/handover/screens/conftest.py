"""A desk with conversations in every state, and the two colleagues of the demo before it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client
from tests.service.conftest import DAY_AND_NIGHT
from tests.service.handover.screens import scenes

from kompas.service.accounts.models import Staff
from kompas.service.house import House


@pytest.fixture
def signed_in(staff: dict[str, Staff]) -> Callable[[str], Client]:
    """A browser without script in which this colleague is signed in."""

    def client(name: str) -> Client:
        browser = Client(headers={"host": "localhost", "accept-language": "nl"})
        browser.force_login(staff[name])
        return browser

    return client


@pytest.fixture
def noor(signed_in: Callable[[str], Client]) -> Client:
    return signed_in("noor")


@pytest.fixture
def sam(signed_in: Callable[[str], Client]) -> Client:
    return signed_in("sam")


@pytest.fixture
def desk(house: House, staff: dict[str, Staff]) -> House:
    """Open day and night: at closing time the house would make promises of those who wait."""
    served = house.shelf.now
    house.shelf.now = replace(served, company=replace(served.company, hours=DAY_AND_NIGHT))
    scenes.set_the_desk(house)
    return house
