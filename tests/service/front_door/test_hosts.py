"""A name that is not ours gets nothing: not the demo's mail, not a conversation."""

import httpx2
import pytest
from django.test import override_settings
from tests.service.front_door.front import API

from kompas.service.asgi import application
from kompas.service.house import House

pytestmark = pytest.mark.anyio

PATHS = ("/demo/mail/", "/demo/shop/?as=C-1001", "/contact/", "/", f"{API}/hello", "/chat/loader.js", "/sign-in/")


async def status(house: House, host: str, path: str) -> int:
    transport = httpx2.ASGITransport(app=application(house))
    async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
        return int((await client.get(path, headers={"host": host})).status_code)


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "localhost@evil", ""])
async def test_a_foreign_name_is_refused_everywhere(house: House, host: str) -> None:
    assert {path: await status(house, host, path) for path in PATHS} == dict.fromkeys(PATHS, 400)


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8123", "LOCALHOST", "[::1]:8000"])
async def test_this_machine_by_its_own_names(house: House, host: str) -> None:
    assert await status(house, host, "/demo/mail/") == 200
    assert await status(house, host, "/sign-in/") == 200


async def test_the_hosts_that_the_operator_names(house: House) -> None:
    with override_settings(ALLOWED_HOSTS=["chat.shop.example", ".town.example"]):
        hosts = ("chat.shop.example", "help.town.example:443", "127.0.0.1", "shop.example")
        assert [await status(house, host, "/contact/") for host in hosts] == [200, 200, 400, 400]


async def test_the_refusal_says_what_to_do_in_the_readers_language(house: House) -> None:
    transport = httpx2.ASGITransport(app=application(house))
    async with httpx2.AsyncClient(transport=transport, base_url="http://evil.example") as client:
        told = [(await client.get("/demo/mail/", headers={"accept-language": lang})).json() for lang in ("nl", "en")]
    assert [one["type"] for one in told] == ["urn:kompas:problem:unknown-host"] * 2
    assert "KOMPAS_ALLOWED_HOSTS" in told[0]["remedy"]
    assert "Gebruik het adres" in told[0]["remedy"]
    assert "Use the address" in told[1]["remedy"]


async def test_who_watches_the_server_asks_by_any_address(house: House) -> None:
    assert await status(house, "10.4.2.1:8000", "/healthz") == 200
    assert await status(house, "10.4.2.1:8000", "/readyz") == 200
