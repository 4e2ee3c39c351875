"""Floods: how much one visitor and one network may ask in a while. Counted in memory, never stored, never logged."""

import ipaddress
import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ruamel.yaml import YAML
from throttled import MemoryStore, Throttled

from kompas.service.front_door.problems import Problem

_MOST_COUNTED = 100_000  # visitors and networks remembered at once; the longest silent ones are forgotten first


@dataclass(frozen=True, slots=True)
class Bounds:
    """The numbers of limits.yaml."""

    body_bytes: int
    body_seconds: int
    write_seconds: int
    visitor_days: int
    streams: int
    network_streams: int
    rates: Mapping[str, Mapping[str, str]]


@cache
def bounds() -> Bounds:
    return Bounds(
        **YAML(typ="safe").load(files("kompas.service.front_door").joinpath("limits.yaml").read_text("utf-8"))
    )


class Limits:
    """One counter for the whole front door. Raises a 429 that says how long to wait.

    The generic cell rate algorithm: a burst at once, then as many as the rate lets in, evenly.
    """

    def __init__(self, rates: Mapping[str, Mapping[str, str]]) -> None:
        kept = MemoryStore(options={"MAX_SIZE": _MOST_COUNTED})
        self._rates = {
            (what, whom): Throttled(using="gcra", quota=rate, store=kept)
            for what, by_whom in rates.items()
            for whom, rate in by_whom.items()
        }
        self.streams: Counter[str] = Counter()

    def visitor(self, what: str, conversation: str) -> None:
        self._count(what, "visitor", conversation)

    def network(self, what: str, address: str) -> None:
        """Loopback is this machine itself, or a proxy that does not tell for whom it asks: not one network."""
        if (network := network_of(address)) is not None:
            self._count(what, "network", network)

    def _count(self, what: str, whom: str, who: str) -> None:
        rate = self._rates.get((what, whom))
        if rate is None:
            return
        counted = rate.limit(f"{what}:{whom}:{who}")
        if counted.limited:
            wait = max(1, math.ceil(counted.state.retry_after))
            raise Problem(429, "too_many", seconds=wait).told(retry_after=wait)


def network_of(address: str) -> str | None:
    """The network that an address belongs to: an IPv6 visitor has 2^64 addresses, so they count as one."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return None
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped is not None:
        ip = ip.ipv4_mapped  # on a dual-stack line; else all of IPv4 would be one network
    if ip.is_loopback:
        return None
    return str(ipaddress.ip_network((ip, 64 if ip.version == 6 else 32), strict=False))
