"""The room of the colleagues: roles, leaving and coming back, and ending sign-ins."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests.service.accounts.trail import lines
from tests.service.people import Visitor, kinds

from kompas.service.accounts.models import Staff
from kompas.service.clock import now_ms
from kompas.service.conversations.models import Conversation
from kompas.service.database.screen import writing
from kompas.service.handover import desk
from kompas.service.handover.models import Handover
from kompas.service.handover.queue import position_of
from kompas.service.house import House

Browser = Callable[[str], Client]


@pytest.fixture
def alex(signed_in: Browser) -> Client:
    return signed_in("alex")


def of(staff: dict[str, Staff], name: str, act: str) -> str:
    return f"/colleagues/{staff[name].pk}/{act}/"


def test_the_room_shows_everybody(alex: Client, staff: dict[str, Staff]) -> None:
    page = alex.get("/colleagues/").content.decode()
    for one in staff.values():
        assert str(one) in page
    assert "Laatst ingelogd" in page
    assert "Nog nooit ingelogd" in page
    assert page.count("Twee stappen: nee") == len(staff)
    assert ">Collega&#x27;s</a>" in page


def test_another_role_holds_from_the_next_request(alex: Client, signed_in: Browser, staff: dict[str, Staff]) -> None:
    noor = signed_in("noor")
    assert noor.get("/colleagues/").status_code == 403
    alex.post(of(staff, "noor", "role"), {"role": "supervisor"})
    assert noor.get("/colleagues/").status_code == 200
    about = {"staff": staff["noor"].pk, "role": "supervisor", "before": "agent"}
    assert lines("colleague.") == [("colleague.role_changed", f"staff:{staff['alex'].pk}", about)]


def test_no_role_is_made_up(alex: Client, staff: dict[str, Staff]) -> None:
    alex.post(of(staff, "noor", "role"), {"role": "owner"})
    assert Staff.objects.get(username="noor").role == "agent"


def test_never_without_an_administrator(alex: Client, staff: dict[str, Staff]) -> None:
    for act, about in (("role", {"role": "agent"}), ("deactivate", {})):
        page = alex.post(of(staff, "alex", act), about, follow=True).content.decode()
        assert "Dit is de laatste beheerder." in page
    alex_now = Staff.objects.get(username="alex")
    assert (alex_now.role, alex_now.is_active) == ("administrator", True)
    alex.post(of(staff, "sam", "role"), {"role": "administrator"})
    alex.post(of(staff, "alex", "role"), {"role": "agent"})
    assert Staff.objects.get(username="alex").role == "agent"


def test_the_demos_administrator_is_none_for_a_real_one(alex: Client, staff: dict[str, Staff]) -> None:
    real = Staff.objects.create_user("real", email="a@zwaluw.example", role="administrator")
    page = alex.post(f"/colleagues/{real.pk}/deactivate/", follow=True).content.decode()
    assert "Dit is de laatste beheerder." in page


def held_by_noor(house: House, staff: dict[str, Staff]) -> Visitor:
    visitor = Visitor(house)
    visitor.says("ik wil iemand spreken")
    with writing() as db:
        assert desk.take(db, house.shelf.now, visitor.id, staff["noor"].pk, "Noor", now_ms())
    return visitor


def test_who_leaves_is_out_at_once_and_their_customers_wait_again(
    alex: Client, signed_in: Browser, staff: dict[str, Staff], house: House
) -> None:
    noor, visitor = signed_in("noor"), held_by_noor(house, staff)
    page = alex.post(of(staff, "noor", "deactivate"), follow=True).content.decode()
    assert "kan niet meer inloggen" in page
    assert "Niet meer hier" in page
    assert not noor.session.exists(noor.session.session_key), "the session itself is gone"
    assert noor.get("/workspace/").headers["Location"].startswith("/sign-in/")
    assert visitor.row["held_by"] == "queue"
    assert visitor.row["agent_id"] is None
    with writing() as db:
        assert position_of(db, visitor.id) == 1
    assert "handover.put_back" in kinds(visitor.id)
    about = {"staff": staff["noor"].pk, "sessions": 1, "conversations": 1}
    assert lines("colleague.") == [("colleague.deactivated", f"staff:{staff['alex'].pk}", about)]
    again = Client(headers={"host": "localhost"})
    again.post("/sign-in/", {"login": "noor", "password": "kompas-demo-noor"})
    assert "_auth_user_id" not in again.session


def test_whoever_is_next_takes_who_was_put_back(staff: dict[str, Staff], house: House) -> None:
    visitor = held_by_noor(house, staff)
    with writing() as db:
        assert desk.put_back_all(db, house.shelf.now, staff["noor"].pk, "staff:1", now_ms()) == 1
        assert desk.put_back_all(db, house.shelf.now, staff["noor"].pk, "staff:1", now_ms()) == 0
        assert desk.take(db, house.shelf.now, visitor.id, staff["sam"].pk, "Sam", now_ms())
    assert Conversation.objects.get(pk=visitor.id).agent_id == staff["sam"].pk
    assert Handover.objects.filter(conversation_id=visitor.id, ended_at=None).count() == 1


def test_who_comes_back_signs_in_as_before(alex: Client, signed_in: Browser, staff: dict[str, Staff]) -> None:
    alex.post(of(staff, "noor", "deactivate"))
    alex.post(of(staff, "noor", "reactivate"))
    assert signed_in("noor").get("/workspace/").status_code == 200
    assert [kind for kind, *_ in lines("colleague.")] == ["colleague.deactivated", "colleague.reactivated"]


def test_a_supervisor_ends_a_colleagues_sign_ins_and_no_more(signed_in: Browser, staff: dict[str, Staff]) -> None:
    sam, here, there = signed_in("sam"), signed_in("noor"), signed_in("noor")
    sam.post(of(staff, "noor", "sign-out"))
    for browser in (here, there):
        assert browser.get("/workspace/").status_code == 302
    assert sam.get("/workspace/").status_code == 200
    about = {"staff": staff["noor"].pk, "sessions": 2}
    assert lines("colleague.") == [("colleague.sessions_ended", f"staff:{staff['sam'].pk}", about)]
    page = sam.get("/colleagues/").content.decode()
    assert "Log overal uit" in page
    assert "Nodig uit" not in page
    for act in ("role", "deactivate", "reactivate"):
        assert sam.post(of(staff, "noor", act), {"role": "administrator"}).status_code == 403
