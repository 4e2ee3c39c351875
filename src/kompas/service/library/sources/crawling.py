"""One page after the other: what stands on it, where it leads, and what of that is worth a look."""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from email.utils import parsedate_to_datetime

from kompas.assistant.company.readers.reading import Reading
from kompas.assistant.company.readers.refusals import Unusable
from kompas.service.library.sources.addresses import Bounds, Traps, host_of, is_page, joined, tidy
from kompas.service.library.sources.fetching import Fetched, Fetcher
from kompas.service.library.sources.manners import Manners
from kompas.service.library.sources.refusals import NotFetched
from kompas.service.library.sources.sitemap import listed

Read = Callable[[str, bytes, str], Reading]
_TRAPPED = 20  # addresses that are told of


@dataclass(frozen=True, slots=True)
class Waiting:
    """A page that is to be looked at; `etag` and `modified` are those of the last look."""

    address: str
    depth: int = 0
    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """What a look at a page gave: `reading` (None: as it was before), or `why` there is nothing.

    `address` is where it was found in the end; `links` are those on it that belong to the site.
    """

    address: str
    depth: int
    fetched: Fetched | None = None
    reading: Reading | None = None
    why: NotFetched | Unusable | None = None
    links: tuple[str, ...] = ()

    @property
    def updated(self) -> date | None:
        """The day that the server gives, where the page itself says none."""
        with suppress(ValueError, TypeError):
            return parsedate_to_datetime(self.fetched.modified).date() if self.fetched else None
        return None


@dataclass(slots=True)
class Crawl:
    """`visit` never raises for what a page does. `fresh` gives those addresses that were not given before."""

    fetcher: Fetcher
    manners: Manners
    read: Read
    bounds: Bounds
    seen: set[str] = field(default_factory=set)
    trapped: list[str] = field(default_factory=list)
    _traps: Traps = field(default_factory=Traps)

    def visit(self, waiting: Waiting) -> Visit:
        """Look at one page."""
        try:
            fetched = self.fetcher.get(waiting.address, self._look, etag=waiting.etag, modified=waiting.modified)
            if fetched.raw is None:
                return Visit(waiting.address, waiting.depth, fetched)
            reading = self.read(fetched.kind, fetched.raw, fetched.charset)
        except (NotFetched, Unusable) as why:
            return Visit(waiting.address, waiting.depth, why=why)
        links = tuple(self._within(fetched.address, reading.links)) if waiting.depth < self.bounds.depth else ()
        if reading.body.strip():
            return Visit(fetched.address, waiting.depth, fetched, reading, None, links)
        empty = NotFetched("robots") if reading.unlisted else Unusable("no_text")
        return Visit(fetched.address, waiting.depth, fetched, None, empty, links)

    def fresh(self, addresses: tuple[str, ...] | list[str]) -> list[str]:
        """The addresses to look at that are new; those without end are left out and told in `trapped`."""
        new = []
        for address in addresses:
            if address in self.seen:
                continue
            self.seen.add(address)
            if self._traps.caught(address):
                self.trapped += [address] if len(self.trapped) < _TRAPPED else []
            else:
                new.append(address)
        return new

    def _look(self, address: str) -> None:
        if not self.bounds.within(address):
            raise NotFetched("elsewhere")
        self.manners.look(address)

    def _within(self, base: str, links: tuple[str, ...]) -> Iterator[str]:
        for link in links:
            with suppress(NotFetched):
                address = joined(base, link)
                if self.bounds.within(address) and is_page(address):
                    yield address


def one_page(address: str) -> Bounds:
    """A single page: nothing that it leads to, but for its own host by another name of it."""
    host = host_of(tidy(address))
    return Bounds((host, f"www.{host}", host.removeprefix("www.")), depth=0, pages=1)


def whole_site(crawl: Crawl, start: str, over: Callable[[], bool]) -> Iterator[Visit]:
    """Every page of a site once, the start first, then what its maps and links name, until `over`."""
    waiting = deque(Waiting(address) for address in crawl.fresh([tidy(start)]))
    if crawl.bounds.depth:
        waiting += [
            Waiting(address, 1) for address in crawl.fresh(listed(crawl.fetcher, crawl.manners, start, crawl.bounds))
        ]
    visits = 0
    ends: set[str] = set()
    while waiting and visits < crawl.bounds.pages and not over():
        visits += 1
        visit = crawl.visit(waiting.popleft())
        waiting += [Waiting(address, visit.depth + 1) for address in crawl.fresh(visit.links)]
        if visit.address not in ends:  # several addresses may lead to one
            ends.add(visit.address)
            crawl.seen.add(visit.address)
            yield visit
