"""The live stream of one conversation: server-sent events, taken up again after the last one that was seen.

Thousands of these stand open at once, so a stream is one small coroutine and one that waits for the customer to leave.
"""

import asyncio
from collections.abc import AsyncGenerator
from typing import cast

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from kompas.service.front_door.door import Door, door_of
from kompas.service.front_door.limits import bounds
from kompas.service.front_door.problems import Problem, Said
from kompas.service.front_door.visitors import visitor

_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]


async def events(request: Request) -> Response:
    """First where the conversation stands, then everything after `Last-Event-ID` (or `?after=`), then what comes."""
    row, after = visitor(request), _last_seen(request)
    door = door_of(request)
    if door.limits.streams[row["id"]] >= bounds().streams:
        raise Problem(429, "too_many", seconds=30).told(retry_after=30)
    return EventStream(door, row["id"], min(after, row["seq"]))


def _last_seen(request: Request) -> int:
    """The header wins: a browser that resumes by itself keeps the address and sends the newer number in the header."""
    told = request.headers.get("last-event-id") or request.query_params.get("after") or "0"
    if not (told.isascii() and told.isdigit() and len(told) <= 10):
        raise Problem(422, "field", place="Last-Event-ID", why=Said("field.wrong")).told(pointer="Last-Event-ID")
    return int(told)


class EventStream(Response):
    """Sends what the hub gives until the customer leaves or the conversation is gone."""

    def __init__(self, door: Door, conversation: str, after: int) -> None:
        super().__init__()
        self._door, self._conversation, self._after = door, conversation, after

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        streams = self._door.limits.streams
        streams[self._conversation] += 1
        frames = cast(AsyncGenerator[bytes], self._door.house.hub.follow(self._conversation, self._after))
        try:
            await self._until_left(frames, receive, send)
        finally:
            streams[self._conversation] -= 1
            if not streams[self._conversation]:
                del streams[self._conversation]

    async def _until_left(self, frames: AsyncGenerator[bytes], receive: Receive, send: Send) -> None:
        here = asyncio.current_task()
        assert here is not None
        leaving = asyncio.ensure_future(_left(receive))
        leaving.add_done_callback(lambda done: None if done.cancelled() else here.cancel())
        try:
            await _send_all(frames, send)
        except asyncio.CancelledError:
            if not leaving.done() or here.uncancel():
                raise  # the server ends us, not the customer
        finally:
            leaving.cancel()
            await frames.aclose()


async def _send_all(frames: AsyncGenerator[bytes], send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
    try:
        async for frame in frames:
            await send({"type": "http.response.body", "body": frame, "more_body": True})
    except OSError:  # the line broke while we spoke; the customer takes it up again
        return
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
