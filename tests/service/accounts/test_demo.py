"""The demo's colleagues."""

import pytest

from kompas.assistant.domain.errors import NotAllowed
from kompas.service.accounts.demo import seed_staff
from kompas.service.accounts.models import Role, Staff
from kompas.service.house import House


def test_seeding_twice_is_seeding_once(house: House) -> None:
    noor, sam, *others = seed_staff()
    assert seed_staff() == (noor, sam, *others)
    assert {one.role for one in (noor, sam, *others)} == set(Role)
    assert (str(noor), noor.role, str(sam), sam.role) == ("Noor de Wit", "agent", "Sam Bakker", "supervisor")
    assert sam.check_password("kompas-demo-sam")
    assert not noor.is_superuser


def test_never_outside_the_demo(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.conf.settings.DEMO", False)
    with pytest.raises(NotAllowed):
        seed_staff()
    assert not Staff.objects.exists()
