"""How surely we know a customer, and what was read about them."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum


class Level(IntEnum):
    """How surely we know the customer; a higher level includes the lower ones."""

    NONE = 0
    KNOWN_ADDRESS = 1
    VERIFIED = 2
    STRONG = 3


@dataclass(frozen=True, slots=True)
class Identity:
    """`customer_key` is the customer's key in the company's own system; only code may bind it, never text."""

    level: Level = Level.NONE
    customer_key: str | None = None
    method: str | None = None
    proven_at: datetime | None = None


class CodeCheck(StrEnum):
    """What came of the code that the customer typed. Checked by the service; the thinking only words it."""

    RIGHT = "right"
    WRONG = "wrong"
    EXPIRED = "expired"
    TOO_MANY = "too_many"


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a record, ready to be shown: `value` is raw, `shown` is by language."""

    name: str
    label: dict[str, str]
    value: str
    shown: dict[str, str]


@dataclass(frozen=True, slots=True)
class Record:
    """A row of the verified customer's own data: only the fields of `purpose`, its source and the moment it was read."""

    source: str
    table: str
    purpose: str
    fields: tuple[Field, ...]
    read_at: datetime

    def field(self, name: str) -> Field | None:
        return next((field for field in self.fields if field.name == name), None)
