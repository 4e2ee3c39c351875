"""Put a backup back: checked to the last byte beside the place where it will lie, then moved there in one step.

What lay there before is moved aside, never deleted. Customers who were erased after the backup was taken stay erased:
the ledger of erasures lies outside the database, and what it says is done again.
"""

import fcntl
import os
import sqlite3
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from kompas import __version__
from kompas.assistant.domain.errors import Permanent
from kompas.service.backup.manifest import (
    COMPANY,
    DATA,
    DATABASE,
    NAME,
    Entry,
    Manifest,
    digest_of,
    read_manifest,
)
from kompas.service.privacy.ledger import carry_over

_MANIFEST_LIMIT = 50_000_000  # bytes; a larger one is none of ours
_DAMAGED = "Take another copy of the backup: this one is damaged or was cut short."


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back; `aside` is where the data lie that were there before."""

    manifest: Manifest
    aside: Path | None


def restore(backup: Path, data_dir: Path, company: Path | None = None, replace: bool = False) -> Restored:
    """Put the data of a backup at `data_dir`, and its company folder at `company` (left out when None).

    Raises Permanent, and changes nothing, when the backup is not whole, when it was taken by a newer Kompas, when the
    places hold something (`replace` moves old data aside), or when the data folder is being served.
    """
    _must_be_free(data_dir, company, replace)
    data_dir.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".restoring-", dir=data_dir.parent) as beside, _not_served(data_dir):
        manifest = _unpacked(backup, Path(beside))
        _must_be_sound(Path(beside) / "data" / DATABASE)
        _sign_everybody_out(Path(beside) / "data" / DATABASE)
        if company is not None and (Path(beside) / "company").is_dir():
            company.parent.mkdir(parents=True, exist_ok=True)
            if company.is_dir():
                company.rmdir()
            (Path(beside) / "company").rename(company)
        aside = _moved_aside(data_dir)
        if aside is not None:
            carry_over(aside, Path(beside) / "data")  # done again at the next start
        (Path(beside) / "data").rename(data_dir)
    return Restored(manifest, aside)


def _must_be_free(data_dir: Path, company: Path | None, replace: bool) -> None:
    if data_dir.exists() and any(data_dir.iterdir()) and not replace:
        raise Permanent(
            f"{data_dir} holds data already.", "Give an empty place, or --replace: the old data are moved aside."
        )
    if company is not None and company.exists() and any(company.iterdir()):
        raise Permanent(f"{company} holds something already.", "Give an empty place for the company folder.")


@contextmanager
def _not_served(data_dir: Path) -> Iterator[None]:
    """Nobody may serve these data meanwhile: the lock is that of a serving process."""
    if not data_dir.is_dir():
        yield
        return
    with (data_dir / "serving.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            raise Permanent(f"{data_dir} is being served.", "Stop Kompas first.") from held
        yield


def _unpacked(backup: Path, beside: Path) -> Manifest:
    try:
        with tarfile.open(backup, "r:gz") as tar:
            members = iter(tar)
            manifest = _told(tar, next(members, None))
            entries = {entry.name: entry for entry in manifest.entries}
            for member in members:
                _unpack(tar, member, entries.pop(member.name, None), beside)
    except FileNotFoundError as missing:
        raise Permanent(f"There is no file {backup}.", "Give the path of a backup.") from missing
    except (tarfile.TarError, zlib.error, EOFError) as broken:
        raise Permanent(f"{backup} cannot be read to its end.", _DAMAGED) from broken
    except OSError as fault:
        raise Permanent(f"The backup could not be unpacked ({fault.strerror or fault}).", _DAMAGED) from fault
    if entries:
        raise Permanent(f"{len(entries)} files are missing in the backup, {min(entries)} first.", _DAMAGED)
    return manifest


def _told(tar: tarfile.TarFile, first: tarfile.TarInfo | None) -> Manifest:
    source = (
        tar.extractfile(first) if first is not None and first.name == NAME and first.size < _MANIFEST_LIMIT else None
    )
    manifest = read_manifest(source.read() if source is not None else b"")
    if _numbers(manifest.kompas) > _numbers(__version__):
        raise Permanent(
            f"This backup is from Kompas {manifest.kompas}, and this is {__version__}.", "Restore it with that version."
        )
    return manifest


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def _unpack(tar: tarfile.TarFile, member: tarfile.TarInfo, entry: Entry | None, beside: Path) -> None:
    """One file, where its name says; nothing outside the place, and not a byte other than was told."""
    source = tar.extractfile(member) if member.isreg() else None
    place = _place(member.name)
    if entry is None or source is None or place is None:
        raise Permanent(f"The backup holds {member.name}, which it does not tell of.", _DAMAGED)
    target = beside / place
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as out:
        os.chmod(target, 0o600)
        size, digest = digest_of(source, out)
        out.flush()
        os.fsync(out.fileno())
    if (size, digest) != (entry.size, entry.sha256):
        raise Permanent(f"{member.name} in the backup is not as it was written.", _DAMAGED)


def _place(name: str) -> PurePosixPath | None:
    """Where an entry lies while it is checked; None for a name that climbs or that is none of ours."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        return None
    if name == DATABASE:
        return PurePosixPath("data") / DATABASE
    return path if name.startswith((DATA, COMPANY)) else None


def _must_be_sound(database: Path) -> None:
    try:
        with closing(sqlite3.connect(database)) as db:
            told = db.execute("PRAGMA quick_check").fetchone()[0]
    except sqlite3.Error as broken:
        raise Permanent("The database in the backup cannot be opened.", _DAMAGED) from broken
    if told != "ok":
        raise Permanent(f"The database in the backup is damaged: {told}", _DAMAGED)


def _sign_everybody_out(database: Path) -> None:
    """A sign-in that was ended after the backup was taken must not come back with it: a lost telephone's, for one."""
    with closing(sqlite3.connect(database)) as db, db:
        there = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for table in ("django_session", "usersessions_usersession"):
            if table in there:
                db.execute(f"DELETE FROM {table}")


def _moved_aside(data_dir: Path) -> Path | None:
    if not data_dir.exists():
        return None
    if not any(file.name != "serving.lock" for file in data_dir.iterdir()):
        (data_dir / "serving.lock").unlink(missing_ok=True)
        data_dir.rmdir()
        return None
    aside = data_dir.with_name(f"{data_dir.name}.before-{datetime.now(UTC):%Y%m%d-%H%M%S}")
    data_dir.rename(aside)
    return aside
