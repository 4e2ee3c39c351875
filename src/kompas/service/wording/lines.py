"""The line to a model: opened when it is first needed, closed when another takes its place and nobody listens any more."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

import structlog

from kompas.assistant.sockets import ChatModel

log = structlog.get_logger()

# opens the model at an address, by its name there and with a key; raises Permanent when what asks it is not installed
Connect = Callable[[str, str, str], ChatModel]


@dataclass(eq=False)
class Line:
    """A model that is open. `listening`: so many turns use it now."""

    where: tuple[str, str, str]
    model: ChatModel
    listening: int = 0


class Lines:
    """Keeps one line open: to where was last asked. Safe to share between threads."""

    def __init__(self, connect: Connect) -> None:
        self._connect = connect
        self._open: Line | None = None
        self._guard = threading.Lock()

    def take(self, base_url: str, name: str, key: str) -> Line:
        """The line to there, which stays open until its taker leaves it. Raises Permanent when it cannot be opened."""
        where = (base_url, name, key)
        with self._guard:
            before = self._open
            if before is None or before.where != where:
                self._open = Line(where, self._connect(*where))
            taken = self._open
            assert taken is not None
            taken.listening += 1
            idle = before if before is not taken and before is not None and not before.listening else None
        _close(idle)
        return taken

    def leave(self, line: Line) -> None:
        with self._guard:
            line.listening -= 1
            idle = line if line is not self._open and not line.listening else None
        _close(idle)

    def stop(self) -> None:
        """Closes what is open; a line that is in use, when it is left."""
        with self._guard:
            before, self._open = self._open, None
            idle = before if before is not None and not before.listening else None
        _close(idle)


def _close(line: Line | None) -> None:
    """Outside the lock, for it takes a moment; that it fails costs no turn."""
    if line is None:
        return
    try:
        line.model.close()
    except Exception as fault:  # what a library or a network may do wrong in closing
        log.error("model.not_closed", address=line.where[0], fault=type(fault).__name__, exc_info=True)
