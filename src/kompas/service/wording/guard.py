"""What keeps calls to a model within bounds: a breaker for one that fails, and a day's budget of tokens."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

FAULTS = 3  # in a row, after which nobody waits for it any more
REST_SECONDS = 30.0  # until one call tries it again


@dataclass
class Breaker:
    """Safe to share between threads. `clock` gives seconds that only grow."""

    clock: Callable[[], float]
    _faults: int = 0
    _tried_at: float = 0.0
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def allows(self) -> bool:
        """Whether a call may be made; while it is open, one in so many seconds may try."""
        with self._guard:
            now = self.clock()
            if self._faults < FAULTS:
                return True
            if now - self._tried_at < REST_SECONDS:
                return False
            self._tried_at = now
            return True

    @property
    def rests(self) -> bool:
        """Whether it is open: the model failed every time of late."""
        return self._faults >= FAULTS

    def well(self) -> None:
        with self._guard:
            self._faults = 0

    def failed(self) -> None:
        with self._guard:
            self._faults += 1
            self._tried_at = self.clock()


@dataclass
class Budget:
    """Tokens of a day (a number that changes at midnight). What is under way counts as the most that it may cost."""

    day: Callable[[], int]
    _spent: int = 0
    _of: int = -1
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, spent: int) -> None:
        """What was spent today before this process began."""
        with self._guard:
            self._of, self._spent = self.day(), spent

    def reserve(self, tokens: int, most: int) -> bool:
        with self._guard:
            if self._today() + tokens > most:
                return False
            self._spent += tokens
            return True

    def has(self, tokens: int, most: int) -> bool:
        """Whether so many tokens are left of a day's `most`."""
        with self._guard:
            return self._today() + tokens <= most

    def _today(self) -> int:
        today = self.day()
        if today != self._of:
            self._of, self._spent = today, 0
        return self._spent

    def settle(self, reserved: int, spent: int) -> None:
        with self._guard:
            self._spent = max(0, self._spent + spent - reserved)
