"""The company as it is served: prepared once per version, loaded fast, revised at once when a little changes."""

import os
import shutil
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from kompas.assistant import company as companies
from kompas.assistant.answering.voice import Voice
from kompas.assistant.assistant import Assistant, is_prepared
from kompas.assistant.company.complaints import Complaint
from kompas.assistant.company.hours import open_at
from kompas.assistant.company.sentences import Sentence
from kompas.assistant.domain.company import Company
from kompas.assistant.domain.errors import Permanent
from kompas.assistant.sockets import Connector
from kompas.connectors.table import TableConnector
from kompas.service.clock import moment, now_ms
from kompas.service.environment import Environment
from kompas.service.library.embedding import Embedding
from kompas.service.privacy.stripping import stripped

_KEPT = 4  # prepared versions beside the one that serves
_AT_ONCE = 50  # changed articles: with more, what was prepared before serves until the whole is prepared anew


@dataclass(frozen=True, slots=True)
class Served:
    """One version of the company with the assistant made from it."""

    company: Company
    assistant: Assistant
    voice: Voice
    zone: ZoneInfo


class Shelf:
    """`now` is what serves. `revise` lets a changed company serve at once; `refresh` puts what was prepared in its place.

    `folder` holds the documents, `source` the files of connectors. `wanted` is the version that has to be prepared.
    `refused` says why the source folder is not taken up, `complaints` that and why a preparation was given up.
    """

    def __init__(
        self, folder: Path, source: Path, data_dir: Path, version: str, embedding: Embedding | None = None
    ) -> None:
        self._embedding = embedding or Embedding(Environment())
        self._without_vector, self._width = 0, 0  # passages of what was loaded, and their vectors
        self.folder, self.source = folder, source
        self._prepared = data_dir / "prepared"
        self._lock = threading.Lock()
        self.refused: tuple[Complaint, ...] = ()
        self._given_up: tuple[Sentence, ...] = ()
        self.wanted: str | None = None
        self.now = self._first(version)
        self._close_others()

    @property
    def complaints(self) -> tuple[Complaint | Sentence, ...]:
        return self.refused + self._given_up

    @property
    def embedder_complaints(self) -> tuple[Sentence, ...]:
        """Why passages are found by words alone where an embedder is named; never a reason not to serve."""
        return self._embedding.complaints(self._without_vector, self._width)

    @property
    def lacks_vectors(self) -> bool:
        """Whether the embedder of what serves should be asked again: for passages that it has not seen, or for all, as its
        vectors are others by now."""
        return self.wanted is None and (self._without_vector > 0 or self._embedding.gives_others(self._width))

    def take_up_vectors(self) -> None:
        """Load what serves again: more of its passages may have vectors now."""
        version = self.now.company.version
        if self.lacks_vectors and is_prepared(self._place(version)):
            served = self._load(version)
            with self._lock:
                if self.wanted is None and self.now.company.version == version:
                    self.now = served

    @property
    def given_up(self) -> bool:
        """Whether the version that is wanted cannot be had for now; complaints of the source folder do not keep it."""
        return bool(self._given_up)

    def revise(self, company: Company) -> bool:
        """Serve this company from now on; false when so much changes that it must be prepared first."""
        with self._lock:
            self.wanted, self._given_up = company.version, ()
            if not _few_changes(_whole(self.now.assistant), company):
                return False
            self.now = self._revised(self.now.assistant, company)
            return True

    def trial(self, company: Company) -> Assistant:
        """An assistant that answers as this company would; it serves nobody."""
        return self._revised(self.now.assistant, company).assistant

    def refresh(self) -> str | None:
        """The version that was taken up as it was prepared; None when there is none to take up."""
        wanted = self.wanted
        if wanted is None or not is_prepared(self._place(wanted)):
            return None
        served = self._load(wanted)
        with self._lock:
            if self.wanted != wanted:
                return None  # something else was published while this was loaded
            self.now, self.wanted, self._given_up = served, None, ()
        self._close_others()
        return wanted

    def close(self) -> None:
        """What it holds open; passages are found by their words from now on."""
        self._embedding.keep(None)

    def _close_others(self) -> None:
        """Embedders of what served before, or of what was loaded and never did."""
        self._embedding.keep(_whole(self.now.assistant))

    def prove(self, version: str, threshold: float | None) -> bool:
        """Answer from the threshold that is proven of this version, from now on; whether that is news. Of other content than
        what serves nothing is proven."""
        with self._lock:
            holds = threshold if version == self.now.company.version else None
            if holds == self.now.assistant.proven:
                return False
            self.now = replace(self.now, assistant=self.now.assistant.answering_from(holds))
            return True

    def give_up(self, complaint: Sentence) -> None:
        """The version that is wanted cannot be had for now. If it turns up prepared after all, it is taken up."""
        self._given_up = (complaint,)

    def _place(self, version: str) -> Path:
        return self._prepared / version

    def _first(self, version: str) -> Served:
        """What was prepared for this version; else the newest of what was, revised; else it is prepared now."""
        if is_prepared(self._place(version)):
            return self._load(version)
        company = companies.read_company(self.folder, self.source)
        for place in _newest_first(self._prepared):
            if is_prepared(place) and (before := self._load(place.name)) and _few_changes(before.company, company):
                self.wanted = version
                return self._revised(before.assistant, company)
        prepare_apart(self.folder, self._place(version), self.source)
        return self._load(version)

    def _load(self, version: str) -> Served:
        place = self._place(version)
        assistant = Assistant.load(place, self._connectors, self._embedding.open)
        meaning = assistant.prepared.index.meaning
        self._without_vector, self._width = assistant.without_vector, meaning.vectors.width if meaning else 0
        _warm_up(assistant)
        _keep_newest(place)
        return _served(assistant)

    def _revised(self, assistant: Assistant, company: Company) -> Served:
        same = assistant.company.connectors == company.connectors  # what they have read stays read
        return _served(assistant.revised(company, None if same else self._connectors(company)))

    def _connectors(self, company: Company) -> Mapping[str, Connector]:
        return {id: TableConnector(plan, self.source) for id, plan in company.connectors.items()}


