"""No request reaches the inside, by whatever name."""

import socket
from typing import Any

import httpcore2
import pytest

from kompas.service.library.sources.network import Outside, is_outside
from kompas.service.library.sources.refusals import NotFetched

INSIDE = [
    *("127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1"),
    *("192.0.0.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "::", "::1", "fe80::1%eth0", "fc00::1", "ff02::1"),
    *("::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1"),
]


@pytest.mark.parametrize("address", INSIDE)
def test_what_lies_inside(address: str) -> None:
    assert not is_outside(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::808:808"])
def test_what_lies_outside(address: str) -> None:
    assert is_outside(address)


def test_what_an_operator_allows() -> None:
    assert is_outside("10.1.2.3", ["10.1.0.0/16"])
    assert is_outside("::ffff:10.1.2.3", ["10.1.0.0/16"])
    assert not is_outside("10.2.2.3", ["10.1.0.0/16", "::1/128"])


def names(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Lets every name mean these addresses, one answer after the other; gives what is connected to."""
    turns = iter(answers)
    connected: list[str] = []

    def looked_up(host: str, port: int, **_: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in next(turns)]

    def connect(self: Any, host: str, port: int, *_: Any) -> Any:
        connected.append(host)
        raise httpcore2.ConnectError

    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
    monkeypatch.setattr(httpcore2.SyncBackend, "connect_tcp", connect)
    return connected


def refusal(host: str = "shop.example") -> str:
    with pytest.raises(NotFetched) as refused:
        Outside().connect_tcp(host, 80)
    return refused.value.code


def test_a_name_of_the_inside_is_refused_before_anything_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    connected = names(monkeypatch, ["10.0.0.1", "::1"])
    assert (refusal(), connected) == ("private", [])


def test_a_name_that_changes_its_meaning_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    connected = names(monkeypatch, ["93.184.216.34", "127.0.0.1"], ["127.0.0.1"])
    assert (refusal(), connected) == ("unreachable", ["93.184.216.34"])  # the address, not the name again
    assert (refusal(), connected) == ("private", ["93.184.216.34"])


def test_a_name_that_means_nothing() -> None:
    assert refusal("name.invalid") == "unreachable"
    assert refusal("a" * 70 + ".example") == "unreachable"
