"""Which of the two sides answers an address."""

import asyncio
import sqlite3
from typing import Any

import httpx2
import pytest

from kompas.service.asgi import application
from kompas.service.database.connection import connect
from kompas.service.house import House

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("path", ["/static/%2e%2e/settings.py", "/workspace/%2e%2e/", "/chat/%2e%2e/pages.css"])
async def test_an_address_that_climbs_is_nobodys(house: House, path: str) -> None:
    transport = httpx2.ASGITransport(app=application(house))
    async with httpx2.AsyncClient(transport=transport, base_url="http://localhost") as client:
        answer = await client.get(path)
    assert (answer.status_code, answer.json()["type"]) == (404, "urn:kompas:problem:unknown-address")


async def test_at_the_end_the_connections_of_hub_and_door_are_closed(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[sqlite3.Connection] = []

    def noted(readonly: bool = False) -> sqlite3.Connection:
        opened.append(connect(readonly))
        return opened[-1]

    for place in ("conversations.live", "front_door.door"):
        monkeypatch.setattr(f"kompas.service.{place}.connect", noted)
    app, told, asked = application(house), asyncio.Queue[Any](), asyncio.Queue[Any]()
    await asked.put({"type": "lifespan.startup"})
    serving = asyncio.create_task(app({"type": "lifespan"}, asked.get, told.put))
    assert (await told.get())["type"] == "lifespan.startup.complete"
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url="http://localhost") as client:
        assert (await client.get("/readyz")).status_code == 200
    assert len(opened) == 2
    await asked.put({"type": "lifespan.shutdown"})
    assert (await told.get())["type"] == "lifespan.shutdown.complete"
    await serving
    for db in opened:
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            db.execute("SELECT 1")
