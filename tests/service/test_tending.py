"""What the rounds of the house put before whoever runs it."""

import json

import pytest
from django.test import Client, override_settings
from tests.service.conftest import QUICK

from kompas.service import tending as module
from kompas.service.accounts.demo import seed_staff
from kompas.service.conversations.models import Event
from kompas.service.house import House
from kompas.service.tending import Tending


def page(name: str) -> str:
    browser = Client(headers={"host": "localhost", "accept-language": "nl"})
    with override_settings(PASSWORD_HASHERS=QUICK):
        browser.force_login(next(one for one in seed_staff() if one.username == name))
    return browser.get("/workspace/").content.decode()


def test_work_that_hangs_is_on_the_trail_once_and_on_the_supervisors_screen(house: House) -> None:
    tending = Tending(house)
    house.backroom._too_long = {("kompas.service.library.preparation:prepare", 7): 1}
    assert "preparation:prepare 7" in page("sam")
    assert "preparation:prepare" not in page("noor")
    late = Event.objects.filter(kind="backroom.late", by="system")
    before = late.count()  # the house's own rounds may have told it already
    for _ in range(2):
        tending.look_at_the_backroom()
    assert late.count() - before in (1, 2), "two tellers, each once"
    assert json.loads(late.latest("id").data) == {"works": 1}
    house.backroom._too_long = {}
    tending.look_at_the_backroom()
    assert json.loads(late.latest("id").data) == {"works": 0}
    assert "preparation:prepare" not in page("sam")


def test_a_look_that_fails_holds_up_no_other(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    tending, seen = Tending(house), list[str]()

    def fails() -> None:
        raise OSError("the folder is gone")

    monkeypatch.setattr(tending, "look_at_the_folder", fails)
    monkeypatch.setattr(tending, "look_at_the_queue", lambda: seen.append("queue"))
    monkeypatch.setattr(module, "notice", lambda house: seen.append("gaps"))
    with pytest.raises(ExceptionGroup) as told:
        tending._round()
    assert [str(fault) for fault in told.value.exceptions] == ["the folder is gone"]
    assert "queue" in seen
    assert "gaps" in seen
