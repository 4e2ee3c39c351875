"""What the house keeps up while it serves."""

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import pytest

from kompas.service import serving

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def test_streams_are_told_again_after_a_read_that_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "_AGAIN_SECONDS", 0.0)
    begun, again = [], asyncio.Event()

    async def run() -> None:
        begun.append(len(begun))
        if len(begun) == 1:
            raise OSError("disk I/O error")
        again.set()
        await asyncio.Event().wait()

    async with serving.live(cast(Any, SimpleNamespace(hub=SimpleNamespace(run=run)))):
        await asyncio.wait_for(again.wait(), 5)
    assert begun == [0, 1]
