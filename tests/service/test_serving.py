"""What the house keeps up while it serves."""

import asyncio
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest
from structlog.testing import capture_logs

from kompas.assistant.domain.company import ModelPlan
from kompas.assistant.domain.errors import Permanent
from kompas.service import serving
from kompas.service.house import House, running
from kompas.service.library.shelf import Served, Shelf


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


@pytest.mark.parametrize(
    "failing", ["backroom.room.Backroom", "privacy.keeping.Keeping", "conversations.worker.Worker"]
)
def test_what_runs_is_stopped_where_the_rest_cannot_start(
    failing: str, open_house: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def start(_: object) -> None:
        raise RuntimeError("can't start new thread")

    before = set(threading.enumerate())
    with monkeypatch.context() as broken:
        broken.setattr(f"kompas.service.{failing}.start", start)
        with pytest.raises(RuntimeError, match="new thread"), open_house():
            raise AssertionError("it was opened")
    assert {one.name for one in set(threading.enumerate()) - before} == set()
    assert running() is None
    with open_house() as again:
        assert again.writer.submit(lambda db: db.execute("SELECT 1").fetchone()[0]).result(10) == 1


def test_a_model_is_closed_with_the_house(open_house: Callable[..., Any]) -> None:
    with open_house() as house:
        house.gateway.ready(ModelPlan("http://127.0.0.1:1/v1", "small"))
        assert "models" in {one.name for one in threading.enumerate()}
    assert "models" not in {one.name for one in threading.enumerate()}


@pytest.mark.parametrize(
    ("address", "happening", "remedy"),
    [
        ("http://127.0.0.1:1/v1", "model.not_installed", "Install kompas[llm]."),
        ("https://models.example.org/v1", "model.unknown_host", "Use https, and name its host in KOMPAS_MODEL_HOSTS."),
    ],
)
def test_a_model_that_cannot_be_asked_is_told_at_the_start(
    shop: Served, monkeypatch: pytest.MonkeyPatch, address: str, happening: str, remedy: str
) -> None:
    monkeypatch.setitem(sys.modules, "openai", None)
    company = replace(shop.company, model=ModelPlan(address, "small"))
    with capture_logs() as told:
        serving._gateway(cast(Shelf, SimpleNamespace(now=replace(shop, company=company))))
    assert [(one["event"], one["remedy"]) for one in told] == [(happening, remedy)]


def test_what_the_shelf_holds_open_is_closed_when_the_house_stops(
    open_house: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[Shelf] = []
    monkeypatch.setattr(Shelf, "close", lambda shelf: closed.append(shelf))
    with open_house() as house:
        assert closed == []
    assert closed == [house.shelf]
