"""How long each stage of a turn took."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from time import perf_counter
from types import MappingProxyType


class Stages:
    """Milliseconds by stage; one for each turn."""

    def __init__(self) -> None:
        self._ms: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        begun = perf_counter()
        try:
            yield
        finally:
            self._ms[name] = self._ms.get(name, 0.0) + round((perf_counter() - begun) * 1000, 3)

    def so_far(self) -> Mapping[str, float]:
        return MappingProxyType(dict(self._ms))
