"""The demo's two colleagues."""

import pytest

from kompas.service.accounts.demo import seed_staff
from kompas.service.accounts.models import Staff
from kompas.service.house import House


@pytest.fixture
def staff(house: House) -> dict[str, Staff]:
    return {one.username: one for one in seed_staff()}
