"""The ledger of erasures: one line each in a file beside the database, so that a restored backup is erased again.

A line names rows by their numbers and random ids, never a person. It is on disk before the erasure is committed.
"""

from dataclasses import asdict, dataclass
from pathlib import Path

from kompas.service.lines import add_line, lines_of

LEDGER = "erasures.log"


@dataclass(frozen=True, slots=True)
class Erased:
    """One erasure. `customer` is the number of a row and `since` its own moment, so that no later customer with the same
    number can be meant."""

    receipt: str
    at: int
    by: str
    customer: int | None
    since: int
    conversations: tuple[str, ...]


def write_down(file: Path, erased: Erased) -> None:
    add_line(file, asdict(erased))


def written(file: Path) -> list[Erased]:
    """All erasures, oldest first; a line that a crash left unfinished is none."""
    return [Erased(**{**told, "conversations": tuple(told["conversations"])}) for told in lines_of(file)]


def carry_over(old: Path, new: Path) -> None:
    """Add to the ledger in the data folder `new` what only the one in `old` holds: a restored folder knows all erasures."""
    known = {erased.receipt for erased in written(new / LEDGER)}
    for erased in written(old / LEDGER):
        if erased.receipt not in known:
            write_down(new / LEDGER, erased)
