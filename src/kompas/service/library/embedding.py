"""The embedder that a company names: opened for what prepares passages, and kept within bounds for what asks questions."""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt
import structlog

from kompas.assistant.company.sentences import Sentence, as_it_is, sentence
from kompas.assistant.domain.company import Company, EmbedderPlan
from kompas.assistant.domain.errors import KompasError, Permanent, Temporary
from kompas.assistant.sockets import Embedder
from kompas.service.environment import Environment, may_be_sent_to, only_loopback
from kompas.service.learning.words import is_personal
from kompas.service.wording.guard import FAULTS, Breaker

log = structlog.get_logger()

QUESTION_SECONDS = 1.5  # the longest message takes a small model 0.7; the answer by words is there already
_AT_ONCE = 2
_LATE = Temporary("The embedder does not answer in time.", "Give it more power, or take a smaller model.")


def named(plan: EmbedderPlan, settings: Environment) -> Embedder:
    """Raises Permanent where it cannot be opened, or the operator has not named its host."""
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
    return OpenAIEmbeddings(plan.base_url, plan.name, settings.embedder_key, outside=not here)


def for_preparing(company: Company, settings: Environment) -> Embedder | None:
    """The company's embedder, None where none is named or it cannot be opened: then passages are found by words."""
    if company.embedder is None:
        return None
    try:
        return named(company.embedder, settings)
    except Permanent as fault:
        log.error("embedder.cannot_be_opened", fault=str(fault), remedy=fault.remedy)
        return None


class Guarded:
    """An embedder for questions of customers: it answers in time or counts as failed, rests after three faults,
    and when it is elsewhere sees no question in which anything is personal. Safe to share between threads."""

    def __init__(self, embedder: Embedder, lang: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._embedder, self._lang = embedder, lang
        self.breaker = Breaker(clock)
        self.faults: list[KompasError] = []  # in a row, the newest last
        self._pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="embedder")

    @property
    def name(self) -> str:
        return self._embedder.name

    @property
    def outside(self) -> bool:
        return self._embedder.outside

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        if self.outside and any(is_personal(text, self._lang) for text in texts):
            raise Temporary("The question holds what must stay in the house.", "It is answered by its words.")
        if not self.breaker.allows():
            raise Temporary("The embedder rests.", "It is tried again by itself.")
        under_way = self._pool.submit(self._embedder.embed, texts)
        try:
            vectors = under_way.result(QUESTION_SECONDS)
        except TooLate:
            under_way.cancel()
            raise self._failed(_LATE) from None
        except KompasError as fault:
            raise self._failed(fault) from None
        self.breaker.well()
        self.faults = []
        return vectors

    def _failed(self, fault: KompasError) -> KompasError:
        self.faults = [*self.faults, fault][-FAULTS:]
        self.breaker.failed()
        return fault


class Embedding:
    """The embedder of the company that serves, opened once for each plan. `complaints` are for whoever runs the server."""

    def __init__(self, settings: Environment) -> None:
        self._settings = settings
        self._opened: tuple[EmbedderPlan, Guarded | Permanent] | None = None
        self._guard = threading.Lock()

    def open(self, company: Company) -> Guarded | None:
        """Where it cannot be opened, everything is found by words."""
        plan = company.embedder
        with self._guard:
            if plan is None:
                self._opened = None
                return None
            if self._opened is None or self._opened[0] != plan or isinstance(self._opened[1], Permanent):
                self._opened = (plan, self._tried(plan, company.languages[0]))
            opened = self._opened[1]
        return opened if isinstance(opened, Guarded) else None

    def _tried(self, plan: EmbedderPlan, lang: str) -> Guarded | Permanent:
        try:
            return Guarded(named(plan, self._settings), lang)
        except Permanent as fault:
            log.error("embedder.cannot_be_opened", fault=str(fault), remedy=fault.remedy)
            return fault

    def complaints(self, without_vector: int) -> tuple[Sentence, ...]:
        """What keeps passages from being found by meaning: they are found by words."""
        opened = self._opened[1] if self._opened else None
        if isinstance(opened, Permanent):
            return (_CLOSED.filled(fault=_told(opened)),)
        if opened is None:
            return ()
        faults = opened.faults
        failing = (_FAILING.filled(fault=_told(faults[-1])),) if len(faults) == FAULTS else ()
        return failing + ((_LACKING.filled(count=without_vector),) if without_vector else ())


_CLOSED = sentence("The embedder cannot be used, so passages are found by their words alone: {fault}")
_FAILING = sentence("The embedder fails, so passages are found by their words alone for now: {fault}")
_LACKING = sentence(
    "{count} passages are found by their words alone, as the embedder failed; it is tried again by itself."
)


def _told(fault: KompasError) -> Sentence:
    return as_it_is(f"{fault} {fault.remedy}".strip())
