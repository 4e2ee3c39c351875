"""How one behaves on somebody else's server: what robots.txt asks, and one request at a time with pauses."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

from kompas.service.library.sources.addresses import host_of, joined
from kompas.service.library.sources.fetching import Fetcher
from kompas.service.library.sources.refusals import NotFetched

NAME = "kompas"  # as robots.txt calls us
PAUSE = 1.0  # seconds between two requests to one host
_LONGEST = 500_000  # signs of robots.txt that are read
_STARS = 5


@dataclass(frozen=True, slots=True)
class Robots:
    """What a site asks of us. `rules` is None when its server fails: then nothing is read."""

    rules: Protego | None
    pause: float
    sitemaps: tuple[str, ...] = ()


class Manners:
    """`look` before every request: it waits until the next one is polite, and raises NotFetched for what is not wished."""

    def __init__(
        self, fetcher: Fetcher, pause: float = PAUSE, sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self._fetcher, self._pause, self._sleep, self._clock = fetcher, pause, sleep, clock
        self._robots: dict[str, Robots] = {}
        self._next: dict[str, float] = {}

    def look(self, address: str) -> None:
        asked = self.robots(address)
        if asked.rules is None:
            raise NotFetched("robots_unreachable")
        if not asked.rules.can_fetch(address, NAME):
            raise NotFetched("robots")
        self.wait(address, asked.pause)

    def robots(self, address: str) -> Robots:
        """What the site of this address asks, asked once."""
        site = f"{urlsplit(address).scheme}://{host_of(address)}"
        if site not in self._robots:
            self._robots[site] = self._asked(site)
        return self._robots[site]

    def wait(self, address: str, pause: float) -> None:
        """Until this host may be asked again."""
        host, now = host_of(address), self._clock()
        due = self._next.get(host, now)
        if due > now:
            self._sleep(due - now)
        self._next[host] = max(due, now) + pause

    def _asked(self, site: str) -> Robots:
        self.wait(site, self._pause)
        try:
            found = self._fetcher.get(f"{site}/robots.txt", kinds=("text", "page", ""))
        except NotFetched as why:
            if 400 <= why.facts.get("status", 0) < 500 or why.code in ("kind", "redirects"):
                return Robots(Protego.parse(""), self._pause)
            if why.code == "private":
                raise
            return Robots(None, self._pause)
        rules = Protego.parse(_harmless((found.raw or b"")[:_LONGEST].decode("utf-8", "replace")))
        pause = max(self._pause, float(rules.crawl_delay(NAME) or 0))
        return Robots(rules, pause, tuple(_maps(site, rules)))


def _maps(site: str, rules: Protego) -> list[str]:
    found = []
    for link in list(rules.sitemaps)[:20]:
        try:
            found.append(joined(site, link))
        except NotFetched:
            continue
    return found


def _harmless(text: str) -> str:
    """Patterns with many stars take for ever to compare: what such a rule forbids begins at its first star."""
    lines = re.sub(r"\*{2,}", "*", text).splitlines()
    simple = (line if line.count("*") <= _STARS else line[: line.index("*") + 1] for line in lines)
    return "\n".join(line for line in simple if not (line.lower().startswith("allow") and line.endswith("*")))
