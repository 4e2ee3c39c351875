"""Logs: one JSON line per happening on standard output, with ids and codes only."""

import logging
import sys

import structlog


def set_up_logs() -> None:
    """Structured logs for Kompas; of libraries only warnings, without request lines (they may hold addresses)."""
    shown: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.dict_tracebacks,
        structlog.processors.JSONRenderer(),
    ]
    structlog.configure(processors=shown, logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s")
