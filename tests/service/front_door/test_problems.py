"""Refusals are RFC 9457 problems; a fault of ours is one too, without a word about its inside."""

import sqlite3

import httpx2
import pytest
from tests.service.front_door.front import API, Front, Visitor

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("method", "path", "status", "kind"),
    [
        ("GET", f"{API}/nowhere", 404, "unknown-address"),
        ("GET", f"{API}/conversations", 405, "wrong-method"),
        ("DELETE", f"{API}/hello", 405, "wrong-method"),
        ("GET", "/chat/", 404, "unknown-address"),
        ("GET", f"{API}/conversations/x/messages/een/why", 404, "unknown-address"),
    ],
)
async def test_wrong_addresses_are_answered_in_words(
    front: Front, method: str, path: str, status: int, kind: str
) -> None:
    answer = await front.client.request(method, path, headers={"Accept-Language": "en"})
    told = answer.json()
    assert (answer.status_code, told["status"]) == (status, status)
    assert told["type"] == f"urn:kompas:problem:{kind}"
    assert answer.headers["content-type"] == "application/problem+json"
    assert told["human"] == "/contact/?lang=en"


async def test_a_database_that_fails_is_said_and_may_be_tried_again(
    front: Front, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("kompas.service.front_door.messages.receive", full)
    answer = await visitor.say("Hoe lang duurt het?")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    assert answer.json()["human"] == "/contact/?lang=nl"
    assert "disk" not in answer.text


async def test_a_fault_of_ours_tells_what_to_do_and_nothing_else(
    front: Front, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret inside")

    monkeypatch.setattr("kompas.service.front_door.messages.receive", broken)
    transport = httpx2.ASGITransport(app=front.app, raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=transport, base_url="http://localhost") as client:
        headers = {**visitor.headers, "Origin": "http://localhost"}
        answer = await client.post(
            visitor.path("messages"), json={"id": "1", "text": "Hoe lang duurt het?"}, headers=headers
        )
    assert (answer.status_code, answer.json()["type"]) == (500, "urn:kompas:problem:fault")
    assert answer.headers["access-control-allow-origin"] == "http://localhost"
    assert "secret" not in answer.text
