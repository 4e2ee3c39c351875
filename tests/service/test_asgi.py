"""Which of the two sides answers an address."""

import httpx2
import pytest

from kompas.service.asgi import application
from kompas.service.house import House

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("path", ["/static/%2e%2e/settings.py", "/workspace/%2e%2e/", "/chat/%2e%2e/pages.css"])
async def test_an_address_that_climbs_is_nobodys(house: House, path: str) -> None:
    transport = httpx2.ASGITransport(app=application(house))
    async with httpx2.AsyncClient(transport=transport, base_url="http://localhost") as client:
        answer = await client.get(path)
    assert (answer.status_code, answer.json()["type"]) == (404, "urn:kompas:problem:unknown-address")
