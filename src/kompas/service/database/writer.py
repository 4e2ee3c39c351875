"""The writer: one thread that groups the writes of the message path into few commits.

Every job runs in a savepoint of its own; the group is committed once; only then is anybody told (design, section 4).
"""

import queue
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import closing
from typing import Any, TypeVar

import structlog

from kompas.service.database.connection import apart, connect
from kompas.service.database.lock import write_lock

log = structlog.get_logger()

T = TypeVar("T")
Job = Callable[[sqlite3.Connection], Any]
_STOP = object()


class Writer:
    """`submit` queues a job and returns its future, done when the job's group is on disk.

    `before_commit` jobs run at the end of each group, inside it (a claim costs no commit of its own); what they return
    is called after the commit. `after_commit` callables run after each group. A fault in any of them is told to the
    operator and harms no job: whoever writes depends on this one thread.
    """

    def __init__(self, most: int = 64) -> None:
        self._jobs: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._most = most
        self.before_commit: list[Callable[[sqlite3.Connection], Callable[[], None] | None]] = []
        self.after_commit: list[Callable[[], None]] = []
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Finishes what was submitted, then ends."""
        self._jobs.put(_STOP)
        self._thread.join(30)

    def submit(self, job: Callable[[sqlite3.Connection], T]) -> "Future[T]":
        future: Future[T] = Future()
        future.set_running_or_notify_cancel()  # from here on nobody can cancel it under the writer's hands
        self._jobs.put((job, future))
        return future

    def _run(self) -> None:
        with closing(connect()) as db:
            while True:
                group = self._next_group()
                jobs = [entry for entry in group if entry is not _STOP]
                if jobs:
                    self._write(db, jobs)
                if len(jobs) < len(group):
                    return

    def _next_group(self) -> list[Any]:
        group = [self._jobs.get()]
        while len(group) < self._most and group[-1] is not _STOP:
            try:
                group.append(self._jobs.get_nowait())
            except queue.Empty:
                break
        return group

    def _write(self, db: sqlite3.Connection, jobs: list[tuple[Job, "Future[Any]"]]) -> None:
        done: list[tuple[Future[Any], Any]] = []
        try:
            with write_lock:
                afterwards = self._commit(db, jobs, done)
        except BaseException as fault:  # noqa: BLE001 - whoever waits must hear of a failed commit
            if isinstance(fault, sqlite3.IntegrityError) and len(jobs) > 1:
                self._write_apart(db, jobs)
                return
            for _, future in jobs:
                if not future.done():
                    future.set_exception(fault)
            return
        for future, result in done:
            future.set_result(result)
        for then in (*afterwards, *self.after_commit):
            _unharmed(then)

    def _commit(
        self, db: sqlite3.Connection, jobs: list[tuple[Job, "Future[Any]"]], done: list[tuple["Future[Any]", Any]]
    ) -> list[Callable[[], None]]:
        """The group on disk, or nothing of it; gives what is to be called afterwards. The lock is ours until then."""
        try:
            db.execute("BEGIN IMMEDIATE")
            for job, future in jobs:
                self._one(db, job, future, done)
            afterwards = [then for hook in self.before_commit if (then := _apart(db, hook)) is not None]
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise
        return afterwards

    def _write_apart(self, db: sqlite3.Connection, jobs: list[tuple[Job, "Future[Any]"]]) -> None:
        """Foreign keys are judged at the commit: one job that breaks them must not take its neighbours along."""
        for job, future in jobs:
            if not future.done():
                self._write(db, [(job, future)])

    @staticmethod
    def _one(db: sqlite3.Connection, job: Job, future: "Future[Any]", done: list[tuple["Future[Any]", Any]]) -> None:
        try:
            with apart(db):
                result = job(db)
        except Exception as fault:  # one job's fault is its own; the group goes on
            if not db.in_transaction:
                raise
            future.set_exception(fault)
        else:
            done.append((future, result))


def _apart(
    db: sqlite3.Connection, hook: Callable[[sqlite3.Connection], Callable[[], None] | None]
) -> Callable[[], None] | None:
    """What the hook returns; a fault takes back what the hook wrote, and nothing else."""
    try:
        with apart(db):
            return hook(db)
    except Exception as fault:  # told to the operator; the customers' writes go on
        if not db.in_transaction:
            raise
        log.error("writer.hook_failed", fault=type(fault).__name__, exc_info=True)
        return None


def _unharmed(then: Callable[[], None]) -> None:
    try:
        then()
    except Exception as fault:  # told to the operator: the group is on disk, and the next one waits
        log.error("writer.not_told", fault=type(fault).__name__, exc_info=True)
