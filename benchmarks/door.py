"""A lean customer for measuring and for the soak: plain HTTP/1.1 on asyncio streams, so that the client costs little."""

import asyncio
import json
import uuid
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from typing import Any


class Gone(Exception):
    """The server cannot be reached right now."""


@dataclass
class Customer:
    """One visitor. `ask` posts with the client's own id, again and again until it is acknowledged."""

    port: int
    conversation: str = ""
    token: str = ""
    _line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = field(default=None, repr=False)

    async def begin(self, lang: str = "nl") -> None:
        answer = await self.call("POST", "/chat/v1/conversations", {"lang": lang})
        self.conversation, self.token = answer["conversation"], answer["token"]

    async def ask(self, text: str, id: str | None = None) -> int:
        path = f"/chat/v1/conversations/{self.conversation}/messages"
        answer = await self.call("POST", path, {"id": id or str(uuid.uuid4()), "text": text})
        seq: int = answer["seq"]
        return seq

    async def call(self, method: str, path: str, body: Any = None) -> Any:
        """One request on the kept line; raises Gone when the line breaks."""
        sent = json.dumps(body).encode() if body is not None else b""
        try:
            reader, writer = self._line or await asyncio.open_connection("127.0.0.1", self.port)
            self._line = reader, writer
            writer.write(self._head(method, path, len(sent)) + sent)
            status, headers = await _answer_head(reader)
            got = await reader.readexactly(int(headers.get("content-length", "0")))
        except (OSError, asyncio.IncompleteReadError) as fault:
            self.hang_up()
            raise Gone from fault
        if status >= 500:
            raise Gone(f"{status}")
        if status >= 400:
            raise RuntimeError(f"{method} {path}: {status} {got[:300]!r}")
        return json.loads(got) if got else None

    async def follow(self, after: int = 0) -> AsyncGenerator[tuple[str, Any], None]:
        """(event, data) of the stream on a line of its own, until the line breaks."""
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            writer.write(self._head("GET", f"/chat/v1/conversations/{self.conversation}/events?after={after}", 0))
            status, _ = await _answer_head(reader)
            if status != 200:
                raise Gone(f"{status}")
            name, data = "", b""
            while line := await reader.readline():
                line = line.rstrip(b"\r\n")
                if line.startswith(b"event: "):
                    name = line[7:].decode()
                elif line.startswith(b"data: "):
                    data = line[6:]
                elif not line and name:
                    yield name, json.loads(data)
                    name, data = "", b""
        except (OSError, asyncio.IncompleteReadError) as fault:
            raise Gone from fault

    def hang_up(self) -> None:
        if self._line is not None:
            self._line[1].close()
            self._line = None

    def _head(self, method: str, path: str, length: int) -> bytes:
        token = f"authorization: Bearer {self.token}\r\n" if self.token else ""
        kind = f"content-type: application/json\r\ncontent-length: {length}\r\n" if length or method == "POST" else ""
        return f"{method} {path} HTTP/1.1\r\nhost: 127.0.0.1:{self.port}\r\n{token}{kind}\r\n".encode()


async def _answer_head(reader: asyncio.StreamReader) -> tuple[int, dict[str, str]]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    pairs = (line.split(":", 1) for line in head[1:] if ":" in line)
    return int(head[0].split()[1]), {name.strip().lower(): value.strip() for name, value in pairs}
