"""What a backup says of itself: its first entry names every other one with size and SHA-256, so that nothing can be missing."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

import orjson

from kompas.assistant.domain.errors import Permanent

NAME = "manifest.json"
DATABASE = "kompas.sqlite3"
DATA = "data/"  # what else lies in the data folder
COMPANY = "company/"  # the company folder as it was written
LAST_BACKUP = "last-backup"  # in the data folder: made anew when a backup was taken
FORMAT = 1
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Entry:
    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """`kompas` is the version that took it, `at` when it began (ISO, UTC); `head` that of the trail in it."""

    kompas: str
    at: str
    head: str
    messages: int
    entries: tuple[Entry, ...]

    def written(self) -> bytes:
        return orjson.dumps({"format": FORMAT, **asdict(self)}, option=orjson.OPT_INDENT_2)

    @property
    def names(self) -> Sequence[str]:
        return [entry.name for entry in self.entries]


def read_manifest(raw: bytes) -> Manifest:
    """Raises Permanent when this is no manifest, or one of a format that this Kompas does not know."""
    try:
        told = orjson.loads(raw)
        if told.pop("format") != FORMAT:
            raise Permanent(
                "This backup has a format that this Kompas does not know.", "Restore it with a newer Kompas."
            )
        entries = tuple(Entry(**entry) for entry in told.pop("entries"))
        return Manifest(entries=entries, **told)
    except (ValueError, KeyError, TypeError, AttributeError) as unread:
        raise Permanent("This is no backup of Kompas.", "Give a file that kompas backup wrote.") from unread


def entry_of(file: Path, name: str) -> Entry:
    with file.open("rb") as source:
        size, digest = digest_of(source)
    return Entry(name, size, digest)


def digest_of(source: IO[bytes], into: IO[bytes] | None = None) -> tuple[int, str]:
    """Size and SHA-256 of what is read, written to `into` on the way."""
    digest, size = hashlib.sha256(), 0
    while block := source.read(_BLOCK):
        digest.update(block)
        size += len(block)
        if into is not None:
            into.write(block)
    return size, digest.hexdigest()
