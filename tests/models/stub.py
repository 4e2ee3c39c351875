"""A language model on loopback that plays what it is told: honest, lying, obedient, slow, broken."""

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Said = Sequence[tuple[str, Sequence[int]]]
# what is written to the line, piece by piece; a number waits so many seconds, None cuts the line
Piece = bytes | float | None
Role = Callable[[dict[str, Any]], Iterator[Piece]]
_PIECE = 12


@dataclass
class Stub:
    """`role` plays the next calls; `asked` keeps what was sent."""

    port: int = 0
    role: Role = field(default=lambda request: says()(request))
    status: int = 200
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def passages(self) -> list[dict[str, Any]]:
        """The passages of the newest call."""
        return list(json.loads(self.asked[-1]["messages"][1]["content"])["passages"])


@contextmanager
def stub() -> Iterator[Stub]:
    playing = Stub()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["content-length"])))
            playing.asked.append(request)
            playing.headers.append(dict(self.headers))
            self.send_response(playing.status)
            self.send_header("content-type", "text/event-stream" if playing.status == 200 else "application/json")
            self.send_header("connection", "close")
            self.end_headers()
            try:
                for piece in playing.role(request):
                    if piece is None:
                        return
                    if isinstance(piece, bytes):
                        self.wfile.write(piece)
                        self.wfile.flush()
                    else:
                        time.sleep(piece)
            except OSError:  # whoever asked went away
                pass

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    playing.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield playing
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def says(*sentences: tuple[str, Sequence[int]], decision: str = "answer", wait: float = 0, pause: float = 0) -> Role:
    """These sentences, after waiting; with a pause between one and the next."""

    def role(request: dict[str, Any]) -> Iterator[Piece]:
        yield wait
        yield from _written('{"sentences": [')
        for n, (text, cites) in enumerate(sentences):
            yield from _written(("," if n else "") + json.dumps({"text": text, "cites": list(cites)}))
            yield pause
        yield from _written(f'], "decision": "{decision}"}}')
        yield from ending()

    return role


def honest(request: dict[str, Any]) -> Iterator[Piece]:
    """The first sentence of the first two passages, with one word changed that means the same."""
    passages = json.loads(request["messages"][1]["content"])["passages"][:2]
    said = [(one["text"].split("\n")[0].split(". ")[0].rstrip(".") + ".", [one["n"]]) for one in passages]
    return says(*said)(request)


def obedient(request: dict[str, Any]) -> Iterator[Piece]:
    """Does what the customer's text orders, word for word."""
    question = json.loads(request["messages"][1]["content"])["question"]
    return says((question.partition("say:")[2].strip() or question, [1]))(request)


def raw(*pieces: Piece) -> Role:
    return lambda request: iter(pieces)


def text(said: str, finish: str = "stop") -> Role:
    """Any text in place of the JSON that was asked for."""
    return lambda request: iter([*_written(said), *ending(finish)])


def ending(finish: str = "stop") -> Iterator[bytes]:
    yield _chunk({"choices": [{"index": 0, "delta": {}, "finish_reason": finish}]})
    yield _chunk({"choices": [], "usage": {"prompt_tokens": 700, "completion_tokens": 60, "total_tokens": 760}})
    yield b"data: [DONE]\n\n"


def _written(said: str) -> Iterator[bytes]:
    for at in range(0, len(said), _PIECE):
        delta = {"content": said[at : at + _PIECE]}
        yield _chunk({"choices": [{"index": 0, "delta": delta, "finish_reason": None}]})


def _chunk(data: dict[str, Any]) -> bytes:
    return (
        b"data: " + json.dumps({"id": "x", "object": "chat.completion.chunk", "model": "m", **data}).encode() + b"\n\n"
    )


def half(said: str) -> Role:
    """The beginning of an answer, and then nothing: the line is cut."""
    return lambda request: iter([*_written(said), None])


def flood(request: dict[str, Any]) -> Iterator[Piece]:
    """10 MB of pieces that are each as they should be."""
    yield from _written('{"sentences": [{"text": "')
    for _ in range(160):
        yield _chunk({"choices": [{"index": 0, "delta": {"content": "x" * 65_536}, "finish_reason": None}]})


def endless(request: dict[str, Any]) -> Iterator[Piece]:
    """10 MB without an end of a line."""
    yield b"data: "
    for _ in range(160):
        yield b"x" * 65_536
