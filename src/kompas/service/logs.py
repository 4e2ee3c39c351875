"""Logs: one JSON line per happening on standard error, with ids and codes only."""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog


def set_up_logs() -> None:
    """Structured logs for Kompas; of libraries only warnings, without request lines (they may hold addresses)."""
    shown: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _places_only,
        structlog.processors.JSONRenderer(),
    ]
    structlog.configure(processors=shown, logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_PlacesOnly("%(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])


def places(fault: BaseException) -> list[str]:
    """Where a fault came from: files, lines and names. Its message and the values around it may be a customer's words."""
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(fault.__traceback__)]


def _places_only(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    if event.pop("exc_info", None) and (fault := sys.exc_info()[1]) is not None:
        event["fault"] = type(fault).__name__
        event["at"] = places(fault)
    return event


class _PlacesOnly(logging.Formatter):
    def formatException(self, ei: Any) -> str:
        return f"{ei[0].__name__ if ei[0] else ''} at {places(ei[1]) if ei[1] else ''}"
