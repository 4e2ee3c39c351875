"""Take a backup, also while customers are being served: a snapshot of the database as it was at one moment.

Everything that was acknowledged before it began is in it. Nobody waits for it: readers do not stop writers (SQLite's WAL).
"""

import os
import shutil
import sqlite3
import tarfile
from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from kompas import __version__
from kompas.assistant.domain.errors import Permanent
from kompas.service.backup.manifest import COMPANY, DATA, DATABASE, LAST_BACKUP, NAME, Manifest, entry_of
from kompas.service.privacy.trail import head

_MADE_AGAIN = {"prepared", "company", "serving.lock", LAST_BACKUP}  # from the rest, at the next start
_LEVEL = 3  # of compression: more costs minutes and saves little


@dataclass(frozen=True, slots=True)
class Taken:
    """What the backup holds; `vanished` are files that were there when it began and that somebody took away meanwhile."""

    manifest: Manifest
    vanished: tuple[str, ...]


def take(data_dir: Path, company: Path | None, into: Path) -> Taken:
    """Write the backup of a data folder, and of its company folder, to the file `into`; it appears whole or not at all.

    Raises Permanent when there is no database, no room, or a file of that name already.
    """
    if not (data_dir / DATABASE).is_file():
        raise Permanent(f"{data_dir} holds no database of Kompas.", "Name the data folder with --data.")
    if into.exists():
        raise Permanent(f"{into} is there already.", "Give another name: a backup is never written over.")
    try:
        into.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".backup-", dir=into.parent) as aside:
            taken = _taken(data_dir, company, Path(aside))
            os.replace(Path(aside) / "backup", into)
        (data_dir / LAST_BACKUP).write_text(f"{taken.manifest.at}\n")
    except OSError as fault:
        raise Permanent(
            f"The backup could not be written ({fault.strerror}).", "Make room, or give another place."
        ) from fault
    return taken


def _taken(data_dir: Path, company: Path | None, aside: Path) -> Taken:
    at = datetime.now(UTC).isoformat(timespec="seconds")
    snapshot = aside / DATABASE
    messages, newest = _snapshot(data_dir / DATABASE, snapshot)
    there = [*_files(data_dir, DATA, _MADE_AGAIN), *(_files(company, COMPANY) if company else ())]
    copies = [(name, aside / f"file-{n}") for n, (name, file) in enumerate(there) if _copied(file, aside / f"file-{n}")]
    files = [(DATABASE, snapshot), *copies]
    manifest = Manifest(__version__, at, newest, messages, tuple(entry_of(file, name) for name, file in files))
    with (aside / "backup").open("wb") as out:
        with tarfile.open(fileobj=out, mode="w:gz", compresslevel=_LEVEL) as tar:
            _add(tar, NAME, manifest.written())
            for entry, (_, file) in zip(manifest.entries, files, strict=True):
                with file.open("rb") as source:
                    tar.addfile(_info(entry.name, entry.size), source)
        out.flush()
        os.fsync(out.fileno())
    vanished = {name for name, _ in there} - {name for name, _ in copies}
    return Taken(manifest, tuple(sorted(vanished)))


def _copied(file: Path, aside: Path) -> bool:
    """A copy that stays as it is while the backup is written; false when the file is gone already."""
    try:
        shutil.copyfile(file, aside)
    except FileNotFoundError:
        return False
    return True


def _snapshot(database: Path, into: Path) -> tuple[int, str]:
    """Copy the database through SQLite's own backup; gives the number of messages in it, and the head of its trail."""
    with closing(sqlite3.connect(database, timeout=20)) as live, closing(sqlite3.connect(into)) as copy:
        live.execute("PRAGMA query_only=ON")
        live.backup(copy)
        copy.row_factory = sqlite3.Row
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, without the log beside it
        if (told := copy.execute("PRAGMA quick_check").fetchone()[0]) != "ok":
            raise Permanent(f"The database is damaged: {told}", "Restore the last backup, and look after the disk.")
        return copy.execute("SELECT COUNT(*) FROM conversations_message").fetchone()[0], str(head(copy))


def _files(folder: Path, prefix: str, but: Collection[str] = ()) -> Iterator[tuple[str, Path]]:
    """The plain files below a folder with their names in the backup; hidden ones are of editors and half-done work."""
    for file in sorted(Path(place, name) for place, _, names in os.walk(folder) for name in names):
        within = file.relative_to(folder)
        hidden = any(part.startswith(".") for part in within.parts)
        if file.is_file() and not hidden and within.parts[0] not in but and not file.name.startswith(DATABASE):
            yield prefix + within.as_posix(), file


def _info(name: str, size: int) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    tar.addfile(_info(name, len(content)), BytesIO(content))
