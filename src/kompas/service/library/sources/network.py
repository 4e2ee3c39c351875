"""Connections to the outside that cannot be led inside: each goes to an address that was looked at, and no other."""

import socket
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

import httpcore2

from kompas.service.library.sources.refusals import NotFetched

_TRANSLATED = ip_network("64:ff9b::/96")  # IPv4 behind a translator
_SECONDS = 10.0

Address = IPv4Address | IPv6Address


def is_outside(text: str, allowed: Iterable[str] = ()) -> bool:
    """Whether this address is one of the public internet, or lies in one of the networks that were allowed."""
    address = _meant(ip_address(text.partition("%")[0]))
    if any(address in ip_network(network) for network in allowed):
        return True
    return address.is_global and not address.is_multicast


def _meant(address: Address) -> Address:
    """Where an address leads that only carries another one."""
    if isinstance(address, IPv4Address):
        return address
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None) or address


class Outside(httpcore2.NetworkBackend):
    """Looks a name up once, and connects to what it found when that is outside: a name that means something else a
    moment later is not asked again. Raises NotFetched."""

    def __init__(self, allowed: Iterable[str] = ()) -> None:
        self._allowed = tuple(allowed)
        self._plain = httpcore2.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:  # fmt: skip
        found = [address for address in _looked_up(host, port) if is_outside(address, self._allowed)]
        if not found:
            raise NotFetched("private")
        for address in found[:3]:
            try:
                return self._plain.connect_tcp(address, port, min(timeout or _SECONDS, _SECONDS), None, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                continue
        raise NotFetched("unreachable")

    def connect_unix_socket(self, *_: Any, **__: Any) -> httpcore2.NetworkStream:
        raise NotFetched("private")


def _looked_up(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as fault:
        raise NotFetched("unreachable") from fault
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))
