"""A front door on a real database, writer and hub. Its assistant keeps still, so that nothing but the door speaks."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from zoneinfo import ZoneInfo

import httpx2
import pytest
from tests.service.conftest import COMPANIES
from tests.service.front_door.front import Front, Visitor

from kompas.assistant.answering.voice import Voice
from kompas.assistant.company import read_company
from kompas.assistant.domain.company import Company, Hours
from kompas.assistant.understanding.questions import complete
from kompas.service.conversations.live import Hub
from kompas.service.database.writer import Writer
from kompas.service.front_door.app import front_door
from kompas.service.house import House
from kompas.service.library.shelf import Served

ALWAYS = Hours("Europe/Amsterdam", dict.fromkeys(range(7), ((time.min, time.max),)))


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def zwaluw() -> Company:
    """The bicycle shop, open day and night so that no test depends on the hour."""
    return replace(read_company(COMPANIES / "zwaluw"), hours=ALWAYS)


@pytest.fixture
def company(zwaluw: Company) -> Company:
    """A test may put another in its place."""
    return zwaluw


@pytest.fixture
def served(company: Company) -> Served:
    still = cast(Any, SimpleNamespace(complete=complete, company=company))
    return Served(
        company, still, Voice(company.voice, company.name, company.languages), ZoneInfo(company.hours.timezone)
    )


@pytest.fixture
async def front(data_dir: Path, served: Served, anyio_backend: str) -> AsyncIterator[Front]:
    shelf = cast(Any, SimpleNamespace(now=served, complaints=()))
    idle = cast(Any, SimpleNamespace(alive=True, well=True, wake=lambda: None))
    writer, hub = Writer(), Hub(shelf)
    house = House(data_dir, shelf, writer, idle, idle, hub, idle, idle, True, "a secret shared with the shop's site")
    writer.after_commit.append(hub.wake)
    writer.start()
    watching = asyncio.create_task(hub.run())
    await asyncio.sleep(0)
    app = front_door(house)
    transport = httpx2.ASGITransport(app=app, client=("203.0.113.7", 5000))
    async with httpx2.AsyncClient(transport=transport, base_url="http://localhost") as client:
        yield Front(house, app, client)
    watching.cancel()
    writer.stop()


@pytest.fixture
async def visitor(front: Front) -> Visitor:
    return await front.begin()
