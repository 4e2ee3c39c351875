"""The company as it is served: prepared once per version, loaded fast, reloaded when the folder changes."""

import threading
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import structlog

from kompas.assistant.answering.voice import Voice
from kompas.assistant.assistant import Assistant
from kompas.assistant.company import CompanyRefused, read_company
from kompas.assistant.company.hours import open_at
from kompas.assistant.domain.company import Company
from kompas.connectors.table import TableConnector
from kompas.service.clock import moment, now_ms

log = structlog.get_logger()


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
    """

    def __init__(self, folder: Path, data_dir: Path) -> None:
        self.folder = folder
        self._prepared = data_dir / "prepared"
        self._lock = threading.Lock()
        self.complaints: tuple[str, ...] = ()
        self.wanted: str | None = None
        self._seen = fingerprint(folder)
        company = read_company(folder)
        if not self._place(company.version).is_dir():
            prepare_apart(folder, self._place(company.version))
        self.now = self._load(company)

    def refresh(self) -> str | None:
        """The version that was taken up; None when nothing changed, it was refused, or it must be prepared first."""
        with self._lock:
            seen = fingerprint(self.folder)
            if seen == self._seen and not (self.wanted and self._place(self.wanted).is_dir()):
                return None
            self._seen = seen
            try:
                company = read_company(self.folder)
            except CompanyRefused as refused:
                self.wanted = None
                self.complaints = tuple(str(complaint) for complaint in refused.complaints)
                log.warning("company.refused", complaints=len(self.complaints))
                return None
            self.complaints = ()
            self.wanted = None
            if company.version == self.now.company.version:
                return None
            if not self._place(company.version).is_dir():
                self.wanted = company.version
                return None
            self.now = self._load(company)
            return company.version

    def give_up(self, complaint: str) -> None:
        """The version that is wanted cannot be had; the next change of the folder is looked at as ever."""
        with self._lock:
            self.wanted = None
            self.complaints = (complaint,)

    def _place(self, version: str) -> Path:
        return self._prepared / version

    def _load(self, company: Company) -> Served:
        connectors = {id: TableConnector(plan, self.folder) for id, plan in company.connectors.items()}
        assistant = Assistant.load(self._place(company.version), connectors)
        voice = Voice(company.voice, company.name, company.languages)
        # word lists, language models and holidays load on first use: now, not in a customer's turn
        assistant.warm_up(moment(now_ms()))
        open_at(company.hours, moment(now_ms()))
        return Served(assistant.company, assistant, voice, ZoneInfo(company.hours.timezone))


def fingerprint(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """What tells cheaply whether anything in the folder changed: names, sizes and times of its files."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file() and not file.name.startswith("."))
    return tuple((str(file), (stat := file.stat()).st_size, stat.st_mtime_ns) for file in files)


def prepare_apart(folder: Path, into: Path) -> None:
    """Before there is anything to serve: train and index in a process of its own, which takes its 95 MB along."""
    import subprocess
    import sys

    done = subprocess.run(
        [sys.executable, "-P", "-m", "kompas.assistant.preparing", str(folder), str(into)],
        capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        raise RuntimeError(f"the company in {folder} could not be prepared: {done.stderr.strip()[-2000:]}")
