"""The keeper of a running house: sweeps by the clock, and sees to it that erased bytes are gone."""

import queue
import time
from collections.abc import Callable
from contextlib import closing, suppress
from typing import Any

import structlog

from kompas.assistant.domain.errors import Temporary
from kompas.service.clock import now_ms
from kompas.service.database.connection import connect
from kompas.service.database.writer import Writer
from kompas.service.library.shelf import Shelf
from kompas.service.privacy import receipts
from kompas.service.privacy.erasure import clean
from kompas.service.privacy.residue import empty_the_log
from kompas.service.privacy.retention import Sweep
from kompas.service.privacy.terms import limits_of
from kompas.service.rounds import Rounds

log = structlog.get_logger()

_EVERY_SECONDS = 3600.0
_FIRST_AFTER = 60.0  # seconds after the start, when whoever waited for it has been served
_RESTING = 9  # times as long as a write took: who chats has nine tenths of the time
_LEAST_REST = 0.02  # seconds


class Keeping:
    """One thread. What is asked of it meanwhile (`clean_after`) comes before the next batch of a sweep."""

    def __init__(
        self, writer: Writer, shelf: Shelf, every: float = _EVERY_SECONDS, first: float = _FIRST_AFTER
    ) -> None:
        self._writer, self._shelf, self._every = writer, shelf, every
        self._asked: queue.SimpleQueue[tuple[str, list[str]]] = queue.SimpleQueue()
        self._next = time.monotonic() + first
        self._ending = False
        self._spent = 0.0
        self._rounds = Rounds("keeping", self._round)

    def start(self) -> None:
        self._rounds.start()

    def stop(self) -> None:
        """Leaves a sweep where it is: the next one begins anew."""
        self._ending = True
        self._rounds.stop()

    def clean_after(self, number: str, sought: list[str]) -> None:
        """Have these traces of an erasure sought, and taken out where any is left; its receipt tells when that is done."""
        self._asked.put((number, sought))
        self._rounds.wake()

    def _round(self) -> float:
        self._clean()
        self._clean_what_was_forgotten()
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + self._every
            self.sweep()
        return max(0.0, self._next - time.monotonic())

    def sweep(self) -> dict[str, int]:
        """One sweep with rests in between; gives how many rows went, by class."""
        at = now_ms()
        limits = limits_of(self._shelf.now.company.retention, at)
        with closing(connect(readonly=True)) as reads:
            sweep = Sweep(reads, self._write, limits, at)
            for _ in sweep.batches():
                if self._ending:
                    return sweep.counts
                self._rest()
        if sweep.counts.total():
            with suppress(Temporary):  # what is left in the log is written over soon
                empty_the_log()
            log.info("retention.swept", **sweep.counts)
        return sweep.counts

    def _write(self, job: Callable[[Any], int]) -> int:
        """In the writer's own groups, timed without what others write in the same one."""

        def timed(db: Any) -> int:
            begun = time.perf_counter()
            done = job(db)
            self._spent = time.perf_counter() - begun
            return done

        return self._writer.submit(timed).result(60)

    def _rest(self) -> None:
        self._clean()
        time.sleep(max(_LEAST_REST, _RESTING * self._spent))

    def _clean(self) -> None:
        while not self._asked.empty():
            number, sought = self._asked.get()
            with closing(connect()) as db:
                clean(db, number, sought)

    def _clean_what_was_forgotten(self) -> None:
        """An erasure whose process ended before its bytes were sought: what to seek is known to nobody any more."""
        with closing(connect()) as db:
            if receipts.unclean(db):
                clean(db, None, None)
