"""Spans of real turns and mails: what they tell, and that nobody's words are in them."""

from collections.abc import Iterator

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from tests.service.people import Visitor, until

from kompas.assistant.domain.errors import Permanent
from kompas.service.conversations.turns import Claimed
from kompas.service.house import House
from kompas.service.status import traces
from kompas.service.status.traces import set_up_traces


@pytest.fixture
def spans(monkeypatch: pytest.MonkeyPatch) -> Iterator[InMemorySpanExporter]:
    kept = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(kept))
    monkeypatch.setattr(traces, "tracer", provider.get_tracer("test"))
    yield kept
    provider.shutdown()


def test_a_turn_is_a_span_with_its_stages(spans: InMemorySpanExporter, house: House) -> None:
    visitor = Visitor(house)
    visitor.asks("Wat kost het om iets terug te sturen? Groet, Kwetsbaar")
    span = until(spans.get_finished_spans)[0]
    assert span.name == "turn"
    assert span.attributes["kompas.conversation"] == visitor.id
    assert span.attributes["kompas.outcome"] == "answer"
    assert span.attributes["kompas.ms.look_up"] > 0
    assert "Kwetsbaar" not in span.to_json()


def test_a_turn_that_fails_tells_nothing_of_what_was_said(
    spans: InMemorySpanExporter, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_served: object, claimed: Claimed) -> None:
        raise ValueError(f"cannot read {claimed.turn.messages}")

    monkeypatch.setattr("kompas.service.conversations.worker.think", broken)
    Visitor(house).says("Mijn naam is Kwetsbaar. Wat kost het om iets terug te sturen?")
    span = until(spans.get_finished_spans)[0]
    assert span.name == "turn"
    assert "Kwetsbaar" not in span.to_json()


def test_a_refused_mail_tells_no_address(
    spans: InMemorySpanExporter, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("550 eva.de.boer@voorbeeld.nl is not here")

    monkeypatch.setattr("django.core.mail.backends.dummy.EmailBackend.send_messages", refuse)
    Visitor(house).write(
        lambda db: db.execute(
            "INSERT INTO conversations_delivery (purpose, recipient, subject, body, message_id, at, due_at, claim, attempts,"
            " error) VALUES ('code', 'eva.de.boer@voorbeeld.nl', 'Uw code', '123456', '<m1>', 1, 1, 0, 0, '')"
        )
    )
    house.outbox.wake()
    span = until(lambda: [one for one in spans.get_finished_spans() if one.name == "mail"])[0]
    assert span.attributes["kompas.purpose"] == "code"
    assert "voorbeeld.nl" not in span.to_json()


def test_nothing_is_sent_without_being_told_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trace, "set_tracer_provider", lambda provider: pytest.fail("nobody asked for it"))
    set_up_traces({})


def test_what_is_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "opentelemetry.exporter.otlp.proto.http.trace_exporter", None)
    with pytest.raises(Permanent, match="not installed") as refused:
        set_up_traces({traces.ENDPOINT: "http://127.0.0.1:4318"})
    assert "kompas[otel]" in refused.value.remedy
