"""One fair lock for every write of the process: first come, first served, so that nobody starves."""

import threading
from collections import deque


class FairLock:
    """Waiters get the lock in the order in which they asked. Not re-entrant."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._held = False

    def acquire(self) -> None:
        with self._guard:
            if not self._held:
                self._held = True
                return
            gate = threading.Lock()
            gate.acquire()
            self._waiting.append(gate)
        gate.acquire()

    def release(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._held = False

    def __enter__(self) -> "FairLock":
        self.acquire()
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


# SQLite allows one writer per database, and a process serves one database: the lock is the process's.
write_lock = FairLock()
