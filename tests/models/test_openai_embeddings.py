"""An embedder over HTTP, played on loopback: as it should be, slow, broken, too big, elsewhere."""

import json
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np
import pytest

from kompas.assistant.domain.errors import KompasError, Permanent, Temporary
from kompas.models import openai_embeddings
from kompas.models.openai_embeddings import TOGETHER, OpenAIEmbeddings

Asked = list[dict[str, Any]]
Play = Callable[[BaseHTTPRequestHandler, dict[str, Any]], None]


@contextmanager
def serving(play: Play) -> Iterator[tuple[str, Asked]]:
    asked: Asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["content-length"])))
            asked.append({"path": self.path, "headers": dict(self.headers), **request})
            with suppress(OSError):  # whoever asked went away
                play(self, request)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", asked
    finally:
        server.shutdown()
        server.server_close()


def says(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def rows(request: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"index": n, "embedding": [float(len(text)), 1.0]} for n, text in enumerate(request["input"])]


def well(handler: BaseHTTPRequestHandler, request: dict[str, Any]) -> None:
    says(handler, json.dumps({"data": rows(request)[::-1]}).encode())  # the order is told by index


def test_texts_become_rows_in_their_order() -> None:
    with serving(well) as (url, asked):
        embedder = OpenAIEmbeddings(url, "small", "a-key", outside=False)
        made = embedder.embed(["aaa", "b"])
        embedder.close()
    assert np.allclose(made, np.array([[3, 1], [1, 1]]) / np.sqrt([[10], [2]]))
    assert (asked[0]["path"], asked[0]["model"], asked[0]["input"]) == ("/v1/embeddings", "small", ["aaa", "b"])
    assert asked[0]["headers"]["authorization"] == "Bearer a-key"
    assert embedder.name == f"small {url}"


def test_many_texts_go_in_parts_and_none_without_a_call() -> None:
    with serving(well) as (url, asked):
        embedder = OpenAIEmbeddings(url, "small")
        assert len(embedder.embed(["a"] * (TOGETHER + 1))) == TOGETHER + 1
        assert embedder.embed([]).shape[0] == 0
    assert [len(one["input"]) for one in asked] == [TOGETHER, 1]
    assert "authorization" not in asked[0]["headers"]


def status(code: int, **headers: str) -> Play:
    return lambda handler, request: says(handler, b"{}", code, **headers)


def body(text: bytes, **headers: str) -> Play:
    return lambda handler, request: says(handler, text, **headers)


@pytest.mark.parametrize(
    ("play", "kind", "told"),
    [
        (status(500), Temporary, "answers 500"),
        (status(429), Temporary, "answers 429"),
        (status(401), Permanent, "answers 401"),
        (status(307, location="http://127.0.0.1:9/v1/embeddings"), Permanent, "answers 307"),
        (body(b"<html>"), Permanent, "no list of vectors"),
        (body(b'{"data": {}}'), Permanent, "another number of vectors"),
        (body(b'{"data": [{"index": 0, "embedding": ["x", 1]}]}'), Permanent, "no list of vectors"),
        (body(b'{"data": [{"index": 0, "embedding": []}]}'), Permanent, "vectors that are none"),
        (body(b'{"data": [{"index": 0, "embedding": [1e999, 1]}]}'), Permanent, "gives"),
        (body(b'{"data": [{"index": 1, "embedding": [1, 1]}]}'), Permanent, "another number of vectors"),
        (body(b" " * 1_000_000), Permanent, "too long"),
        (body(b"packed", content_encoding="gzip"), Permanent, "packed"),
    ],
)
def test_every_fault_is_one_of_ours(play: Play, kind: type[KompasError], told: str) -> None:
    with serving(play) as (url, _asked), pytest.raises(kind, match=told):
        OpenAIEmbeddings(url, "small").embed(["a"])


def test_a_slow_server_is_not_waited_for() -> None:
    def silent(handler: BaseHTTPRequestHandler, request: dict[str, Any]) -> None:
        time.sleep(1)

    def dripping(handler: BaseHTTPRequestHandler, request: dict[str, Any]) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(40):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.05)

    for play in (silent, dripping):
        with serving(play) as (url, _asked), pytest.raises(Temporary, match="in time"):
            OpenAIEmbeddings(url, "small", seconds=0.3).embed(["a"])


def test_nobody_there() -> None:
    with pytest.raises(Temporary, match="cannot be reached"):
        OpenAIEmbeddings("http://127.0.0.1:9/v1", "small").embed(["a"])


def test_parts_of_different_lengths_are_no_vectors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openai_embeddings, "TOGETHER", 1)
    lengths = iter([[1.0], [1.0, 2.0]])

    def uneven(handler: BaseHTTPRequestHandler, request: dict[str, Any]) -> None:
        says(handler, json.dumps({"data": [{"index": 0, "embedding": next(lengths)}]}).encode())

    with serving(uneven) as (url, _asked), pytest.raises(Permanent, match="different lengths"):
        OpenAIEmbeddings(url, "small").embed(["a", "b"])


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx2", None)
    with pytest.raises(Permanent) as told:
        OpenAIEmbeddings("http://127.0.0.1:9/v1", "small")
    assert told.value.remedy == "Install kompas[embeddings]."
