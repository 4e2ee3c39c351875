"""Rows of cases for the figures, without conversations behind them."""

from typing import Any

from kompas.service.insights.models import Case


def case(number: int, **told: Any) -> Case:
    """A case that ended as told; it began at moment 1000 unless told otherwise."""
    given = {
        "conversation": f"c{number}", "number": 1, "began_at": 1000, "last_at": 1000, "week": "2026-11-16", "lang": "nl",
        "channel": "chat", "matter": "ruilen", "ending": "open",
    }  # fmt: skip
    return Case(**given | told)