def _warm_up(assistant: Assistant) -> None:
    """Word lists and what was learned load on first use: now, not in a customer's turn."""
    assistant.warm_up(moment(now_ms()))
    company = assistant.company
    if company.model is not None or company.embedder is not None:
        for lang in company.languages:
            stripped(company.name.title(), lang)  # before a question leaves the house; names begin with a capital


def _served(assistant: Assistant) -> Served:
    company = assistant.company
    open_at(company.hours, moment(now_ms()))  # holidays load on first use: now, not in a customer's turn
    voice = Voice(company.voice, company.name, company.languages)
    return Served(company, assistant, voice, ZoneInfo(company.hours.timezone))


def _whole(assistant: Assistant) -> Company:
    """The company that this assistant was prepared for, before it was revised."""
    prepared = assistant.prepared
    return (prepared.base or prepared).company


def _few_changes(before: Company, after: Company) -> bool:
    """Whether so few articles differ that revising what was prepared takes no time."""
    old = {article.id: article for article in before.articles}
    new = {article.id: article for article in after.articles}
    return sum(old.get(id) != new.get(id) for id in old.keys() | new.keys()) <= _AT_ONCE


def _newest_first(prepared: Path) -> list[Path]:
    places = [place for place in prepared.glob("[!.]*") if place.is_dir()]
    return sorted(places, key=lambda place: place.stat().st_mtime, reverse=True)


def _keep_newest(taken_up: Path) -> None:
    """Of what was prepared a few versions stay, so that a change that is put back serves at once."""
    os.utime(taken_up)
    for old in [place for place in _newest_first(taken_up.parent) if place != taken_up][_KEPT:]:
        shutil.rmtree(old, ignore_errors=True)


def prepare_apart(folder: Path, into: Path, source: Path) -> None:
    """Before there is anything to serve: train and index in a process of its own, which takes its 95 MB along.

    Raises Permanent, with what that process said, when it fails or is not done in time.
    """
    import subprocess
    import sys

    from django.conf import settings

    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "kompas.service.library.apart", str(folder), str(into), str(source)],
            capture_output=True, text=True, timeout=settings.BACKROOM_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as hung:
        raise Permanent(
            f"Preparing the company in {source} took longer than {settings.BACKROOM_SECONDS:g} seconds.",
            "Look whether its files can be read, or set KOMPAS_BACKROOM_SECONDS higher.",
        ) from hung
    if done.returncode != 0:
        told = done.stderr.strip()[-2000:]
        raise Permanent(f"The company in {source} could not be prepared: {told}", "Run kompas check on it.")
