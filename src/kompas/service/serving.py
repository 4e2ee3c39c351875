"""Open the house: database, company, writer, worker, outbox, hub, sealer, in this order; close it in the other."""

import asyncio
import fcntl
import os
import secrets
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path

import structlog
from django.conf import settings
from django.core.management import call_command

from kompas.service import house as houses
from kompas.service.clock import now_ms
from kompas.service.conversations.live import Hub
from kompas.service.conversations.outbox import Outbox
from kompas.service.conversations.worker import Worker
from kompas.service.database.writer import Writer
from kompas.service.handover.opening import close_queue
from kompas.service.house import House, told
from kompas.service.library.record import offered, record_version
from kompas.service.library.shelf import Shelf
from kompas.service.privacy.sealer import Sealer

log = structlog.get_logger()

_TEND_SECONDS = 2.0


@contextmanager
def opened(company: Path, data_dir: Path, demo: bool = False) -> Iterator[House]:
    """The running house for `company`. Only one process may serve a data folder."""
    data_dir.mkdir(parents=True, exist_ok=True)
    with _alone(data_dir):
        call_command("migrate", verbosity=0, interactive=False)
        house = _build(company, data_dir, demo)
        house.writer.start()
        house.writer.submit(lambda db: record_version(db, house.shelf.now.company.version, now_ms())).result(30)
        house.worker.start()
        house.outbox.start()
        house.sealer.start()
        houses.open_house(house)
        end = threading.Event()
        tending = threading.Thread(target=_tend, args=(house, end), name="tending", daemon=True)
        tending.start()
        try:
            yield house
        finally:
            end.set()
            tending.join(10)
            houses.close_house()
            house.worker.stop()
            house.outbox.stop()
            house.sealer.stop()
            house.writer.stop()


@asynccontextmanager
async def live(house: House) -> AsyncIterator[None]:
    """Run the hub on the server's event loop while it serves."""
    house.loop = asyncio.get_running_loop()
    hub = asyncio.create_task(house.hub.run())
    try:
        yield
    finally:
        hub.cancel()


def _build(company: Path, data_dir: Path, demo: bool) -> House:
    shelf = Shelf(company, data_dir)
    writer = Writer()
    hub = Hub(shelf)
    outbox = Outbox(writer, shelf, settings.EMAIL_BACKEND)
    sealer = Sealer(writer, data_dir)
    worker = Worker(writer, shelf)
    writer.after_commit += [hub.wake, sealer.wake]
    login_secret = os.environ.get("KOMPAS_LOGIN_SECRET") or (secrets.token_urlsafe(32) if demo else "")
    return House(data_dir, shelf, writer, worker, outbox, hub, sealer, demo, login_secret)


def _tend(house: House, end: threading.Event) -> None:
    """What the clock asks for: a changed company folder, and customers who still wait at closing time."""
    while not end.wait(_TEND_SECONDS):
        try:
            complaints = house.shelf.complaints
            version = house.shelf.refresh()
            if version or house.shelf.complaints != complaints:
                house.writer.submit(
                    partial(offered, version=version, complaints=house.shelf.complaints, at=now_ms())
                ).result(30)
                told()
            if house.writer.submit(lambda db: close_queue(db, house.shelf.now, now_ms())).result(30):
                told()
        except Exception as fault:  # told to the operator; the next look comes in two seconds
            log.error("tending.failed", fault=type(fault).__name__, exc_info=True)


@contextmanager
def _alone(data_dir: Path) -> Iterator[None]:
    """A lock that the system frees when the process ends, however it ends."""
    with (data_dir / "serving.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            raise RuntimeError(
                f"another process already serves {data_dir}. Stop it, or give another data folder."
            ) from held
        yield
