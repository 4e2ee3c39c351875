"""The library of a running house: the database says what is published, the served folder and the shelf follow it."""

import threading
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from django.conf import settings

from kompas.assistant.assistant import is_prepared
from kompas.assistant.company.complaints import CompanyRefused, Complaint
from kompas.assistant.company.documents import version_of
from kompas.assistant.domain.company import Company
from kompas.assistant.domain.errors import Permanent
from kompas.service.library import editions
from kompas.service.library.embedding import Embedding
from kompas.service.library.refusals import NotWritten
from kompas.service.library.served_folder import ServedFolder, fingerprint
from kompas.service.library.shelf import Shelf
from kompas.service.library.taking_in import digests_with, take_in

if TYPE_CHECKING:  # what reads files is loaded when there is something to read
    from kompas.assistant.company.change import Base
    from kompas.assistant.company.folder import Sheets
    from kompas.assistant.company.read import Changes, Checked

log = structlog.get_logger()


class Library:
    """`look` takes up what changed in the source folder or was published elsewhere; `check` says whether a change is
    sound; `catch_up` lets what is published serve. The database is written by the verbs alone, never in here.

    Raises CompanyRefused when the source folder cannot be read at start, with the places to mend.
    """

    def __init__(self, source: Path, data_dir: Path) -> None:
        self.source = source.resolve()
        self.served = ServedFolder(_apart(data_dir.resolve() / "company", self.source))
        self._lock = threading.RLock()
        self._refused_at = ""
        self._refused: tuple[Complaint, ...] = ()  # of the source folder
        self._unfit: tuple[Complaint, ...] = ()  # of what is published
        self._take_in_at_start(data_dir / "prepared")
        edition = editions.current()
        if self.served.edition != edition.number:
            self.served.repair(edition.number, editions.digests(), editions.texts)
        embedding = Embedding(settings.ENVIRONMENT)
        self.shelf = Shelf(self.served.place, self.source, data_dir, edition.version, embedding)
        self._number, self._company = edition.number, self.shelf.now.company
        self._digests: dict[str, str] | None = None
        self._sheets: Sheets = {}

    def look(self) -> None:
        """Once in a while: the source folder, and what was published by another process or could not be written.

        What cannot be read or written is complained of on the shelf until it is mended, and tried again by then.
        """
        try:
            self.catch_up()
            self._unfit = ()
        except CompanyRefused as refused:
            self._unfit = refused.complaints
        except NotWritten as fault:
            self._unfit = (fault.complaint,)
        if not self._unfit:
            self._look_at_the_source()
        self.shelf.refused = self._unfit + self._refused

    def _look_at_the_source(self) -> None:
        seen = fingerprint(self.source)
        edition = editions.current()
        if (str(self.source), seen) == (edition.source, edition.seen):
            self._refused_at, self._refused = "", ()
        elif seen != self._refused_at:
            self._take_in(seen)

    def check(self, changes: "Changes") -> "tuple[int, Checked]":
        """The company with these changes, and the number of the edition that they were checked against.

        Raises NotWritten where the folder that the rest is read from is not as it must be.
        """
        with self._lock:
            self.catch_up()
            number, base = self._number, self._base()
        from kompas.assistant.company.change import check_change

        try:
            return number, check_change(base, changes)
        except OSError as fault:
            raise NotWritten(self.served.place, fault) from fault

    def catch_up(self, known: Company | None = None) -> None:
        """Let what is published serve, and write it to the served folder. `known` is the company of an edition that
        was checked just now. Raises NotWritten when it serves but cannot be written."""
        with self._lock:
            edition = editions.current()
            if edition.number != self._number:
                changes = editions.changes_since(self._number)
                company = known if known is not None and known.version == edition.version else self._read(changes)
                self.shelf.revise(company)
                self._digests = digests_with(changes, self._base().digests)
                self._number, self._company = edition.number, company
            if self.served.edition != edition.number:
                try:
                    self.served.write(edition.number, editions.changes_since(self.served.edition))
                except OSError as fault:
                    raise NotWritten(self.served.place, fault) from fault

    def _take_in(self, seen: str) -> None:
        """All of the source folder that is new, or the complaints for which nothing is taken."""
        from kompas.assistant.company.change import check_whole

        checked: list[Checked] = []

        def check(changes: "Changes") -> tuple[Complaint, ...]:
            checked.append(check_whole(self._base(), changes))
            return checked[-1].complaints

        refused = take_in(self.source, seen, check)
        self._refused_at, self._refused = seen if refused else "", refused
        if refused:
            log.warning("company.refused", complaints=len(refused))
        elif checked:
            self.catch_up(checked[-1].company)

    def _take_in_at_start(self, prepared: Path) -> None:
        """What was prepared by this Kompas was found sound: it is not checked again."""

        def check(changes: "Changes") -> tuple[Complaint, ...]:
            if is_prepared(prepared / version_of(digests_with(changes))):
                return ()
            from kompas.assistant.company.read import check_documents

            texts = {**editions.all_texts(), **changes}
            whole = {path: text for path, text in texts.items() if text is not None}
            return check_documents(whole, self.source).complaints

        seen, edition = fingerprint(self.source), editions.current()
        if (str(self.source), seen) != (edition.source, edition.seen):
            refused = take_in(self.source, seen, check)
            if refused:
                raise CompanyRefused(refused)

    def _read(self, changes: "Changes") -> Company:
        from kompas.assistant.company.change import check_change

        checked = check_change(self._base(), changes)
        if checked.company is None:  # what is published was sound: another Kompas, or a file of a connector is gone
            raise CompanyRefused(checked.complaints, checked.warnings)
        return checked.company

    def _base(self) -> "Base":
        if self._digests is None:
            self._digests = editions.digests()
        from kompas.assistant.company.change import Base

        return Base(self._company, self.served.place, self.source, self._digests, self._sheets)


def _apart(served: Path, source: Path) -> Path:
    """The served folder is ours alone: what is too much there is taken away."""
    if source == served or served in source.parents:
        raise Permanent(f"{source} lies where Kompas keeps what it serves.", "Put it, or the data folder, elsewhere.")
    return served
