"""Traces for OpenTelemetry: a span for each turn and each mail, with ids and codes, never words.

Without the extra `otel` and OTEL_EXPORTER_OTLP_ENDPOINT a span costs nothing and goes nowhere.
"""

from collections.abc import Mapping
from contextlib import AbstractContextManager

from opentelemetry import trace
from opentelemetry.util.types import AttributeValue

from kompas import __version__
from kompas.assistant.domain.errors import Permanent

ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT"
tracer = trace.get_tracer("kompas", __version__)  # asks for its provider at each span, so it may be made first


def set_up_traces(environment: Mapping[str, str]) -> None:
    """Send spans where the environment says; nothing is sent without it. Raises Permanent where the extra is missing."""
    if not environment.get(ENDPOINT):
        return
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as missing:
        raise Permanent(
            f"{ENDPOINT} is set, but what sends traces is not installed.", "Install kompas[otel]."
        ) from missing
    named = Resource.create(
        {"service.name": environment.get("OTEL_SERVICE_NAME", "kompas"), "service.version": __version__}
    )
    provider = TracerProvider(resource=named)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)


def spanned(name: str, about: Mapping[str, AttributeValue] | None = None) -> AbstractContextManager[trace.Span]:
    """A span with these attributes. What a fault says may hold words or an address, so it is no part of the span."""
    return tracer.start_as_current_span(name, attributes=about, record_exception=False, set_status_on_exception=False)


def stages(ms: Mapping[str, float]) -> dict[str, AttributeValue]:
    """How long each stage of a turn took, as attributes."""
    return {f"kompas.ms.{name.replace(' ', '_')}": value for name, value in ms.items()}
