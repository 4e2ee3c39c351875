"""Gets a page: what it is, in bounded size and time, through at most five redirects."""

import ssl
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from email.message import Message
from types import TracebackType
from typing import Self

import httpcore2

from kompas import __version__
from kompas.service.library.sources.addresses import joined
from kompas.service.library.sources.network import Outside
from kompas.service.library.sources.refusals import NotFetched

LIMIT = 10_000_000  # bytes of a page, unpacked
REDIRECTS = 5
_SECONDS = 60.0  # for a whole page
_SILENCE = 20.0  # within it
_KINDS = {
    "text/html": "page",
    "application/xhtml+xml": "page",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "text/plain": "text",
    "text/xml": "xml",
    "application/xml": "xml",
    "application/gzip": "gzip",
    "application/x-gzip": "gzip",
}
_REDIRECTIONS = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came: `address` after redirects, `kind` as the readers call it; `raw` is None when it is unchanged."""

    address: str
    kind: str = ""
    charset: str = ""
    raw: bytes | None = None
    etag: str = ""
    modified: str = ""


Look = Callable[[str], None]  # before every request; raises NotFetched for an address that is not for us


class Fetcher:
    """`with Fetcher(contact) as fetcher: fetcher.get(address)`. It keeps no cookies and sends nothing of ours but its name."""

    def __init__(self, contact: str, allowed: Iterable[str] = (), limit: int = LIMIT) -> None:
        self.agent = f"Kompas/{__version__} (knowledge import; {contact})".encode("ascii", "replace").decode()
        self._limit = limit
        self._pool = httpcore2.ConnectionPool(
            ssl_context=ssl.create_default_context(), max_connections=4, keepalive_expiry=5.0,
            network_backend=Outside(allowed),
        )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._pool.close()

    def get(
        self, address: str, look: Look = lambda _: None, kinds: Iterable[str] = ("page", "pdf", "docx"),
        etag: str = "", modified: str = "",
    ) -> Fetched:  # fmt: skip
        """The page at this address; without `raw` when it is the one with this etag or date. Raises NotFetched."""
        end = time.monotonic() + _SECONDS
        for _ in range(REDIRECTS + 1):
            look(address)
            try:
                answer = self._one(address, tuple(kinds), etag, modified, end)
            except httpcore2.TimeoutException as fault:
                raise NotFetched("slow") from fault
            except (httpcore2.NetworkError, httpcore2.ProtocolError, ssl.SSLError, OSError) as fault:
                raise NotFetched("unreachable") from fault
            if isinstance(answer, Fetched):
                return answer
            address = answer
        raise NotFetched("redirects")

    def _one(self, address: str, kinds: tuple[str, ...], etag: str, modified: str, end: float) -> Fetched | str:
        """The page, or the address that it leads to."""
        headers = {"User-Agent": self.agent, "Accept": "text/html, application/pdf;q=0.9, */*;q=0.1",
                   "Accept-Encoding": "gzip"}  # fmt: skip
        headers |= {"If-None-Match": etag} if etag else {}
        headers |= {"If-Modified-Since": modified} if modified else {}
        sent = [(name.encode(), value.encode("latin-1", "replace")) for name, value in headers.items()]  # as they came
        seconds = {"connect": 10.0, "read": _SILENCE, "write": 10.0, "pool": 10.0}
        with self._pool.stream("GET", address, headers=sent, extensions={"timeout": seconds}) as got:
            said = Message()
            for name, value in got.headers:
                said[name.decode("latin-1")] = value.decode("latin-1")[:1000]
            if got.status in _REDIRECTIONS and said["Location"]:
                return joined(address, said["Location"])
            if got.status == 304 and (etag or modified):
                return Fetched(address, etag=etag, modified=modified)
            if got.status != 200:
                raise NotFetched("status", status=got.status)
            kind = _kind(said, address)
            if kind not in kinds:
                raise NotFetched("kind")
            raw = self._bounded(_unpacked(_in_time(got.iter_stream(), end), said.get("Content-Encoding", "")))
            charset = said.get_content_charset("") or ""
            return Fetched(address, kind, charset, raw, (said["ETag"] or "")[:200], (said["Last-Modified"] or "")[:60])

    def _bounded(self, parts: Iterator[bytes]) -> bytes:
        whole = bytearray()
        for part in parts:
            whole += part
            if len(whole) > self._limit:
                raise NotFetched("too_large", limit=self._limit // 1_000_000)
        return bytes(whole)


def _kind(said: Message, address: str) -> str:
    """By what the server calls it; by its name where the server does not know."""
    content_type = said.get_content_type() if said["Content-Type"] else "application/octet-stream"
    if content_type == "application/octet-stream":
        ending = address.partition("?")[0].rpartition(".")[2].lower()
        return {"pdf": "pdf", "docx": "docx", "xml": "xml", "gz": "gzip"}.get(ending, "")
    return _KINDS.get(content_type, "")


def _in_time(parts: Iterable[bytes], end: float) -> Iterator[bytes]:
    for part in parts:
        if time.monotonic() > end:
            raise NotFetched("slow")
        yield part


def _unpacked(parts: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Little by little: a small answer that unpacks into a huge one is noticed before it is there."""
    if encoding.strip().lower() in ("", "identity"):
        yield from parts
        return
    if encoding.strip().lower() not in ("gzip", "x-gzip"):
        raise NotFetched("garbled")
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        for part in parts:
            while part:
                yield unpacker.decompress(part, 1_000_000)
                part = unpacker.unconsumed_tail
    except zlib.error as fault:
        raise NotFetched("garbled") from fault
