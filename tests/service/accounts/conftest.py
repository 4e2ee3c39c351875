"""The demo's two colleagues."""

from collections.abc import Iterator

import pytest
from django.test import override_settings

from kompas.service.accounts.demo import seed_staff
from kompas.service.accounts.models import Staff
from kompas.service.house import House

# a real one takes a third of a second for each colleague, on purpose
QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def staff(house: House) -> Iterator[dict[str, Staff]]:
    with override_settings(PASSWORD_HASHERS=QUICK):
        yield {one.username: one for one in seed_staff()}
