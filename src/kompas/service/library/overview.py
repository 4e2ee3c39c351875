"""What the list of all articles is made from, kept for as long as it stays the same."""

import threading
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TypeVar, cast

Made = TypeVar("Made")


class Overview:
    """One for a house. What it gives was made before, or is made now; safe to ask from every thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._made: tuple[Hashable, object] = (None, None)
        self._titles: dict[int, tuple[str, str]] = {}

    def rows(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What `make` made for this key; of an earlier key nothing is kept."""
        with self._lock:
            if self._made[0] != key:
                self._made = (key, make())
            return cast(Made, self._made[1])

    def titles(
        self, wanted: Mapping[int, str], read: Callable[[Sequence[int]], Mapping[int, str]]
    ) -> Mapping[int, str]:
        """Titles by version, whose digests are `wanted`; only those that are new or were written over are read."""
        with self._lock:
            known = {id: told for id, told in self._titles.items() if wanted.get(id) == told[0]}
            found = read([id for id in wanted if id not in known])
            self._titles = known | {id: (wanted[id], title) for id, title in found.items()}
            return {id: title for id, (_, title) in self._titles.items()}
