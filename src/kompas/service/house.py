"""The running house: what `serve` started, in one value that screens and the front door can reach."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kompas.service.customers.networks import Networks
from kompas.service.library.overview import Overview
from kompas.service.library.use import Use
from kompas.service.status.meters import Meters

if TYPE_CHECKING:
    from kompas.assistant.company.complaints import Complaint
    from kompas.assistant.company.sentences import Sentence
    from kompas.service.accounts.first import FirstLink
    from kompas.service.backroom.room import Backroom
    from kompas.service.conversations.live import Hub
    from kompas.service.conversations.outbox import Outbox
    from kompas.service.conversations.worker import Worker
    from kompas.service.database.writer import Writer
    from kompas.service.library.library import Library
    from kompas.service.library.shelf import Shelf
    from kompas.service.privacy.keeping import Keeping
    from kompas.service.privacy.sealer import Sealer
    from kompas.service.wording.gateway import Gateway


@dataclass
class House:
    """Everything that runs beside the requests. `shelf.assistant` is the assistant that serves now."""

    data_dir: Path
    shelf: "Shelf"
    writer: "Writer"
    worker: "Worker"
    outbox: "Outbox"
    hub: "Hub"
    sealer: "Sealer"
    backroom: "Backroom"
    demo: bool = False
    login_secret: str = field(default="", repr=False)
    meters: Meters = field(default_factory=Meters, repr=False)
    library: "Library | None" = None
    keeping: "Keeping | None" = None
    gateway: "Gateway | None" = None
    first_link: "FirstLink | None" = None
    networks: Networks = field(default_factory=Networks, repr=False)
    use: Use = field(default_factory=Use, repr=False)
    overview: Overview = field(default_factory=Overview, repr=False)

    @property
    def complaints(self) -> "tuple[Complaint | Sentence, ...]":
        """What whoever runs this should see to: why changed content does not serve, which work hangs."""
        return self.shelf.complaints + self.shelf.embedder_complaints + self.backroom.complaints


_running: list[House] = []


def open_house(house: House) -> None:
    """Make this the house of the process."""
    _running[:] = [house]


def close_house() -> None:
    _running.clear()


def current() -> House:
    """The running house; raises when nothing serves in this process."""
    return _running[0]


def running() -> House | None:
    """The running house, if this process has one."""
    return _running[0] if _running else None


def told() -> None:
    """Something was committed: wake who waits for it. Without a running house there is nobody to wake."""
    for house in _running:
        house.hub.wake()
        house.outbox.wake()
        house.worker.wake()
