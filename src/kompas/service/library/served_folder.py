"""The served folder: what is published, as a company folder in the data folder. It can always be made from the database."""

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

Changes = Mapping[str, bytes | None]

_MARK = ".published"
_BOOT = Path("/proc/sys/kernel/random/boot_id")


class ServedFolder:
    """`edition` is the one that the folder holds whole; 0 when that is not known, and then it has to be repaired.

    Every file is replaced whole, and the mark that names the edition is written last: a process that is killed on the
    way leaves an old mark behind. A power cut may lose what was not on disk yet, so a mark counts until the machine
    starts again; nothing has to be flushed.
    """

    def __init__(self, place: Path) -> None:
        self.place = place
        self.edition = self._held()

    def write(self, edition: int, changes: Changes) -> None:
        """From the edition before to this one: new bytes by path, None for what is no longer there."""
        for path, content in changes.items():
            if content is not None:
                replace_file(self.place / path, content)
            else:
                (self.place / path).unlink(missing_ok=True)
        self.place.mkdir(parents=True, exist_ok=True)
        replace_file(self.place / _MARK, f"{edition} {_boot()} {fingerprint(self.place)}\n".encode())
        self.edition = edition

    def repair(self, edition: int, digests: Mapping[str, str], texts: Callable[[Iterable[str]], Changes]) -> None:
        """Write what is missing or other than these digests say, and take away what is too much."""
        held = {path: _digest(self.place / path) for path in _files(self.place)}
        needed = [path for path, digest in digests.items() if held.get(path) != digest]
        too_much: dict[str, bytes | None] = dict.fromkeys(held.keys() - digests.keys() - {_MARK})
        self.write(edition, {**too_much, **texts(needed)})

    def _held(self) -> int:
        try:
            edition, boot, seen = (self.place / _MARK).read_text().split()
        except (OSError, ValueError):
            return 0
        return int(edition) if (boot, seen) == (_boot(), fingerprint(self.place)) else 0


def fingerprint(folder: Path) -> str:
    """What tells cheaply whether anything in a folder changed: a digest of the names, sizes and times of its files."""
    told = hashlib.sha256()
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                told.update(f"{place}/{name} {_stamp(os.path.join(place, name))}\n".encode("utf-8", "surrogateescape"))
    return told.hexdigest()


def _stamp(file: str) -> str:
    """Size and time; one of its own for what is there and cannot be looked at, like a link that leads nowhere."""
    try:
        stat = os.stat(file)
    except OSError as fault:
        return f"unreadable {fault.errno}"
    return f"{stat.st_size} {stat.st_mtime_ns}"


def _files(folder: Path) -> list[str]:
    return [os.path.relpath(os.path.join(place, name), folder) for place, _, names in os.walk(folder) for name in names]


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def replace_file(file: Path, content: bytes) -> None:
    """A reader sees the old file or the new one, never half of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(".new")
    new.write_bytes(content)
    os.replace(new, file)


def _boot() -> str:
    """Which start of the machine this is; never the same twice where the system does not tell."""
    try:
        return _BOOT.read_text().strip()
    except OSError:
        return f"unknown-{os.getpid()}-{os.urandom(8).hex()}"
