"""What every call at the front door has at hand: the house, one connection to read with, the counters."""

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import TypeVar

import orjson
from starlette.requests import Request
from starlette.responses import Response

from kompas.service.database.connection import connect
from kompas.service.front_door.limits import Limits, bounds
from kompas.service.front_door.problems import Problem
from kompas.service.house import House
from kompas.service.library.shelf import Served

T = TypeVar("T")


@dataclass
class Door:
    """`reads` is used on the event loop only, for short reads; everything that writes goes through `write`."""

    house: House
    limits: Limits = field(default_factory=lambda: Limits(bounds().rates))
    _reads: sqlite3.Connection | None = None

    @property
    def served(self) -> Served:
        """The company as it serves now."""
        return self.house.shelf.now

    @property
    def reads(self) -> sqlite3.Connection:
        if self._reads is None:
            self._reads = connect(readonly=True)
        return self._reads

    def close(self) -> None:
        """After the last call; another one would open a new connection."""
        if self._reads is not None:
            self._reads.close()
            self._reads = None

    async def write(self, job: Callable[[sqlite3.Connection], T]) -> T:
        """Have it stored by the writer, and return only when it is on disk.

        Who stops waiting does not take the job back: a client that repeats it finds it done.
        """
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[T] = loop.create_future()
        stored = self.house.writer.submit(job)
        stored.add_done_callback(lambda done: loop.call_soon_threadsafe(_answer, answer, done))
        try:
            async with asyncio.timeout(bounds().write_seconds):
                return await answer
        except (TimeoutError, sqlite3.Error) as fault:
            raise Problem(503, "unavailable").told(retry_after=2) from fault


def _answer(answer: "asyncio.Future[T]", stored: "Future[T]") -> None:
    """Pass on how it went, unless nobody waits for it any more."""
    if answer.done():
        return
    if fault := stored.exception():
        answer.set_exception(fault)
    else:
        answer.set_result(stored.result())


def door_of(request: Request) -> Door:
    door: Door = request.app.state.door
    return door


def address_of(request: Request) -> str:
    """From where the call comes (the server has put a trusted proxy's word in its place)."""
    return request.client.host if request.client else ""


def language_of(request: Request) -> str:
    """The language of the answer: asked for, else preferred, else the company's first."""
    languages = door_of(request).served.company.languages
    wished = [request.query_params.get("lang", ""), *_preferred(request.headers.get("accept-language", ""))]
    return next((short for wish in wished if (short := wish[:2].lower()) in languages), languages[0])


def _preferred(header: str) -> list[str]:
    """The languages of an Accept-Language header, the dearest first."""
    ranked = []
    for entry in header[:200].split(","):
        name, _, weight = entry.partition(";q=")
        try:
            ranked.append((-float(weight or 1), name.strip()))
        except ValueError:
            continue
    return [name for _, name in sorted(ranked, key=lambda one: one[0])]


def json_answer(content: object, status: int = 200, cache: str = "no-store") -> Response:
    return Response(orjson.dumps(content), status, {"Cache-Control": cache}, media_type="application/json")
