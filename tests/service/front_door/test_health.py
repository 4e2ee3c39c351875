"""Alive, and ready only when a customer would be helped."""

from types import SimpleNamespace
from typing import Any, cast

import pytest
from tests.service.front_door.front import Front

pytestmark = pytest.mark.anyio


async def test_it_is_alive_and_ready(front: Front) -> None:
    assert (await front.client.get("/healthz")).json() == {"alive": True}
    ready = await front.client.get("/readyz")
    assert (ready.status_code, ready.json()["ready"]) == (200, True)


async def test_without_a_worker_nobody_is_helped(front: Front) -> None:
    front.house.worker = cast(Any, SimpleNamespace(alive=False, wake=lambda: None))
    answer = await front.client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {
        "ready": False, "database": True, "assistant": True, "worker": False, "mail": True, "backroom": True, "trail": True
    }  # fmt: skip


async def test_without_a_database_nobody_is_helped(front: Front) -> None:
    await front.client.get("/readyz")
    front.app._door._reads.close()  # type: ignore[attr-defined]
    answer = await front.client.get("/readyz")
    assert (answer.status_code, answer.json()["database"]) == (503, False)
    assert (await front.client.get("/healthz")).status_code == 200
