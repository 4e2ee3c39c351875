"""The staff's live stream."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import orjson
import pytest
from asgiref.sync import sync_to_async
from django.contrib.sessions.models import Session
from django.db import connections
from django.test import AsyncClient
from tests.service.handover.screens.scenes import WAITING

from kompas.service.accounts.models import Staff
from kompas.service.house import House


@pytest.fixture
def lines(house: House, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, str]]:
    """What the hub tells, instead of waiting for it; the stream ends after the last line."""
    told: list[dict[str, str]] = []

    async def follow_staff() -> AsyncIterator[dict[str, str]]:
        for one in told:
            yield one

    monkeypatch.setattr(house.hub, "follow_staff", follow_staff)
    # the asynchronous client of Django cannot be given another name
    monkeypatch.setattr("django.conf.settings.ALLOWED_HOSTS", ["testserver"])
    return told


async def listen(browser: AsyncClient) -> Any:
    """Ask for the stream. Django's thread for asynchronous work outlives a test, so its connection is made anew."""
    await sync_to_async(connections.close_all)()
    return await browser.get("/workspace/live/")


async def read(browser: AsyncClient) -> tuple[int, list[bytes]]:
    answer = await listen(browser)
    if answer.status_code != 200:
        return answer.status_code, []
    assert answer.headers["Content-Type"] == "text/event-stream"
    return 200, [frame async for frame in answer.streaming_content]


def browser_of(staff: Staff | None) -> AsyncClient:
    browser = AsyncClient()
    if staff is not None:
        browser.force_login(staff)
    return browser


def sign_everybody_out() -> None:
    Session.objects.all().delete()


def test_it_carries_ids_only(lines: list[dict[str, str]], staff: dict[str, Staff]) -> None:
    lines += [{}, {"conversation": WAITING, "kind": "message.posted"}, {}]
    status, frames = asyncio.run(read(browser_of(staff["noor"])))
    assert status == 200
    assert frames[1] == b"event: listening\ndata: {}\n\n"
    assert frames[2] == b"event: touched\ndata: " + orjson.dumps(lines[1]) + b"\n\n"
    assert frames[3] == b": here\n\n"


def test_nobody_listens_without_signing_in(lines: list[dict[str, str]], staff: dict[str, Staff]) -> None:
    assert asyncio.run(read(browser_of(None))) == (403, [])


def test_it_ends_when_the_session_does(lines: list[dict[str, str]], staff: dict[str, Staff]) -> None:
    lines += [{}, {"conversation": WAITING, "kind": "message.posted"}]
    browser = browser_of(staff["noor"])

    async def sign_out_meanwhile() -> list[bytes]:
        answer = await listen(browser)
        frames = aiter(answer.streaming_content)
        heard = [await anext(frames)]
        await sync_to_async(sign_everybody_out)()
        return heard + [frame async for frame in frames]

    assert asyncio.run(sign_out_meanwhile()) == [b"retry: 2000\n\n"]


def test_a_colleague_who_left_hears_no_more(lines: list[dict[str, str]], staff: dict[str, Staff]) -> None:
    browser = browser_of(staff["noor"])
    assert asyncio.run(read(browser))[0] == 200
    Staff.objects.filter(username="noor").update(is_active=False)
    assert asyncio.run(read(browser)) == (403, [])
