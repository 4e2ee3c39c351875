"""One line of the append-only trail: who, what, when, ids, versions, reason codes, numbers. Never text or personal values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

Plain = str | int | float | bool | None | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """`kind` is "<thing>.<verb>"; `by` is "customer", "assistant", "system" or "agent:<id>".

    `data` holds ids, codes and numbers.
    """

    kind: str
    by: str
    at: datetime
    conversation: str | None = None
    data: Mapping[str, Plain] = field(default_factory=dict)
