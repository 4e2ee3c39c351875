"""The front door on the whole running house: a question, its answer, its reasons."""

import asyncio
from collections.abc import AsyncIterator

import httpx2
import pytest
from tests.service.front_door.front import Front

from kompas.service.front_door.app import front_door
from kompas.service.house import House
from kompas.service.serving import live

pytestmark = pytest.mark.anyio


@pytest.fixture
async def whole(house: House, anyio_backend: str) -> AsyncIterator[Front]:
    async with live(house):
        await asyncio.sleep(0)
        app = front_door(house)
        transport = httpx2.ASGITransport(app=app, client=("203.0.113.7", 5000))
        async with httpx2.AsyncClient(transport=transport, base_url="http://localhost") as client:
            yield Front(house, app, client)


async def test_a_question_is_answered_with_its_source_and_its_reasons(whole: Front) -> None:
    ready = await whole.client.get("/readyz")
    assert ready.status_code == 200
    visitor = await whole.begin()
    async with visitor.listen() as stream:
        await stream.until("state")
        await visitor.say("Wat is de levertijd van een e-bike?")
        _, answer = await stream.messages(2)
    assert (answer["author"], answer["provenance"], answer["why"]) == ("assistant", "quote", True)
    assert "Levertijd" in answer["citations"][0]["title"]
    why = (await visitor.call("GET", f"messages/{answer['seq']}/why")).json()
    assert (why["decision"], why["title"]) == ("answer", "Waarom dit antwoord")
    assert why["reasons"]
    assert answer["citations"][0]["title"] in [source["title"] for source in why["sources"]]
    copy = (await visitor.call("GET", "transcript")).text
    assert answer["citations"][0]["title"] in copy


async def test_what_the_button_after_a_wrong_answer_sends_brings_a_person(whole: Front) -> None:
    visitor = await whole.begin("en")
    async with visitor.listen() as stream:
        await stream.until("state")
        await visitor.say("How long does delivery take?")
        _, answer = await stream.messages(2)
        await visitor.call("POST", f"messages/{answer['seq']}/wrong", {})
        (offer,) = await stream.messages(1)
        await visitor.say(offer["parts"][1]["send"])
        while True:
            state = (await stream.until("state"))["data"]
            if state["held_by"] == "queue" or state["promise"]:
                break
