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
    """`now` is what serves. `refresh` looks at the folder: a good change replaces it, a broken one leaves the old one serving."""

    def __init__(self, folder: Path, data_dir: Path) -> None:
        self.folder = folder
        self._prepared = data_dir / "prepared"
        self._lock = threading.Lock()
        self._seen: object = None
        self.complaints: tuple[str, ...] = ()
        self._seen = fingerprint(folder)
        self.now = self._load(read_company(folder))

    def refresh(self) -> str | None:
        """The version that was taken up, or None when nothing changed or the change was refused (see `complaints`)."""
        with self._lock:
            seen = fingerprint(self.folder)
            if seen == self._seen:
                return None
            self._seen = seen
            try:
                company = read_company(self.folder)
            except CompanyRefused as refused:
                self.complaints = tuple(str(complaint) for complaint in refused.complaints)
                log.warning("company.refused", complaints=len(self.complaints))
                return None
            self.complaints = ()
            if company.version == self.now.company.version:
                return None
            self.now = self._load(company)
            return company.version

    def _load(self, company: Company) -> Served:
        into = self._prepared / company.version
        if not into.is_dir():
            prepare_apart(self.folder, into)
        connectors = {id: TableConnector(plan, self.folder) for id, plan in company.connectors.items()}
        assistant = Assistant.load(into, connectors)
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
    """Train and index in a process of its own: scikit-learn would cost this one 95 MB and stall its turns."""
    import subprocess
    import sys

    done = subprocess.run(
        [sys.executable, "-m", "kompas.assistant.preparing", str(folder), str(into)],
        capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        raise RuntimeError(f"the company in {folder} could not be prepared: {done.stderr.strip()[-2000:]}")
