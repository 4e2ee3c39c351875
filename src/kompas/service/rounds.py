"""A thread that goes its rounds until it is stopped, whatever goes wrong in one of them."""

import threading
from collections.abc import Callable

import structlog

log = structlog.get_logger()

_AFTER_A_FAULT = 2.0  # seconds


class Rounds:
    """`one` goes one round and gives the seconds until the next; `wake` cuts them short."""

    def __init__(self, name: str, one: Callable[[], float]) -> None:
        self._name, self._one = name, one
        self._awake = threading.Event()
        self._ending = False
        self._well = True
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Finishes the round under way."""
        self._ending = True
        self._awake.set()
        self._thread.join(30)

    def wake(self) -> None:
        self._awake.set()

    @property
    def well(self) -> bool:
        """Whether it goes its rounds, and the last one went well."""
        return self._well and self._thread.is_alive()

    def _run(self) -> None:
        while not self._ending:
            self._awake.wait(self._round())
            self._awake.clear()

    def _round(self) -> float:
        try:
            pause = self._one()
        except Exception as fault:  # told to the operator; the next round comes all the same
            log.error("round.failed", of=self._name, fault=type(fault).__name__, exc_info=True)
            pause, self._well = _AFTER_A_FAULT, False
        else:
            self._well = True
        return pause
