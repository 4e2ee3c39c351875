"""Put a backup back: checked to the last byte beside the place where it will lie, then moved there in one step.

What lay there before is moved aside, never deleted. Customers who were erased after the backup was taken stay erased, and
colleagues who were let go stay out: the ledgers of both lie outside the database, and what they say is done again.

Mail that was due at that moment may have gone out since; it waits for a person (`conversations/held.py`).
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
from kompas.service.accounts import ledger as colleagues
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
from kompas.service.conversations import held
from kompas.service.privacy import ledger as erasures

_MANIFEST_LIMIT = 50_000_000  # bytes; a larger one is none of ours
_DAMAGED = "Take another copy of the backup: this one is damaged or was cut short."


@dataclass(frozen=True, slots=True)
class Colleague:
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back; `aside` is where the data lie that were there before. `colleagues` are those who may sign in now,
    `invited` how many open invitations came back, `held` how many mails wait for a person."""

    manifest: Manifest
    aside: Path | None
    colleagues: tuple[Colleague, ...]
    invited: int
    held: int


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
        waiting = _made_quiet(Path(beside) / "data" / DATABASE)
        for ledger in (erasures, colleagues):
            ledger.carry_over(data_dir, Path(beside) / "data")  # done again at the next start
        staff, invited = _who_may_come_in(Path(beside) / "data")
        if company is not None and (Path(beside) / "company").is_dir():
            company.parent.mkdir(parents=True, exist_ok=True)
            if company.is_dir():
                company.rmdir()
            (Path(beside) / "company").rename(company)
        aside = _moved_aside(data_dir)
        (Path(beside) / "data").rename(data_dir)
    return Restored(manifest, aside, staff, invited, waiting)


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


def _made_quiet(database: Path) -> int:
    """A sign-in that was ended after the backup was taken must not come back with it, a lost telephone's, for one; nor
    must a mail go out twice. Gives how many mails wait for a person."""
    with closing(sqlite3.connect(database)) as db, db:
        db.execute("PRAGMA secure_delete=ON")
        for table in _there(db, "django_session", "usersessions_usersession"):
            db.execute(f"DELETE FROM {table}")
        return held.hold(db) if _there(db, "conversations_delivery") else 0


def _who_may_come_in(data: Path) -> tuple[tuple[Colleague, ...], int]:
    """The colleagues in this data folder, as its ledger says what became of them; and how many are invited."""
    said = colleagues.newest(data / colleagues.LEDGER)
    with closing(sqlite3.connect(data / DATABASE)) as db:
        if not _there(db, "accounts_staff"):
            return (), 0
        found = []
        for id, first, last, username, active, role, joined in db.execute(
            "SELECT id, first_name, last_name, username, is_active, role, date_joined FROM accounts_staff"
        ):
            told = said.get((id, colleagues.moment_of(joined)))
            if told.active if told else active:
                found.append(Colleague(f"{first} {last}".strip() or username, told.role if told else role))
        now = int(datetime.now(UTC).timestamp() * 1000)
        waiting = "accepted_at IS NULL AND withdrawn_at IS NULL AND expires_at > ?"
        invited = [
            db.execute(f"SELECT COUNT(*) FROM {table} WHERE {waiting}", (now,)).fetchone()[0]
            for table in _there(db, "accounts_invitation")
        ]
    return tuple(sorted(found, key=lambda one: (one.role, one.name.casefold()))), sum(invited)


def _there(db: sqlite3.Connection, *tables: str) -> list[str]:
    """Those of the tables that this database has; an older one may lack some."""
    known = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return [table for table in tables if table in known]


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
