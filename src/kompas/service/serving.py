"""Open the house: database, company, writer, sealer, outbox, worker, back room, in this order; close it in the other."""

import asyncio
import fcntl
import secrets
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path
from typing import Protocol

import structlog
from django.conf import settings
from django.core.management import call_command

from kompas.assistant.domain.errors import Permanent
from kompas.assistant.sockets import ChatModel
from kompas.service import house as houses
from kompas.service.accounts.colleagues import put_right
from kompas.service.accounts.locked import lock_anew
from kompas.service.backroom.room import Backroom
from kompas.service.clock import DAY_MS, now_ms
from kompas.service.conversations import store
from kompas.service.conversations.live import Hub
from kompas.service.conversations.outbox import Outbox
from kompas.service.conversations.worker import Worker
from kompas.service.customers.networks import Networks
from kompas.service.database.writer import Writer
from kompas.service.house import House
from kompas.service.library.library import Library
from kompas.service.library.record import record_version
from kompas.service.library.shelf import Shelf
from kompas.service.privacy.erasure import reapply
from kompas.service.privacy.keeping import Keeping
from kompas.service.privacy.sealer import Sealer
from kompas.service.status.meters import Meters
from kompas.service.tending import Tending
from kompas.service.wording.gateway import Gateway, may_be_asked

log = structlog.get_logger()

_AGAIN_SECONDS = 1.0


@contextmanager
def opened(company: Path, data_dir: Path, demo: bool = False) -> Iterator[House]:
    """The running house for `company`. Raises Permanent where another process serves this data folder already."""
    data_dir.mkdir(parents=True, exist_ok=True)
    with _alone(data_dir):
        call_command("migrate", verbosity=0, interactive=False)
        lock_anew()
        reapply(data_dir)
        put_right(data_dir)
        house = _build(company, data_dir, demo)
        house.keeping = Keeping(house.writer, house.shelf)
        with ExitStack() as closing:
            if house.gateway is not None:
                closing.callback(house.gateway.stop)  # last: turns that still wait for a model end first
            closing.callback(house.shelf.close)
            _start(house.writer, closing)
            house.writer.submit(lambda db: record_version(db, house.shelf.now.company.version, now_ms())).result(30)
            _count_what_was_spent(house)
            for part in (house.sealer, house.outbox, house.worker):
                _start(part, closing)
            houses.open_house(house)
            closing.callback(houses.close_house)
            for looking in (house.backroom, Tending(house), house.keeping):
                _start(looking, closing)
            yield house


def _count_what_was_spent(house: House) -> None:
    """The day's budget of a language model goes on where it was before a new start."""
    if house.gateway is not None:
        midnight = now_ms() - now_ms() % DAY_MS
        house.gateway.budget.begin(house.writer.submit(partial(store.tokens_since, at=midnight)).result(30))


class _Part(Protocol):
    def start(self) -> None: ...

    def stop(self) -> None: ...


def _start(part: _Part, closing: ExitStack) -> None:
    """What was started is stopped, also when what comes after it cannot be."""
    part.start()
    closing.callback(part.stop)


@asynccontextmanager
async def live(house: House) -> AsyncIterator[None]:
    """Run the hub on the server's event loop while it serves; its connection is closed with it."""
    hub = asyncio.create_task(_kept_up(house.hub))
    try:
        yield
    finally:
        while not hub.done():  # a look that ends in the same moment swallows the first one
            hub.cancel()
            await asyncio.wait([hub], timeout=1)
        house.hub.close()


async def _kept_up(hub: Hub) -> None:
    """A read that fails ends the hub, and no stream would hear anything any more: it begins again."""
    while True:
        try:
            await hub.run()
        except Exception as fault:  # told to the operator; the streams themselves catch up by their place
            log.error("hub.failed", fault=type(fault).__name__, exc_info=True)
            await asyncio.sleep(_AGAIN_SECONDS)


def _build(company: Path, data_dir: Path, demo: bool) -> House:
    library = Library(company, data_dir)
    shelf = library.shelf
    writer = Writer()
    hub = Hub(shelf)
    meters = Meters()
    outbox = Outbox(writer, shelf, settings.EMAIL_BACKEND, meters)
    sealer = Sealer(writer, data_dir)
    networks, gateway = Networks(), _gateway(shelf)
    worker = Worker(writer, shelf, meters=meters, networks=networks, gateway=gateway)
    writer.after_commit.append(hub.wake)
    backroom = Backroom(data_dir, seconds=settings.BACKROOM_SECONDS)
    login_secret = settings.ENVIRONMENT.login_secret or (secrets.token_urlsafe(32) if demo else "")
    return House(
        data_dir,
        shelf,
        writer,
        worker,
        outbox,
        hub,
        sealer,
        backroom,
        demo,
        login_secret,
        meters,
        library,
        networks=networks,
        gateway=gateway,
    )


def _gateway(shelf: Shelf) -> Gateway:
    """A model that cannot be asked is told to the operator, and costs no customer their answer."""
    hosts, plan = settings.ENVIRONMENT.model_hosts, shelf.now.company.model
    gateway = Gateway(_connected, hosts, settings.ENVIRONMENT.model_key)
    if plan is not None and not may_be_asked(plan, hosts):
        log.error(
            "model.unknown_host", address=plan.base_url, remedy="Use https, and name its host in KOMPAS_MODEL_HOSTS."
        )
    elif plan is not None:
        try:
            gateway.ready(plan)
        except Permanent as fault:
            log.error("model.not_installed", remedy=fault.remedy)
    return gateway


def _connected(base_url: str, name: str, key: str) -> ChatModel:
    # heavy, and an extra: only where a company names a model
    from kompas.models.openai_compatible import OpenAICompatible

    return OpenAICompatible(base_url, name, key)


@contextmanager
def _alone(data_dir: Path) -> Iterator[None]:
    """A lock that the system frees when the process ends, however it ends."""
    with (data_dir / "serving.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            raise Permanent(
                f"Another process already serves {data_dir}.", "Stop it, or give another data folder."
            ) from held
        yield
