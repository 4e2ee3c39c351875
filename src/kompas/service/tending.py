"""What the clock asks of a running house: a changed company folder, work that is owed, customers waiting at closing time."""

import threading
from functools import partial

import structlog

from kompas.service.clock import now_ms
from kompas.service.handover.opening import close_queue
from kompas.service.house import House, told
from kompas.service.library.preparation import ask_for, given_up, prepare, unfinished
from kompas.service.library.record import offered

log = structlog.get_logger()

_EVERY_SECONDS = 2.0
_REMIND_EVERY = 30  # looks: a minute

GIVEN_UP = "The changed content is sound, but preparing it failed again and again; the log of the server says where."


class Tending:
    """One thread that looks around every two seconds."""

    def __init__(self, house: House, every_seconds: float = _EVERY_SECONDS) -> None:
        self._house, self._every = house, every_seconds
        self._asked: str | None = None
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run, name="tending", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._end.set()
        self._thread.join(10)

    def _run(self) -> None:
        looks = 0
        while not self._end.wait(self._every):
            try:
                if looks % _REMIND_EVERY == 0:
                    self.remind()
                looks += 1
                self.look_at_the_folder()
                if self._house.writer.submit(lambda db: close_queue(db, self._house.shelf.now, now_ms())).result(30):
                    told()
            except Exception as fault:  # told to the operator; the next look comes in two seconds
                log.error("tending.failed", fault=type(fault).__name__, exc_info=True)

    def look_at_the_folder(self) -> None:
        """Take up, refuse, or have prepared what changed."""
        shelf = self._house.shelf
        complaints = shelf.complaints
        version = shelf.refresh()
        if version or shelf.complaints != complaints:
            self._offered(version)
        if shelf.wanted and shelf.wanted != self._asked:
            ask = partial(ask_for, version=shelf.wanted, folder=shelf.folder, at=now_ms())
            self._house.backroom.ring(prepare, self._house.writer.submit(ask).result(30))
        self._asked = shelf.wanted

    def remind(self) -> None:
        """Ring again for what is not finished: an alarm, or a whole process, may have been lost."""
        writer, shelf = self._house.writer, self._house.shelf
        for id in writer.submit(lambda db: unfinished(db, now_ms())).result(30):
            self._house.backroom.ring(prepare, id)
        wanted = shelf.wanted
        if wanted and writer.submit(partial(given_up, version=wanted)).result(30):
            shelf.give_up(GIVEN_UP)
            self._offered(None)

    def _offered(self, version: str | None) -> None:
        record = partial(offered, version=version, complaints=self._house.shelf.complaints, at=now_ms())
        self._house.writer.submit(record).result(30)
        told()
