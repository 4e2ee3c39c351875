"""Screens write beside chatting customers: how long a screen's write takes, and whether SQLite ever says "locked".

usage: python -m benchmarks.contention [--customers 32] [--screens 4] [--seconds 10]
The house, its screens and their writes are one process on core 0; the customers are another on the other cores.
Prints writes, "locked" errors, p50 and p99 of a write (bar: p99 <= 50 ms) and the customers' turns a second.
"""

import argparse
import asyncio
import multiprocessing
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.served import free_port
from benchmarks.turns import COMPANY, known_questions, load

if TYPE_CHECKING:
    from kompas.service.house import House

Write = Callable[[], object]


@dataclass
class Contention:
    """Milliseconds of each screen's write, what went wrong, and the customers' turns in `seconds`."""

    writes: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    turns: int = 0
    seconds: float = 0.0

    def percentile(self, share: float) -> float:
        return sorted(self.writes)[int(len(self.writes) * share)]


def contend(house: "House", customers: int, screens: int, seconds: float) -> Contention:
    """Serve this house, let customers chat from another process, and write as screens do until they have finished."""
    seen, end, questions = Contention(), threading.Event(), known_questions(house.shelf.now.assistant)
    with (
        answering(house) as port,
        ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), initializer=_elsewhere) as elsewhere,
    ):
        elsewhere.submit(chat, port, questions, 1, 0.1).result()
        chatting = elsewhere.submit(chat, port, questions, customers, seconds)
        threads = [threading.Thread(target=screen, args=(seen, end, number)) for number in range(screens)]
        for thread in threads:
            thread.start()
        try:
            seen.turns, seen.seconds = chatting.result(seconds + 120)
        finally:
            end.set()
            for thread in threads:
                thread.join(60)
    return seen


def chat(port: int, questions: list[str], customers: int, seconds: float) -> tuple[int, float]:
    """Answered turns, and the seconds they took together."""
    begun = time.perf_counter()
    times, _ = asyncio.run(load(port, questions, customers, seconds))
    return len(times), time.perf_counter() - begun


@contextmanager
def answering(house: "House") -> Iterator[int]:
    """The house on a free port, its server in a thread of this process."""
    import uvicorn

    from kompas.service.asgi import application

    port = free_port()
    server = uvicorn.Server(uvicorn.Config(application(house), port=port, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, name="server")
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield port
    finally:
        server.should_exit = True
        thread.join(30)


def screen(seen: Contention, end: threading.Event, number: int) -> None:
    """One agent's browser: a write of each kind in turn, some ten milliseconds apart."""
    from django.db import DatabaseError, connections

    for write in cycle(kinds_of_writes(f"screen-{number}")):
        if end.wait(0.01):
            break
        begun = time.perf_counter()
        try:
            write()
        except DatabaseError as fault:
            seen.errors.append(str(fault))
        else:
            seen.writes.append((time.perf_counter() - begun) * 1000)
    connections.close_all()


def kinds_of_writes(name: str) -> tuple[Write, ...]:
    """What screens write: a preference, a session, a private note, a row that was read and saved."""
    from django.contrib.sessions.backends.db import SessionStore
    from django.db import transaction

    from kompas.service.accounts.models import Staff
    from kompas.service.clock import now_ms
    from kompas.service.conversations import store
    from kompas.service.database.screen import writing
    from kompas.service.handover import desk

    agent = Staff.objects.create_user(name, first_name=name).pk
    with writing() as db:
        store.begin(db, name, "chat", "nl", "digest", now_ms() + 10**9, now_ms())

    def note() -> None:
        with writing() as db:
            desk.note(db, name, agent, "even nagevraagd bij de werkplaats", now_ms())

    @transaction.atomic
    def save() -> None:
        staff = Staff.objects.get(pk=agent)
        staff.first_name = f"{name} {now_ms()}"
        staff.save()

    return (lambda: Staff.objects.filter(pk=agent).update(last_login=None), SessionStore().save, note, save)


def _elsewhere() -> None:
    os.sched_setaffinity(0, _cores()[1])


def _cores() -> tuple[set[int], set[int]]:
    """The core of the house, and those of its customers."""
    cores = list(range(os.cpu_count() or 1))
    return set(cores[:1]), set(cores[1:] or cores)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--customers", type=int, default=32)
    parser.add_argument("--screens", type=int, default=4)
    parser.add_argument("--seconds", type=float, default=10)
    args = parser.parse_args()
    os.sched_setaffinity(0, _cores()[0])
    sys.setswitchinterval(0.0005)  # as `kompas serve` does
    data = Path(tempfile.mkdtemp(prefix="kompas-contention-"))
    os.environ |= {
        "KOMPAS_DATA_DIR": str(data),
        "KOMPAS_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "kompas.service.settings",
    }
    import django

    django.setup()
    from kompas.service.serving import opened

    with opened(COMPANY, data, demo=True) as house:
        seen = contend(house, args.customers, args.screens, args.seconds)
    locked = sum("locked" in error for error in seen.errors)
    print(f"{len(seen.writes)} writes of {args.screens} screens beside {args.customers} customers")
    print(f"{locked} locked, {len(seen.errors) - locked} other errors")
    print(f"a write: p50 {seen.percentile(0.5):.1f} ms, p99 {seen.percentile(0.99):.1f} ms (bar: 50 ms)")
    print(f"{seen.turns / seen.seconds:.0f} turns a second")
    sys.exit(1 if seen.errors else 0)


if __name__ == "__main__":
    main()
