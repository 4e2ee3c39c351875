"""The embedder that a company names: opened for what prepares passages, and kept within bounds for what asks questions."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt
import structlog

from kompas.assistant.company.sentences import Sentence, as_it_is, sentence
from kompas.assistant.domain.company import Company, EmbedderPlan
from kompas.assistant.domain.errors import KompasError, Permanent, Temporary
from kompas.assistant.sockets import Embedder, rows_of
from kompas.service.environment import Environment, is_named, may_be_sent_to, only_loopback
from kompas.service.privacy.stripping import is_personal
from kompas.service.wording.guard import FAULTS, Breaker

log = structlog.get_logger()

_Key = tuple[str, str, str]

QUESTION_SECONDS = 1.5  # the longest message takes a small model 0.7; the answer by words is there already
PREPARING_SECONDS = 30.0  # for some dozens of passages
_AT_ONCE = 2


class Opened(Embedder, Protocol):
    """An embedder that holds something open."""

    def close(self) -> None: ...


def named(plan: EmbedderPlan, settings: Environment, seconds: float = PREPARING_SECONDS) -> Opened:
    """Open it; a call to an address ends after so many `seconds`.

    Raises KompasError where it cannot be opened, or the operator has not named its host.
    """
    if plan.folder:
        from kompas.models.local_folder import LocalFolder

        return LocalFolder(Path(plan.folder))
    from kompas.models.openai_embeddings import OpenAIEmbeddings

    host = urlsplit(plan.base_url).hostname or ""
    here = only_loopback((host,))
    if not may_be_sent_to(plan.base_url, settings.model_hosts):
        raise Permanent(
            f"{plan.base_url} is not asked: it is not https, or its host is not named.",
            "Use https:// and name the host in KOMPAS_MODEL_HOSTS.",
        )
    key = settings.embedder_key if is_named(plan.base_url, settings.model_hosts) else ""
    return OpenAIEmbeddings(plan.base_url, plan.name, key, not here, seconds)


@contextmanager
def for_preparing(company: Company, settings: Environment) -> Iterator[Embedder | None]:
    """The company's embedder, closed afterwards; None where none is named or it cannot be opened: then passages are found
    by words."""
    opened = _tried(company.embedder, settings, PREPARING_SECONDS) if company.embedder is not None else None
    if opened is None or isinstance(opened, KompasError):
        yield None
        return
    try:
        yield opened
    finally:
        opened.close()


def _tried(plan: EmbedderPlan, settings: Environment, seconds: float) -> Opened | KompasError:
    try:
        return named(plan, settings, seconds)
    except KompasError as fault:
        log.error("embedder.cannot_be_opened", fault=str(fault), remedy=fault.remedy)
        return fault


class Guarded:
    """An embedder for questions of customers: it answers in time or counts as failed, rests after three faults,
    and when it is elsewhere sees no question in which anything is personal. Safe to share between threads."""

    def __init__(self, embedder: Opened, lang: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._embedder, self._lang = embedder, lang
        self.breaker = Breaker(clock)
        self.faults: list[KompasError] = []  # in a row, the newest last
        self.width = 0  # of its last answer
        self._closed = False
        self._pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="embedder")

    @property
    def name(self) -> str:
        return self._embedder.name

    @property
    def outside(self) -> bool:
        return self._embedder.outside

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        if self._closed:
            raise _closed()
        if self.outside and any(is_personal(text, self._lang) for text in texts):
            raise Temporary("The question holds what must stay in the house.", "It is answered by its words.")
        if not self.breaker.allows():
            raise Temporary("The embedder rests.", "It is tried again by itself.")
        try:
            vectors = self._in_time(texts)
        except KompasError as fault:
            if not self._closed:
                self.faults = [*self.faults, fault][-FAULTS:]
                self.breaker.failed()
            raise
        self.breaker.well()
        self.faults, self.width = [], vectors.shape[1]
        return vectors

    def _in_time(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        try:
            under_way = self._pool.submit(rows_of, self._embedder, texts)
        except RuntimeError:  # closed in this moment
            raise _closed() from None
        try:
            return under_way.result(QUESTION_SECONDS)
        except CancelledError:
            raise _closed() from None
        except TooLate:
            under_way.cancel()
            raise _late() from None

    def close(self) -> None:
        """Whoever still asks is refused; a call that is under way ends by itself."""
        self._closed = True
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._embedder.close()


class Embedding:
    """What is open of the embedders that were named: each once, however often it is named. `complaints` are for whoever
    runs the server."""

    def __init__(self, settings: Environment) -> None:
        self._settings = settings
        self._opened: dict[_Key, Guarded | KompasError] = {}
        self._guard = threading.Lock()

    def open(self, company: Company) -> Guarded | None:
        """Where it cannot be opened, everything is found by words; it is tried again the next time."""
        plan = company.embedder
        if plan is None:
            return None
        with self._guard:
            opened = self._opened.get(_key(plan))
            if not isinstance(opened, Guarded):
                opened = self._opened[_key(plan)] = self._guarded(plan, company.languages[0])
        return opened if isinstance(opened, Guarded) else None

    def _guarded(self, plan: EmbedderPlan, lang: str) -> Guarded | KompasError:
        embedder = _tried(plan, self._settings, QUESTION_SECONDS)
        return embedder if isinstance(embedder, KompasError) else Guarded(embedder, lang)

    def keep(self, company: Company | None) -> None:
        """Close all but that of this company, which serves; all for None."""
        kept = _key(company.embedder) if company is not None and company.embedder is not None else None
        with self._guard:
            over = [self._opened.pop(key) for key in list(self._opened) if key != kept]
        for one in over:
            if isinstance(one, Guarded):
                one.close()

    def gives_others(self, width: int) -> bool:
        """Whether its vectors are of another width than those of the passages: nothing can be compared."""
        return width > 0 and any(one.width not in (0, width) for one in self._working())

    def complaints(self, without_vector: int, width: int = 0) -> tuple[Sentence, ...]:
        """What keeps passages from being found by meaning: they are found by words."""
        with self._guard:
            closed = [one for one in self._opened.values() if isinstance(one, KompasError)]
        working = self._working()
        failing = [one.faults[-1] for one in working if len(one.faults) == FAULTS]
        told = [_CLOSED.filled(fault=_told(one)) for one in closed] + [
            _FAILING.filled(fault=_told(one)) for one in failing
        ]
        if self.gives_others(width):
            told.append(_OTHERS)
        if working and without_vector:
            told.append(_LACKING.filled(count=without_vector))
        return tuple(told)

    def _working(self) -> list[Guarded]:
        with self._guard:
            return [one for one in self._opened.values() if isinstance(one, Guarded)]


def _key(plan: EmbedderPlan) -> _Key:
    """By which a connection is known; the prefixes go before texts, whatever makes vectors of them."""
    return plan.folder, plan.base_url, plan.name


_CLOSED = sentence("The embedder cannot be used, so passages are found by their words alone: {fault}")
_FAILING = sentence("The embedder fails, so passages are found by their words alone for now: {fault}")
_OTHERS = sentence(
    "The embedder gives other vectors than it gave for the passages, so passages are found by their words alone; new"
    " ones are made by itself."
)
_LACKING = sentence(
    "{count} passages are found by their words alone, as the embedder failed; it is tried again by itself."
)


def _late() -> Temporary:
    return Temporary("The embedder does not answer in time.", "Give it more power, or take a smaller model.")


def _closed() -> Temporary:
    return Temporary("This embedder is closed.", "Another one is named by now.")


def _told(fault: KompasError) -> Sentence:
    return as_it_is(f"{fault} {fault.remedy}".strip())
