"""From which network a conversation is written, and how many codes each network asked for: in memory only, for addresses of
the internet are never stored. A restart forgets it; what one mail address may have is counted in the database (`codes.py`).
"""

import threading
from collections import OrderedDict, deque
from typing import TypeVar

T = TypeVar("T")

MOST_TO_ADDRESS = 5  # codes that one network may have sent to one mail address, in an hour
MOST = 30  # and in all: a whole office behind one address
_HOUR = 3_600_000
_REMEMBERED = 100_000  # conversations, and networks; the longest silent ones are forgotten first


class Networks:
    """A network that nobody knows (this machine itself, or a proxy that does not tell) is not counted."""

    def __init__(self) -> None:
        self._of: OrderedDict[str, str] = OrderedDict()
        self._asked: OrderedDict[str, deque[tuple[int, int]]] = OrderedDict()
        self._guard = threading.Lock()  # the front door and the writer come at once

    def wrote(self, conversation: str, network: str | None) -> None:
        """This conversation was written in from there just now."""
        if network is not None:
            with self._guard:
                _remember(self._of, conversation, network)

    def asked(self, conversation: str, address: str, at: int) -> None:
        """A code goes to this mail address on the word of this conversation."""
        with self._guard:
            if network := self._of.get(conversation):
                lately = self._asked.get(network, deque(maxlen=MOST))
                lately.append((at, _marked(address)))
                _remember(self._asked, network, lately)

    def minutes_to_wait(self, conversation: str, address: str, at: int) -> int:
        """Until this network may ask for another code for this mail address, 0 for now."""
        with self._guard:
            asked = list(self._asked.get(self._of.get(conversation, ""), ()))
        lately = [(then, to) for then, to in asked if then > at - _HOUR]
        here = [then for then, to in lately if to == _marked(address)]
        full = [here[-MOST_TO_ADDRESS]] if len(here) >= MOST_TO_ADDRESS else []
        full += [lately[-MOST][0]] if len(lately) >= MOST else []
        return max((-(-(then + _HOUR - at) // 60_000) for then in full), default=0)


def _remember(among: OrderedDict[str, T], key: str, value: T) -> None:
    among[key] = value
    among.move_to_end(key)
    while len(among) > _REMEMBERED:
        among.popitem(last=False)


def _marked(address: str) -> int:
    """The address itself is not needed to count it."""
    return hash(address.lower())
