"""The company as it is served: prepared once per version, loaded fast, reloaded when the folder changes."""

import hashlib
import os
import shutil
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import structlog

from kompas import __version__
from kompas.assistant.answering.voice import Voice
from kompas.assistant.assistant import Assistant, is_prepared
from kompas.assistant.company import CompanyRefused, read_company
from kompas.assistant.company.hours import open_at
from kompas.assistant.domain.company import Company
from kompas.assistant.domain.errors import Permanent
from kompas.assistant.sockets import Connector
from kompas.connectors.table import TableConnector
from kompas.service.clock import moment, now_ms

log = structlog.get_logger()

_KEPT = 4  # prepared versions beside the one that serves


@dataclass(frozen=True, slots=True)
class Served:
    """One version of the company with the assistant made from it."""

    company: Company
    assistant: Assistant
    voice: Voice
    zone: ZoneInfo


class Shelf:
    """`now` is what serves. `refresh` looks at the folder: a good change replaces it, a broken one leaves the old one serving.

    `complaints` say why a change was refused; `wanted` is the version that must be prepared before it can be taken up.
    What else goes wrong in a look is raised, and the next look begins anew.
    """

    def __init__(self, folder: Path, data_dir: Path) -> None:
        self.folder = folder
        self._prepared = data_dir / "prepared"
        self._memory = self._prepared / "read-before"
        self._lock = threading.Lock()
        self.complaints: tuple[str, ...] = ()
        self.wanted: str | None = None
        self._seen = fingerprint(folder)
        version = self._remembered() or read_company(folder).version
        self.now = self._first(version)
        self._remember(version)

    def refresh(self) -> str | None:
        """The version that was taken up; None when nothing changed, it was refused, or it must be prepared first."""
        with self._lock:
            seen = fingerprint(self.folder)
            if seen == self._seen and not (self.wanted and is_prepared(self._place(self.wanted))):
                return None
            try:
                version = read_company(self.folder).version
            except CompanyRefused as refused:
                self._found(seen, tuple(str(complaint) for complaint in refused.complaints))
                log.warning("company.refused", complaints=len(self.complaints))
                return None
            if version == self.now.company.version:
                self._found(seen)
                return None
            if not is_prepared(self._place(version)):
                self._found(seen, wanted=version)
                return None
            self.now = self._load(version)
            self._found(seen)
            self._remember(version)
            return version

    def give_up(self, complaint: str) -> None:
        """The version that is wanted cannot be had for now. If it turns up prepared after all, it is taken up."""
        with self._lock:
            self.complaints = (complaint,)

    def _found(self, seen: str, complaints: tuple[str, ...] = (), wanted: str | None = None) -> None:
        """What a look that came to its end has found in the folder."""
        self._seen, self.complaints, self.wanted = seen, complaints, wanted

    def _place(self, version: str) -> Path:
        return self._prepared / version

    def _first(self, version: str) -> Served:
        """What was prepared for this version, unless another Kompas did it: then it is made anew."""
        if not is_prepared(self._place(version)):
            prepare_apart(self.folder, self._place(version))
        return self._load(version)

    def _load(self, version: str) -> Served:
        place = self._place(version)
        assistant = Assistant.load(place, self._connectors)
        company = assistant.company
        # word lists, language models and holidays load on first use: now, not in a customer's turn
        assistant.warm_up(moment(now_ms()))
        open_at(company.hours, moment(now_ms()))
        voice = Voice(company.voice, company.name, company.languages)
        _keep_newest(place)
        return Served(company, assistant, voice, ZoneInfo(company.hours.timezone))

    def _connectors(self, company: Company) -> Mapping[str, Connector]:
        return {id: TableConnector(plan, self.folder) for id, plan in company.connectors.items()}

    def _remembered(self) -> str | None:
        """The version of the folder as it stands, if it was read before: reading a large one takes seconds."""
        try:
            seen, kompas, version = self._memory.read_text().split()
        except (OSError, ValueError):
            return None
        return version if (seen, kompas) == (self._seen, __version__) else None

    def _remember(self, version: str) -> None:
        self._memory.parent.mkdir(parents=True, exist_ok=True)
        self._memory.write_text(f"{self._seen} {__version__} {version}\n")


def fingerprint(folder: Path) -> str:
    """What tells cheaply whether anything in the folder changed: a digest of the names, sizes and times of its files."""
    told = hashlib.sha256()
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                stat = os.stat(os.path.join(place, name))
                told.update(f"{place}/{name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return told.hexdigest()


def _keep_newest(taken_up: Path) -> None:
    """Of what was prepared a few versions stay, so that a change that is put back serves at once."""
    os.utime(taken_up)
    versions = (place for place in taken_up.parent.glob("[!.]*") if place.is_dir() and place != taken_up)
    for old in sorted(versions, key=lambda place: place.stat().st_mtime, reverse=True)[_KEPT:]:
        shutil.rmtree(old, ignore_errors=True)


def prepare_apart(folder: Path, into: Path) -> None:
    """Before there is anything to serve: train and index in a process of its own, which takes its 95 MB along.

    Raises Permanent, with what that process said, when it fails or is not done in time.
    """
    import subprocess
    import sys

    from django.conf import settings

    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "kompas.assistant.preparing", str(folder), str(into)],
            capture_output=True, text=True, timeout=settings.BACKROOM_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as hung:
        raise Permanent(
            f"Preparing the company in {folder} took longer than {settings.BACKROOM_SECONDS:g} seconds.",
            "Look whether its files can be read, or set KOMPAS_BACKROOM_SECONDS higher.",
        ) from hung
    if done.returncode != 0:
        told = done.stderr.strip()[-2000:]
        raise Permanent(f"The company in {folder} could not be prepared: {told}", "Run kompas check on it.")
