"""The writer groups commits, keeps each job's fault to itself, and tells nobody before the commit."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kompas.service.conversations import store
from kompas.service.database import writer as writers
from kompas.service.database.connection import connect
from kompas.service.database.lock import FairLock
from kompas.service.database.writer import Writer


@pytest.fixture
def writer(data_dir: Path) -> Iterator[Writer]:
    writer = Writer()
    writer.start()
    yield writer
    writer.stop()


def _kinds() -> list[str]:
    with closing(connect(readonly=True)) as db:
        return [row["kind"] for row in db.execute("SELECT kind FROM conversations_event ORDER BY id")]


def _fail(db: sqlite3.Connection) -> None:
    store.record(db, "half.done", "system", 1)
    raise ValueError("on purpose")


def test_a_result_is_on_disk_when_its_future_is_done(writer: Writer) -> None:
    writer.submit(lambda db: store.record(db, "test.done", "system", 1)).result(5)
    assert _kinds() == ["test.done"]


def test_a_failing_job_leaves_nothing_and_harms_no_other(writer: Writer) -> None:
    futures = [writer.submit(lambda db, n=n: store.record(db, f"test.{n}", "system", 1)) for n in range(3)]
    broken = writer.submit(_fail)
    futures.append(writer.submit(lambda db: store.record(db, "test.3", "system", 1)))
    with pytest.raises(ValueError, match="on purpose"):
        broken.result(5)
    for future in futures:
        future.result(5)
    assert _kinds() == ["test.0", "test.1", "test.2", "test.3"]


def test_a_job_that_breaks_the_tables_at_the_commit_harms_no_other(writer: Writer) -> None:
    seen: list[str] = []
    writer.before_commit.append(lambda db: lambda: seen.append("told"))
    gate, begun = threading.Event(), threading.Event()
    writer.submit(lambda db: (begun.set(), gate.wait(5)))
    assert begun.wait(5)  # so that the others make one group
    before = writer.submit(lambda db: store.record(db, "test.before", "system", 1))
    broken = writer.submit(lambda db: store.decide(db, "0" * 32, 1, 1, "answer", "none", "{}"))
    after = writer.submit(lambda db: store.record(db, "test.after", "system", 1))
    gate.set()
    with pytest.raises(sqlite3.IntegrityError):
        broken.result(5)
    assert (before.result(5), after.result(5)) == (0, 0)
    assert _kinds() == ["test.before", "test.after"]
    assert seen == ["told"] * 3  # for the first group and for each neighbour; nothing for what was rolled back


def test_what_hooks_return_is_called_after_the_commit(writer: Writer) -> None:
    seen: list[list[str]] = []
    writer.before_commit.append(lambda db: lambda: seen.append(_kinds()))
    writer.submit(lambda db: store.record(db, "test.done", "system", 1)).result(5)
    writer.stop()
    assert seen[0] == ["test.done"]


def test_when_the_database_takes_back_the_whole_group_nobody_is_told_that_it_is_stored(writer: Writer) -> None:
    def full(db: sqlite3.Connection) -> None:
        db.execute("ROLLBACK")  # as SQLite does by itself when the disk is full
        raise sqlite3.OperationalError("database or disk is full")

    gate, begun = threading.Event(), threading.Event()
    writer.submit(lambda db: (begun.set(), gate.wait(5)))
    assert begun.wait(5)  # so that the others make one group
    futures = [writer.submit(lambda db: store.record(db, "test.before", "system", 1)), writer.submit(full),
               writer.submit(lambda db: store.record(db, "test.after", "system", 1))]  # fmt: skip
    gate.set()
    for future in futures:
        with pytest.raises(sqlite3.OperationalError):
            future.result(5)
    assert _kinds() == []
    writer.submit(lambda db: store.record(db, "test.later", "system", 1)).result(5)
    assert _kinds() == ["test.later"]


def test_a_hook_that_fails_takes_back_its_own_writes_and_no_others(writer: Writer) -> None:
    def hook(db: sqlite3.Connection) -> None:
        store.record(db, "half.claimed", "system", 1)
        raise ValueError("on purpose")

    writer.before_commit.append(hook)
    writer.submit(lambda db: store.record(db, "test.done", "system", 1)).result(5)
    assert _kinds() == ["test.done"]


def test_the_writer_outlives_a_fault_after_the_commit(writer: Writer) -> None:
    def fail() -> None:
        raise RuntimeError("cannot schedule new futures after shutdown")

    writer.before_commit.append(lambda db: fail)
    writer.after_commit.append(fail)
    for n in range(2):
        writer.submit(lambda db, n=n: store.record(db, f"test.{n}", "system", 1)).result(5)
    assert _kinds() == ["test.0", "test.1"]


def test_the_lock_is_kept_until_a_failed_group_is_rolled_back(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever gets the lock next must find no transaction open: it would wait for SQLite's own, unfair one."""
    inside: list[bool] = []

    class Watched(FairLock):
        db: sqlite3.Connection

        def release(self) -> None:
            inside.append(self.db.in_transaction)
            super().release()

    lock = Watched()
    monkeypatch.setattr(writers, "write_lock", lock)

    def job(db: sqlite3.Connection) -> None:
        lock.db = db
        store.decide(db, "0" * 32, 1, 1, "answer", "none", "{}")

    with pytest.raises(sqlite3.IntegrityError):
        writer.submit(job).result(5)
    assert inside == [False]


def test_stopping_finishes_what_was_submitted(writer: Writer) -> None:
    futures = [writer.submit(lambda db, n=n: store.record(db, f"test.{n}", "system", 1)) for n in range(200)]
    writer.stop()
    assert all(future.done() for future in futures)
    assert len(_kinds()) == 200
