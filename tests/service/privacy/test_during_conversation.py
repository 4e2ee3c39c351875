"""An erasure while a customer chats: the turn under way says nothing any more, and the open stream ends."""

import asyncio
import threading
from typing import Any

import pytest
from tests.service.people import Visitor, kinds, until

from kompas.service import serving
from kompas.service.clock import now_ms
from kompas.service.conversations import worker
from kompas.service.house import House
from kompas.service.privacy.erasure import erase
from kompas.service.privacy.subject import find


def erased(house: House, visitor: Visitor) -> str:
    def act(db: Any) -> str:
        (subject,) = find(db, visitor.id)
        return erase(db, subject, "staff:1", now_ms(), house.data_dir)

    number: str = visitor.write(act)
    return number


def test_the_turn_under_way_is_dropped(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    thinking, go_on = threading.Event(), threading.Event()
    think = worker.think

    def slow(*args: Any) -> Any:
        thinking.set()
        go_on.wait(10)
        return think(*args)

    monkeypatch.setattr(worker, "think", slow)
    visitor = Visitor(house)
    visitor.says("Wat kost een grote beurt?")
    assert thinking.wait(10)
    erased(house, visitor)
    go_on.set()
    other = Visitor(house)
    other.asks("Wat kost een grote beurt?")  # whoever thinks is free again
    assert visitor.messages() == []
    assert kinds(visitor.id)[-1] == "conversation.erased"
    assert "message.posted" not in kinds(visitor.id)[2:]


def test_the_open_stream_ends_with_gone(house: House) -> None:
    visitor = Visitor(house)

    async def follow() -> list[bytes]:
        frames: list[bytes] = []
        async with serving.live(house):
            await asyncio.sleep(0)  # the hub opens its connection
            async with asyncio.timeout(10):
                async for frame in house.hub.follow(visitor.id, 0):
                    frames.append(frame)
                    if len(frames) == 1:
                        await asyncio.to_thread(erased, house, visitor)
        return frames

    assert asyncio.run(follow())[-1] == b"event: gone\ndata: {}\n\n"
    until(lambda: find_nothing(house, visitor))


def find_nothing(house: House, visitor: Visitor) -> bool:
    return bool(house.writer.submit(lambda db: find(db, visitor.id) == []).result(10))
