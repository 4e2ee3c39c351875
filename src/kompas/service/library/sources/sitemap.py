"""The addresses that a site lists of itself."""

import zlib
from collections.abc import Iterator
from html import unescape

from kompas.service.library.sources.addresses import Bounds, is_page, joined
from kompas.service.library.sources.fetching import LIMIT, Fetched, Fetcher
from kompas.service.library.sources.manners import Manners
from kompas.service.library.sources.refusals import NotFetched

MOST_MAPS = 20


def listed(fetcher: Fetcher, manners: Manners, start: str, bounds: Bounds) -> list[str]:
    """Pages that sitemaps name, within the bounds, as many as are read. A map that cannot be read is passed over."""
    waiting = [*manners.robots(start).sitemaps, joined(start, "/sitemap.xml")]
    found: dict[str, None] = {}
    seen: set[str] = set()
    while waiting and len(seen) < MOST_MAPS and len(found) < bounds.pages:
        address = waiting.pop(0)
        if address in seen or not _near(address, bounds):
            continue
        seen.add(address)
        try:
            text = _text(fetcher.get(address, manners.look, kinds=("xml", "text", "gzip", "page")))
        except NotFetched:
            continue
        links = list(_links(address, text))
        if b"<sitemapindex" in text[:2000]:
            waiting += links
        else:
            found |= dict.fromkeys(link for link in links if bounds.within(link) and is_page(link))
    return list(found)[: bounds.pages]


def _near(address: str, bounds: Bounds) -> bool:
    return Bounds(bounds.hosts).within(address)


def _text(fetched: Fetched) -> bytes:
    """Unpacked, no further than a page may be large."""
    raw = fetched.raw or b""
    if raw.startswith(b"\x1f\x8b"):
        try:
            return zlib.decompressobj(wbits=zlib.MAX_WBITS | 16).decompress(raw, LIMIT)
        except zlib.error as fault:
            raise NotFetched("garbled") from fault
    return raw


def _links(address: str, text: bytes) -> Iterator[str]:
    """What stands in <loc>, by searching for just that: nothing else in the file has a meaning for us."""
    at = 0
    while (start := text.find(b"<loc>", at)) >= 0 and (end := text.find(b"</loc>", start)) >= 0:
        at = end
        link = text[start + 5 : end].strip().removeprefix(b"<![CDATA[").removesuffix(b"]]>")
        try:
            yield joined(address, unescape(link.decode("utf-8", "replace")).strip())
        except NotFetched:
            continue
