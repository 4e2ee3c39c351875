"""The front door as a whole: every way out is in words, with the way to a person, and without cookies."""

import httpx2
import pytest
from tests.service.front_door.front import API, Front, Visitor

from kompas.service.front_door.app import routes

pytestmark = pytest.mark.anyio


async def test_what_is_not_there_and_what_does_not_work_that_way_are_told(front: Front) -> None:
    for method, path, status in (("GET", "/chat/v1/nowhere", 404), ("DELETE", f"{API}/conversations", 405)):
        answer = await front.client.request(method, path, headers={"Accept-Language": "en"})
        assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
        assert answer.json()["remedy"]
        assert answer.json()["human"] == "/contact/?lang=en"


async def test_a_fault_of_ours_is_told_in_words_and_never_what_went_wrong(
    front: Front, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ValueError(f"geheim van {visitor.token}")

    monkeypatch.setattr("kompas.service.front_door.messages.said", broken)
    transport = httpx2.ASGITransport(app=front.app, raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=transport, base_url="http://localhost") as client:
        body = {"id": "1", "text": "Hoe lang duurt het?"}
        answer = await client.post(visitor.path("messages"), json=body, headers=visitor.headers)
    assert answer.status_code == 500
    assert answer.json()["title"] == "Er ging hier iets mis"
    assert visitor.token not in answer.text
    assert "ValueError" not in answer.text


async def test_no_answer_sets_a_cookie(front: Front, visitor: Visitor) -> None:
    answers = [
        await front.client.get(f"{API}/hello"),
        await front.client.get("/contact/"),
        await front.client.get("/"),
        await visitor.say("Hoe lang duurt het?"),
        await visitor.call("GET", "transcript"),
    ]
    assert all("set-cookie" not in answer.headers for answer in answers)


def test_the_demos_pages_are_there_in_a_demo_only() -> None:
    paths = [{route.path for route in routes(demo)} for demo in (True, False)]
    assert paths[0] - paths[1] == {"/demo/shop/", "/demo/mail/"}
