"""The front door as its tests meet it: a client, visitors, and streams that can be listened to."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx2
from starlette.types import ASGIApp

from kompas.service.clock import now_ms
from kompas.service.conversations import store
from kompas.service.conversations.wire import spoken
from kompas.service.house import House

API = "/chat/v1"


@dataclass
class Front:
    """`app` is the front door of `house`; `client` calls it from another machine."""

    house: House
    app: ASGIApp
    client: httpx2.AsyncClient

    async def begin(self, lang: str = "nl", **body: Any) -> "Visitor":
        answer = await self.client.post(f"{API}/conversations", json={"lang": lang, **body})
        assert answer.status_code == 201, answer.text
        told = answer.json()
        return Visitor(self, told["conversation"], told["token"])

    async def write(self, job: Callable[[Any], Any]) -> Any:
        return await asyncio.wrap_future(self.house.writer.submit(job))

    async def rows(self, sql: str, *values: Any) -> list[dict[str, Any]]:
        return await self.write(lambda db: [dict(row) for row in db.execute(sql, values)])


@dataclass
class Visitor:
    """Somebody with a conversation of their own."""

    front: Front
    id: str
    token: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", "Accept-Language": "nl"}

    def path(self, path: str) -> str:
        return f"{API}/conversations/{self.id}/{path}"

    async def call(self, method: str, path: str, body: Any = None, **headers: str) -> httpx2.Response:
        content = {} if body is None else {"json": body}
        return await self.front.client.request(method, self.path(path), headers={**self.headers, **headers}, **content)

    async def say(self, text: str, id: str | None = None) -> httpx2.Response:
        return await self.call("POST", "messages", {"id": id or str(uuid4()), "text": text})

    async def answered(self, text: str = "Op werkdagen bezorgen we binnen twee dagen.", **words: Any) -> int:
        """The assistant says something, as after a turn."""
        said = spoken(text, "nl", words.pop("author", "assistant"), words.pop("provenance", "quote"))
        stored = store.Words(said.author, said.text, "nl", said.provenance, said.parts, **words)
        return await self.front.write(lambda db: store.say(db, self.id, stored, now_ms(), said.author))

    async def messages(self) -> list[dict[str, Any]]:
        rows = await self.front.rows(
            "SELECT * FROM conversations_message WHERE conversation_id = ? ORDER BY seq", self.id
        )
        return [{**row, "parts": json.loads(row["parts"])} for row in rows]

    def listen(self, after: int | None = None, query: str = "", **headers: str) -> "Stream":
        more = {"Last-Event-ID": str(after)} if after is not None else {}
        return Stream(self.front.app, self.path("events"), query, {**self.headers, **more, **headers})


class Stream:
    """A stream that is open for as long as the `async with` lasts. Test clients wait for the end of an answer; this has none."""

    def __init__(self, app: ASGIApp, path: str, query: str, headers: dict[str, str]) -> None:
        raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        self._scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(b"host", b"localhost"), *raw],
            "client": ("203.0.113.7", 5000),
            "server": ("localhost", 80),
        }
        self._app = app
        self._left = asyncio.Event()
        self._sent: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._buffer = b""
        self.status = 0

    async def __aenter__(self) -> "Stream":
        self.task = asyncio.create_task(self._app(self._scope, self._receive, self._sent.put))  # type: ignore[arg-type]
        start = await asyncio.wait_for(self._sent.get(), 10)
        self.status = start["status"]
        self.headers = dict(start["headers"])
        return self

    async def __aexit__(self, *_: object) -> None:
        self._left.set()
        await asyncio.wait_for(self.task, 10)

    async def _receive(self) -> dict[str, Any]:
        if not hasattr(self, "_asked"):
            self._asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self._left.wait()
        return {"type": "http.disconnect"}

    async def next(self) -> dict[str, Any]:
        """The next event as {event, id, data}."""
        while b"\n\n" not in self._buffer:
            self._buffer += (await asyncio.wait_for(self._sent.get(), 10)).get("body", b"")
        block, self._buffer = self._buffer.split(b"\n\n", 1)
        fields = dict(line.split(": ", 1) for line in block.decode().splitlines())
        return {"event": fields.get("event"), "id": fields.get("id"), "data": json.loads(fields.get("data", "null"))}

    async def until(self, kind: str) -> dict[str, Any]:
        while True:
            if (event := await self.next())["event"] == kind:
                return event

    async def messages(self, count: int) -> list[dict[str, Any]]:
        return [(await self.until("message"))["data"] for _ in range(count)]
