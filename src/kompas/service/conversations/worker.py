"""The worker: claims due turns, thinks in a small pool, stores what came of it where the claim still holds."""

import os
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial

import structlog
from opentelemetry.context import Context
from opentelemetry.trace import set_span_in_context

from kompas.service.clock import now_ms
from kompas.service.conversations import store
from kompas.service.conversations.speaking import Speaker
from kompas.service.conversations.turns import Claimed, Worked, fault_of, read_turn, store_turn, think, unreadable
from kompas.service.customers.networks import Networks
from kompas.service.database.connection import apart
from kompas.service.database.writer import Writer
from kompas.service.library.shelf import Shelf
from kompas.service.logs import places
from kompas.service.rounds import Rounds
from kompas.service.status.meters import Meters
from kompas.service.status.traces import spanned, stages
from kompas.service.wording.gateway import Gateway

log = structlog.get_logger()

LEASE_MS = 20_000
_IDLE_SECONDS = 1.0
_BUSY_SECONDS = 0.25
_BACK_MS = 1_000  # a clock that is set by the network goes back by less now and then


class Worker:
    """One turn per conversation at a time, as many thinking at once as there are cores.

    A claim is made inside the writer's own group, so it costs no commit; the dispatcher thread only looks after what
    falls due by the clock: settled fragments and lapsed claims. `networks` knows from where each is written.
    """

    def __init__(
        self,
        writer: Writer,
        shelf: Shelf,
        thinkers: int | None = None,
        meters: Meters | None = None,
        networks: Networks | None = None,
        gateway: Gateway | None = None,
    ) -> None:
        self._writer, self._shelf, self._meters = writer, shelf, meters or Meters()
        self._thinkers = thinkers or _cores()
        self._pool = ThreadPoolExecutor(self._thinkers, thread_name_prefix="thinking")
        self._speaker = Speaker(gateway, writer) if gateway is not None else None
        self._busy = 0
        self._guard = threading.Lock()
        self._stopping = False
        self._looked_at = 0
        self._rounds = Rounds("dispatcher", self._dispatch)
        self._networks = networks or Networks()
        writer.before_commit.append(self._claim)

    def start(self) -> None:
        self._writer.submit(store.free_all_claims).result(30)
        self._rounds.start()

    def stop(self) -> None:
        """Finishes the turns under way."""
        self._stopping = True
        self._rounds.stop()
        self._pool.shutdown(wait=True)
        if self._speaker is not None:
            self._speaker.stop()

    def wake(self) -> None:
        self._rounds.wake()

    @property
    def alive(self) -> bool:
        """Whether turns are claimed: false also while the database refuses every write."""
        return self._rounds.well

    def _claim(self, db: sqlite3.Connection) -> Callable[[], None] | None:
        """Claim for the free thinkers, within the writer's transaction; the thinking begins after its commit."""
        with self._guard:
            free = 0 if self._stopping else self._thinkers - self._busy
        if free <= 0:
            return None
        now = now_ms()
        rows = store.claim_due(db, now, LEASE_MS, free)
        if not rows:
            return None
        return partial(self._begin, [self._read(db, row, now) for row in rows])

    def _read(self, db: sqlite3.Connection, row: sqlite3.Row, now: int) -> Claimed:
        """What is stored of one conversation must not keep all others waiting, whatever is wrong with it."""
        try:
            with apart(db):
                return read_turn(db, self._shelf.now, row, now)
        except Exception as fault:  # the customer gets a person
            log.error("turn.unreadable", conversation=row["id"], fault=type(fault).__name__, exc_info=True)
            return unreadable(row, now)

    def _begin(self, claimed: list[Claimed]) -> None:
        """After the commit, and before the writer's next group: a claim that was rolled back keeps no thinker busy."""
        with self._guard:
            self._busy += len(claimed)
        for turn in claimed:
            self._pool.submit(self._work, turn)

    def _work(self, claimed: Claimed) -> None:
        """Think, then store; the thinker is free again before the commit, so that the next claim finds it."""
        served, within = self._shelf.now, Context()
        try:
            with spanned("turn") as span, self._meters.thinking.time():
                worked = think(served, claimed)
                span.set_attributes({"kompas.conversation": claimed.id, "kompas.outcome": worked.outcome})
                span.set_attributes(stages(worked.taken.ms) if worked.taken else {})
                within = set_span_in_context(span)
        except Exception as fault:  # whatever went wrong, the customer gets a person
            log.error("turn.failed", conversation=claimed.id, fault=type(fault).__name__, exc_info=True)
            worked = fault_of(served, claimed)
        with self._guard:
            self._busy -= 1
        if self._speaker is not None and self._speaker.takes(served, claimed, worked, self._finish, within):
            self.wake()  # there is no commit now with which the next turn would be claimed
            return
        self._finish(claimed, worked)

    def _finish(self, claimed: Claimed, worked: Worked) -> None:
        served = self._shelf.now
        if worked.call is not None and worked.call.was_made:
            self._meters.models.labels(worked.call.outcome).inc()
        storing = partial(store_turn, served=served, claimed=claimed, worked=worked, networks=self._networks)
        self._writer.submit(storing).add_done_callback(partial(self._stored, claimed, worked.outcome))

    def _stored(self, claimed: Claimed, outcome: str, future: "Future[bool]") -> None:
        """Count it, also the time that the customer waited from when the turn fell due."""
        if fault := future.exception():
            log.error("turn.not_stored", conversation=claimed.id, fault=type(fault).__name__, at=places(fault))
            self._meters.turns.labels("not_stored").inc()
        elif not future.result():
            self._meters.turns.labels("superseded").inc()
        else:
            self._meters.turns.labels(outcome).inc()
            self._meters.answering.observe(max(0, now_ms() - claimed.since) / 1000)

    def _dispatch(self) -> float:
        """Let a group of the writer claim what is due by the clock; gives the seconds until the next turn is due."""
        now = now_ms()
        if now < self._looked_at - _BACK_MS:
            log.warning("clock.went_back", by_ms=self._looked_at - now)
            self._writer.submit(partial(store.clock_went_back, now=now)).result(60)
        self._looked_at = now
        next_at = self._writer.submit(store.next_due).result(60)
        ahead = _IDLE_SECONDS if next_at is None else (next_at - now_ms()) / 1000
        # what is due already waits for a thinker, and whoever becomes free claims it with what they store
        return min(ahead, _IDLE_SECONDS) if ahead > 0 else _BUSY_SECONDS


def _cores() -> int:
    """The cores that this process may use, where the system tells; more thinkers only take the time from each other."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 2
