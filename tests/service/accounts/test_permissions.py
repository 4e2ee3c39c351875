"""Every address, before everybody: who may, who may not, and no change without the form's own token."""

from django.test import Client
from django.urls import get_resolver

from kompas.service.accounts.models import Staff
from kompas.service.accounts.permissions import MAY, may

GUARDED = {
    "GET": [
        "/workspace/",
        "/workspace/queue/",
        "/workspace/bars/",
        *(f"/workspace/a1/{part}" for part in ("", "matter/", "why/2/")),
    ],
    "POST": [
        "/preferences/",
        "/workspace/stop/",
        "/workspace/stop/why/",
        "/workspace/stop/lift/",
        "/workspace/promise/1/kept/",
        *(f"/workspace/a1/{act}/" for act in ("take", "reply", "note", "give-back", "resolve")),
    ],
}


def everything() -> set[str]:
    """The names of all addresses that the table above must know."""
    return {name for name in get_resolver().reverse_dict if isinstance(name, str)}


def test_a_stranger_is_sent_to_sign_in(staff: dict[str, Staff]) -> None:
    for method, path in [(one, path) for one, paths in GUARDED.items() for path in paths]:
        answer = Client(headers={"host": "localhost"}).generic(method, path)
        assert answer.status_code == 302, path
        assert answer.headers["Location"].startswith("/sign-in/"), path


def test_no_change_without_the_forms_token_or_by_following_a_link(staff: dict[str, Staff]) -> None:
    browser = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    browser.force_login(staff["sam"])
    for path in GUARDED["POST"]:
        answer = browser.post(path, {"text": "x"})
        assert answer.status_code == 403, path
        assert "Verstuur het nog eens" in answer.content.decode(), path
        assert browser.get(path).status_code == 405, path


def test_the_table_above_is_whole(staff: dict[str, Staff]) -> None:
    beside = {"account_login", "account_logout", "live"}  # proven in tests of their own
    assert len(everything() - beside) == len(GUARDED["GET"]) + len(GUARDED["POST"])


def test_only_a_supervisor_stops_the_assistant_and_sees_complaints(staff: dict[str, Staff]) -> None:
    kept = ["resolve what others hold", "stop the assistant", "see complaints about the content"]
    assert [act for act in MAY if not may(staff["noor"], act)] == kept
    assert all(may(staff["sam"], act) for act in MAY)


def test_who_left_may_nothing(staff: dict[str, Staff]) -> None:
    staff["sam"].is_active = False
    assert not any(may(staff["sam"], act) for act in MAY)
