"""Nobody fills the disk from the staff's side: what is too large is refused before it is kept."""

from collections.abc import AsyncIterator

import httpx2
import pytest

from kompas.service.asgi import application
from kompas.service.house import House

pytestmark = pytest.mark.anyio
TYPE = {"content-type": "multipart/form-data; boundary=x"}


async def post(house: House, path: str, megabytes: int, length: bool) -> httpx2.Response:
    async def parts() -> AsyncIterator[bytes]:
        for _ in range(megabytes):
            yield b"x" * 1_000_000

    told = {"content-length": str(megabytes * 1_000_000)} if length else {}
    transport = httpx2.ASGITransport(app=application(house))
    async with httpx2.AsyncClient(transport=transport, base_url="http://localhost") as client:
        return await client.post(path, content=parts(), headers=TYPE | told)


@pytest.mark.parametrize("length", [True, False])
async def test_what_is_too_large_is_refused(house: House, length: bool) -> None:
    answer = await post(house, "/sign-in/", 5, length)
    assert (answer.status_code, answer.json()["type"]) == (413, "urn:kompas:problem:body-too-large")
    assert "4 MB" in answer.json()["detail"]


async def test_files_of_a_source_may_be_larger(house: House) -> None:
    assert (await post(house, "/library/sources/add/", 5, length=False)).status_code == 403
    assert (await post(house, "/library/sources/add/", 61, length=True)).status_code == 413
