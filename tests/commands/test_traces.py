"""Traces as an operator has them: `kompas serve` in a process of its own sends to a collector over OTLP/HTTP.

The collector is a small server that reads what comes with the protocol's own messages.
"""

import gzip
import re
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)
from tests.assistant.company.folders import copy_of_sample
from tests.commands.running import free_port, serving
from tests.service.people import until

from kompas import __version__

NAME, ADDRESS, ORDER = "Kwetsbaar", "ada@klant.example", "M-12"
QUESTION = f"Mijn naam is {NAME}. Waar blijft mijn pakketje?"


@dataclass
class Collector:
    """What came in, whole: each call's path, its kind of content, and the message."""

    calls: list[tuple[str, str, ExportTraceServiceRequest]] = field(default_factory=list)
    raw: bytes = b""

    @property
    def spans(self) -> list[tuple[str, dict[str, Any]]]:
        """Name and attributes of each span."""
        found = [
            span
            for _, _, told in self.calls
            for resource in told.resource_spans
            for scope in resource.scope_spans
            for span in scope.spans
        ]
        return [(span.name, {one.key: _plain(one.value) for one in span.attributes}) for span in found]

    @property
    def resources(self) -> list[dict[str, Any]]:
        resources = [one.resource for _, _, told in self.calls for one in told.resource_spans]
        return [{one.key: _plain(one.value) for one in resource.attributes} for resource in resources]


def _plain(value: Any) -> Any:
    return getattr(value, value.WhichOneof("value"))


@contextmanager
def collecting() -> Iterator[tuple[Collector, str]]:
    """A collector on loopback, and its address."""
    collector = Collector()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.headers.get("Content-Encoding") == "gzip":
                body = gzip.decompress(body)
            collector.raw += body
            told = ExportTraceServiceRequest.FromString(body)
            collector.calls.append((self.path, self.headers["Content-Type"], told))
            self.send_response(200)
            self.send_header("Content-Type", "application/x-protobuf")
            self.end_headers()
            self.wfile.write(ExportTraceServiceResponse().SerializeToString())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield collector, f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass
class Customer:
    """Somebody in the chat of a running server."""

    here: str
    seen: int = 0

    def __post_init__(self) -> None:
        told = httpx2.post(f"{self.here}/chat/v1/conversations", json={"lang": "nl"}).json()
        self.id, headers = told["conversation"], {"Authorization": f"Bearer {told['token']}"}
        self.client = httpx2.Client(base_url=f"{self.here}/chat/v1/conversations/{self.id}/", headers=headers)

    def asks(self, text: str) -> str:
        """Says it, and waits for the answer; gives the whole talk so far."""
        said = self.client.post("messages", json={"id": str(uuid4()), "text": text})
        assert said.status_code == 202, said.text
        return str(until(lambda: self._answered(text), 30))

    def _answered(self, text: str) -> str:
        talk = self.client.get("transcript?format=txt").text
        return talk if "AI" in talk.rpartition(text)[2] else ""


def mailed_code(data: Path) -> str:
    """The code of the mail that was tried to be sent."""

    def tried() -> str:
        with closing(sqlite3.connect(f"file:{data}/kompas.sqlite3?mode=ro", uri=True)) as db:
            row = db.execute("SELECT body FROM conversations_delivery WHERE attempts > 0").fetchone()
        return row[0] if row else ""

    return str(re.findall(r"\b\d{6}\b", until(tried, 30))[0])


def test_turns_and_mails_reach_the_collector_and_nobodys_data_does(tmp_path: Path) -> None:
    port = free_port()
    here = f"http://127.0.0.1:{port}"
    words = ("serve", copy_of_sample(tmp_path), "--data", "data")
    with collecting() as (collector, endpoint):
        settings = {"OTEL_EXPORTER_OTLP_ENDPOINT": endpoint, "NO_PROXY": "127.0.0.1"}
        settings["KOMPAS_SMTP_URL"] = f"smtp://127.0.0.1:{free_port()}"  # where nobody listens
        with serving(*words, cwd=tmp_path, port=port, **settings):
            customer = Customer(here)
            customer.asks(QUESTION)
            customer.asks(ADDRESS)
            code = mailed_code(tmp_path / "data")
            talk = customer.asks(code)
        told = {(path, kind) for path, kind, _ in collector.calls}
    assert told == {("/v1/traces", "application/x-protobuf")}
    assert ORDER in talk, "the customer was shown a record of theirs"
    turns = [about for name, about in collector.spans if name == "turn"]
    assert [(about["kompas.conversation"], about["kompas.outcome"]) for about in turns] == [
        (customer.id, "continue")
    ] * 3
    assert all(about["kompas.ms.understand"] > 0 for about in turns)
    mails = [about for name, about in collector.spans if name == "mail"]
    assert {about["kompas.purpose"] for about in mails} == {"code"}
    assert collector.resources[0]["service.name"] == "kompas"
    assert collector.resources[0]["service.version"] == __version__
    for secret in (NAME, "Ada", "klant.example", ORDER, code, "pakketje"):
        assert secret.lower().encode() not in collector.raw.lower(), secret


@pytest.mark.parametrize("settings", [{}, {"OTEL_EXPORTER_OTLP_ENDPOINT": ""}])
def test_without_the_setting_nothing_is_sent(tmp_path: Path, settings: dict[str, str]) -> None:
    port = free_port()
    with collecting() as (collector, endpoint):
        known = {"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": f"{endpoint}/v1/traces", "NO_PROXY": "127.0.0.1"}
        company = copy_of_sample(tmp_path)
        with serving("demo", "--company", company, "--data", "data", cwd=tmp_path, port=port, **known, **settings):
            Customer(f"http://127.0.0.1:{port}").asks(QUESTION)
    assert collector.calls == []
