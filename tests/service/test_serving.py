"""What the house keeps up while it serves."""

import asyncio
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

import pytest

from kompas.assistant.domain.errors import Permanent
from kompas.service import serving
from kompas.service.house import House


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.mark.anyio
async def test_streams_are_told_again_after_a_read_that_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "_AGAIN_SECONDS", 0.0)
    begun, again = [], asyncio.Event()

    async def run() -> None:
        begun.append(len(begun))
        if len(begun) == 1:
            raise OSError("disk I/O error")
        again.set()
        await asyncio.Event().wait()

    async with serving.live(cast(Any, SimpleNamespace(hub=SimpleNamespace(run=run, close=lambda: None)))):
        await asyncio.wait_for(again.wait(), 5)
    assert begun == [0, 1]


def test_a_data_folder_is_served_once(house: House, open_house: Callable[..., Any]) -> None:
    """Two processes that serve one database would both speak to the same customers."""
    with pytest.raises(Permanent, match="already serves") as told, open_house():
        raise AssertionError("a second house was opened")
    assert "Stop it" in told.value.remedy
