"""The live stream of one conversation: server-sent events, taken up again after the last one that was seen.

Thousands of these stand open at once, so a stream is one small coroutine and one that waits for the customer to leave.
"""

import asyncio
from collections.abc import AsyncGenerator
from typing import cast

from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from kompas.service.front_door.door import Door, address_of, door_of
from kompas.service.front_door.limits import bounds, network_of
from kompas.service.front_door.problems import Problem, Said
from kompas.service.front_door.visitors import visitor

_HEADERS = (
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
)


class Events:
    """First where the conversation stands, then everything after `Last-Event-ID` (or `?after=`), then what comes.

    An ASGI application of its own rather than an endpoint: a stream then carries no request and few frames with it.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        door, conversation, network, after = _asked(Request(scope))
        streams = door.limits.streams
        streams.update((conversation, network))
        frames = cast(AsyncGenerator[bytes], door.house.hub.follow(conversation, after))
        here = asyncio.current_task()
        assert here is not None
        leaving = asyncio.ensure_future(_left(receive))
        leaving.add_done_callback(lambda done: None if done.cancelled() else here.cancel())
        try:
            await send({"type": "http.response.start", "status": 200, "headers": list(_HEADERS)})
            async for frame in frames:
                await send({"type": "http.response.body", "body": frame, "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        except OSError:
            pass  # the line broke while we spoke; the customer takes it up again
        except asyncio.CancelledError:
            if not leaving.done() or here.uncancel():
                raise  # the server ends us, not the customer
        finally:
            leaving.cancel()
            for counted in (conversation, network):
                streams[counted] -= 1
                if not streams[counted]:
                    del streams[counted]
            await frames.aclose()


def _asked(request: Request) -> tuple[Door, str, str, int]:
    """Which conversation, from which network ("" for this machine), after which place; raises for who may not, and for a
    visitor or a network with too many open streams."""
    door, row, after = door_of(request), visitor(request), _last_seen(request)
    open_now, network = door.limits.streams, network_of(address_of(request)) or ""
    if open_now[row["id"]] >= bounds().streams or (network and open_now[network] >= bounds().network_streams):
        raise Problem(429, "too_many", seconds=30).told(retry_after=30)
    return door, row["id"], network, min(after, row["seq"])


def _last_seen(request: Request) -> int:
    """The header wins: a browser that resumes by itself keeps the address and sends the newer number in the header."""
    told = request.headers.get("last-event-id") or request.query_params.get("after") or "0"
    if not (told.isascii() and told.isdigit() and len(told) <= 10):
        raise Problem(422, "field", place="Last-Event-ID", why=Said("field.wrong")).told(pointer="Last-Event-ID")
    return int(told)


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
