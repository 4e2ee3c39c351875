"""A site is read as its owner wishes: within bounds, politely, every page once."""

import json

import pytest
from tests.service.library.sources.site import LONG, Page, Site, html

from kompas.assistant.company.readers.reading import read
from kompas.service.library.sources.addresses import Bounds, host_of
from kompas.service.library.sources.crawling import Crawl, Visit, one_page, whole_site
from kompas.service.library.sources.fetching import Fetcher
from kompas.service.library.sources.manners import Manners

HERE = ("127.0.0.1",)


class Clock:
    """Time that passes by waiting only."""

    def __init__(self) -> None:
        self.now = 0.0
        self.waits: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds


def crawled(site: Site, start: str = "/", clock: Clock | None = None, bounds: Bounds | None = None) -> dict[str, Visit]:
    """Every visit by its path."""
    clock = clock or Clock()
    with Fetcher("help@shop.example", HERE) as fetcher:
        manners = Manners(fetcher, sleep=clock.sleep, clock=lambda: clock.now)
        crawl = Crawl(fetcher, manners, read, bounds or Bounds((host_of(site.address),), depth=3, pages=30))
        visits = whole_site(crawl, site.address + start, lambda: False)
        return {visit.address.removeprefix(site.address): visit for visit in visits}


def why(visit: Visit) -> str:
    return visit.why.code if visit.why is not None else ""


def test_every_page_is_found_once_by_maps_and_links(site: Site) -> None:
    site.put(
        "/", html("Home", LONG, "/a", "/a#part", "/a?utm_source=x", "https://other.example/", "mailto:x@y", "/pic.png")
    )
    site.put("/a", html("A", LONG, "/", "/b", "deep/"))
    site.put("/b", html("B", LONG, "/a"))
    site.put("/mapped", html("Mapped"))
    site.put("/robots.txt", b"Sitemap: /maps.xml\n", kind="text/plain")
    index = f"<sitemapindex><sitemap><loc>{site.address}/map.xml</loc></sitemap></sitemapindex>"
    site.put("/maps.xml", index.encode(), kind="application/xml")
    site.put(
        "/map.xml",
        b"<urlset><url><loc> <![CDATA[/mapped]]> </loc></url><url><loc>http://x.example/</loc>",
        kind="text/xml",
    )
    visits = crawled(site)
    assert set(visits) == {"/", "/a", "/b", "/mapped", "/deep/"}
    assert visits["/a"].reading is not None
    assert (visits["/a"].reading.title, visits["/a"].reading.lang) == ("A", "en")
    assert why(visits["/deep/"]) == "status"
    assert sorted(site.asked).count("/a") == 1


def test_robots_are_obeyed_and_pauses_kept(site: Site) -> None:
    robots = b"User-agent: *\nDisallow: /secret\nCrawl-delay: 2.5\n\nUser-agent: other\nDisallow: /\n"
    site.put("/robots.txt", robots, kind="text/plain")
    site.put("/", html("Home", LONG, "/secret/a", "/open", "/hidden"))
    site.put("/open", html("Open"))
    site.put("/hidden", html("Hidden", LONG, "/behind", head='<meta name="robots" content="noindex, nofollow">'))
    clock = Clock()
    visits = crawled(site, clock=clock)
    assert {path: why(visit) for path, visit in visits.items()} == {
        "/": "", "/secret/a": "robots", "/open": "", "/hidden": "robots",
    }  # fmt: skip
    assert "/secret/a" not in site.asked
    assert clock.waits.count(2.5) == len(site.asked) - 2  # after robots.txt itself the ordinary pause
    assert clock.waits.count(1.0) == 1


def test_a_site_whose_robots_cannot_be_read_is_left_alone(site: Site) -> None:
    site.pages["/robots.txt"] = Page(b"", 503)
    site.put("/", html("Home"))
    assert why(crawled(site)["/"]) == "robots_unreachable"


def test_traps_come_to_an_end(site: Site) -> None:
    site.put("/", html("Home", LONG, "/agenda?day=0", "/loop/"))
    for day in range(60):
        site.put(f"/agenda?day={day}", html(f"Day {day}", LONG, f"/agenda?day={day + 1}"))
    for depth in range(1, 9):
        site.put("/" + "loop/" * depth, html("Loop", LONG, "loop/"))
    site.pages["/round"] = Page(status=302, headers={"Location": "/round"})
    visits = crawled(site, bounds=Bounds((host_of(site.address),), depth=50, pages=200))
    assert len([path for path in visits if "agenda" in path]) == 20
    assert len([path for path in visits if "loop" in path]) == 2


def test_bounds_of_pages_and_depth(site: Site) -> None:
    site.put("/", html("Home", LONG, "/1"))
    for number in range(1, 9):
        site.put(f"/{number}", html(str(number), LONG, f"/{number + 1}"))
    host = (host_of(site.address),)
    assert len(crawled(site, bounds=Bounds(host, depth=2, pages=30))) == 3
    assert len(crawled(site, bounds=Bounds(host, depth=9, pages=4))) == 4


def test_one_page_stays_one_page(site: Site) -> None:
    site.put("/a", html("A", LONG, "/b"))
    site.pages["/moved"] = Page(status=301, headers={"Location": "/a"})
    site.pages["/out"] = Page(status=301, headers={"Location": "http://other.example/"})
    assert list(crawled(site, "/moved", bounds=one_page(f"{site.address}/moved"))) == ["/a"]
    assert why(crawled(site, "/out", bounds=one_page(site.address))["/out"]) == "elsewhere"


@pytest.mark.parametrize("raw", [b"<a href='http://[bad'>x</a>" * 3, b"\xff\xfe<a href='//'>", json.dumps({}).encode()])
def test_pages_that_make_no_sense(site: Site, raw: bytes) -> None:
    site.put("/", raw)
    assert set(crawled(site)) == {"/"}
