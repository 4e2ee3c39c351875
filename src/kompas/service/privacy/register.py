"""The register of personal data: every table and column, whose it is, how long it stays, what an erasure does with it.

Each app declares its own tables in its `personal.py`, beside its models; what is in no declaration fails a test. Sweeps,
exports and erasures go by these declarations, so a table that is declared is swept, exported and erased.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import MappingProxyType

from django.apps import apps


class Whose(Enum):
    """To whom the rows of a table belong: the column named by `Table.by` leads there."""

    CONVERSATION = "conversation"
    CUSTOMER = "customer"
    COLLEAGUE = "colleague"
    NOBODY = "nobody"


class Fate(Enum):
    """What an erasure, or the end of a term, does with a row."""

    DELETE = "delete"
    EMPTY = "empty"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Table:
    """One table. Columns are named in three strings: `personal` may hold what somebody said or who they are, `plain`
    holds codes, numbers and times, `inner` keys and digests that mean nothing outside this database.

    `kept_as` is the class of retention.yaml, "" where no personal data is. `age` is from when the term of a row runs
    (milliseconds: a column, or an expression of columns), and `ends` what is done then; without an age the row goes with
    its owner. `empty` is what EMPTY writes, by column. `told` names the rows in an export; without one they are in none.
    `why` says why a row is kept.
    """

    name: str
    kept_as: str = ""
    personal: str = ""
    plain: str = ""
    inner: str = "id"
    whose: Whose = Whose.NOBODY
    by: str = ""
    erasure: Fate = Fate.KEEP
    age: str = ""
    ends: Fate = Fate.DELETE
    empty: Mapping[str, str | int | None] = field(default_factory=lambda: MappingProxyType({}))
    told: str = ""
    why: str = ""

    @property
    def columns(self) -> frozenset[str]:
        return frozenset(f"{self.personal} {self.plain} {self.inner}".split())


CONTENT = "what the company publishes; not about customers"
TECHNICAL = "names of parts of the software"


@cache
def tables() -> tuple[Table, ...]:
    """What all apps declare, in the order of the settings."""
    found: list[Table] = []
    for app in apps.get_app_configs():
        if app.name.startswith("kompas.") and find_spec(f"{app.name}.personal") is not None:
            found += import_module(f"{app.name}.personal").TABLES
    return tuple(found)


def owned_by(whose: Whose) -> tuple[Table, ...]:
    return tuple(table for table in tables() if table.whose is whose)
