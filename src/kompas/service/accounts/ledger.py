"""The ledger of colleagues: one line for every change of who may come in and in which role, in a file beside the database,
so that a restored backup lets nobody in who was let go since.

A line names a row by its number and its own moment, never a person.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

from kompas.service.lines import add_line, lines_of

LEDGER = "colleagues.log"

Who = tuple[int, str]  # the number of the row, and when it was made, so that no later one with the same number is meant


@dataclass(frozen=True, slots=True)
class Changed:
    """What held from then on."""

    staff: int
    since: str
    active: bool
    role: str
    at: int

    @property
    def who(self) -> Who:
        return self.staff, self.since


_KEYS = {field.name for field in fields(Changed)}


def moment_of(joined: datetime | str) -> str:
    """How a line writes the moment of a row: also from the text in which SQLite keeps it."""
    at = datetime.fromisoformat(joined) if isinstance(joined, str) else joined
    return at.astimezone(UTC).isoformat() if at.tzinfo else at.replace(tzinfo=UTC).isoformat()


def write_down(file: Path, changed: Changed) -> None:
    add_line(file, asdict(changed))


def newest(file: Path) -> Mapping[Who, Changed]:
    """The last change of each colleague; a line that somebody else put there is none."""
    told = (line for line in lines_of(file) if line.keys() == _KEYS)
    return {changed.who: changed for changed in (Changed(**line) for line in told)}


def carry_over(old: Path, new: Path) -> None:
    """Add to the ledger in the data folder `new` what only the one in `old` holds, in its order."""
    known = lines_of(new / LEDGER)
    for told in lines_of(old / LEDGER):
        if told not in known:
            add_line(new / LEDGER, told)
