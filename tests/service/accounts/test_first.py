"""The first administrator: by a link that works once, for an hour, and only while there is none."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client, override_settings
from tests.service.conftest import QUICK

from kompas.service.accounts import first
from kompas.service.accounts.demo import seed_staff
from kompas.service.accounts.models import Role, Staff
from kompas.service.accounts.sessions import end_sessions
from kompas.service.clock import now_ms
from kompas.service.house import House

MINE = {"name": "Ada van der Berg", "mail": "Ada@Voorbeeld.NL", "password": "vier woorden achter elkaar"}
HOUR = 3_600_000


@pytest.fixture
def visitor(house: House) -> Client:
    return Client(headers={"host": "localhost", "accept-language": "nl"})


@pytest.fixture
def token(house: House) -> str:
    token = first.new_first_link(now_ms())
    assert token
    return token


def test_who_opens_the_link_becomes_administrator_and_is_signed_in(visitor: Client, token: str) -> None:
    assert "De eerste beheerder" in visitor.get(f"/first/{token}/").content.decode()
    answer = visitor.post(f"/first/{token}/", MINE)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/start/")
    ada = Staff.objects.get()
    assert (ada.username, ada.email, ada.role) == ("ada@voorbeeld.nl", "ada@voorbeeld.nl", Role.ADMINISTRATOR)
    assert (str(ada), ada.language, ada.is_superuser) == ("Ada van der Berg", "nl", False)
    assert visitor.get("/workspace/").status_code == 200
    with connection.cursor() as db:
        db.execute("SELECT by, data FROM conversations_event WHERE kind = 'staff.first'")
        ((by, data),) = db.fetchall()
    assert (by, json.loads(data)) == (f"staff:{ada.pk}", {"staff": ada.pk})
    visitor.post("/sign-out/")
    with override_settings(SESSION_COOKIE_SECURE=False):
        signed_in = visitor.post("/sign-in/", {"login": "ada@voorbeeld.nl", "password": MINE["password"]})
    assert signed_in.headers["Location"] == "/start/"


def test_that_first_sign_in_can_be_ended_as_any_other(visitor: Client, token: str) -> None:
    visitor.post(f"/first/{token}/", MINE)
    ada = Staff.objects.get()
    assert end_sessions(ada.pk) == 1
    assert visitor.get("/workspace/").status_code == 302


def test_it_works_once(visitor: Client, token: str) -> None:
    visitor.post(f"/first/{token}/", MINE)
    again = visitor.post(f"/first/{token}/", MINE | {"mail": "dief@voorbeeld.nl"})
    assert again.status_code == 410
    assert "Deze link werkt niet meer" in again.content.decode()
    assert Staff.objects.count() == 1
    assert first.new_first_link(now_ms()) is None


def test_of_two_at_the_same_moment_one_becomes_administrator(house: House, token: str) -> None:
    def send(mail: str) -> int:
        try:
            return Client(headers={"host": "localhost"}).post(f"/first/{token}/", MINE | {"mail": mail}).status_code
        finally:
            connection.close()

    with override_settings(PASSWORD_HASHERS=QUICK), ThreadPoolExecutor(2) as both:
        assert sorted(both.map(send, ["a@voorbeeld.nl", "b@voorbeeld.nl"])) == [302, 410]
    assert Staff.objects.count() == 1


def test_an_hour_a_new_link_and_a_wrong_one_end_it(visitor: Client, token: str) -> None:
    at = now_ms()
    assert first.opens(token, at)
    assert not first.opens(token, at + HOUR)
    assert visitor.get(f"/first/{token[:-1]}x/").status_code == 410
    newer = first.new_first_link(at)
    assert visitor.get(f"/first/{token}/").status_code == 410
    assert visitor.get(f"/first/{newer}/").status_code == 200


def test_the_demos_administrator_is_none(house: House) -> None:
    """A data folder of the demo that is served for real: its passwords open nothing, so a link is needed."""
    with override_settings(PASSWORD_HASHERS=QUICK):
        seed_staff()
    assert first.new_first_link(now_ms()) is not None


def test_the_link_itself_is_kept_nowhere(house: House, token: str, data_dir: Path) -> None:
    kept = [file for file in data_dir.rglob("*") if file.is_file()]
    assert kept
    assert [file for file in kept if token.encode() in file.read_bytes()] == []


_WRONG = (
    ({"name": ""}, "Dit veld is verplicht"),
    ({"mail": "geen adres"}, "geldig e-mailadres"),
    ({"mail": "ada@demo.invalid"}, "Dit adres kan niet gebruikt worden"),
    ({"password": "kort"}, "10 tekens"),
    ({"password": "1234567890"}, "te algemeen"),
)


def test_what_is_wrong_is_said_beside_its_field(visitor: Client, token: str) -> None:
    for wrong, said in _WRONG:
        answer = visitor.post(f"/first/{token}/", MINE | wrong)
        page = answer.content.decode()
        assert answer.status_code == 200
        assert said in page
        (field,) = re.findall(r"<input[^>]* autofocus>", page)
        assert f'name="{next(iter(wrong))}"' in field
        assert "aria-invalid" in field
        assert MINE["password"] not in page
    assert Staff.objects.count() == 0


def test_another_house_knows_nothing_of_the_link(token: str, visitor: Client, house: House) -> None:
    """It lies with the house that printed it, so that no other one in this process lets anybody in."""
    kept, house.first_link = house.first_link, None
    assert visitor.get(f"/first/{token}/").status_code == 410
    house.first_link = kept
    assert visitor.get(f"/first/{token}/").status_code == 200
