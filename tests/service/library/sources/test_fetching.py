"""Pages are got in bounded size and number of redirects, and only from where it is allowed."""

import gzip
import zlib

import pytest
from tests.service.library.sources.site import Page, Site, html

from kompas.service.library.sources.fetching import Fetcher
from kompas.service.library.sources.refusals import NotFetched

HERE = ("127.0.0.1",)


def refusal(address: str, allowed: tuple[str, ...] = HERE, limit: int = 10_000_000) -> NotFetched:
    with Fetcher("help@shop.example", allowed, limit) as fetcher, pytest.raises(NotFetched) as refused:
        fetcher.get(address)
    return refused.value


def test_a_page_with_what_its_server_says_of_it(site: Site) -> None:
    dated = {"ETag": '"1"', "Last-Modified": "Sun, 01 Mar 2026 10:00:00 GMT", "Set-Cookie": "id=7"}
    site.put("/a", html("A"), kind="text/html; charset=ISO-8859-1", headers=dated)
    with Fetcher("help@shop.example", HERE) as fetcher:
        got = fetcher.get(f"{site.address}/a")
        assert (got.kind, got.charset, got.raw) == ("page", "iso-8859-1", html("A"))
        assert "help@shop.example" in site.headers["User-Agent"]
        assert fetcher.get(f"{site.address}/a", etag=got.etag, modified=got.modified).raw is None
        assert site.headers["If-Modified-Since"] == dated["Last-Modified"]
        assert "Cookie" not in site.headers


def test_a_mark_of_a_page_that_is_no_ascii_is_sent_back_as_it_came(site: Site) -> None:
    site.put("/a", html("A"), headers={"ETag": '"caf\xe9"'})
    with Fetcher("x", HERE) as fetcher:
        got = fetcher.get(f"{site.address}/a")
        assert fetcher.get(f"{site.address}/a", etag=got.etag).raw is None


def test_nothing_is_asked_of_this_machine_unless_it_is_allowed(site: Site) -> None:
    site.put("/a", html("A"))
    for host in ("127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1"):
        assert refusal(f"http://{host}:{site.port}/a", allowed=()).code in ("private", "unreachable")
    assert site.asked == []


def test_a_redirect_inside_is_refused(site: Site) -> None:
    site.pages["/meta"] = Page(status=302, headers={"Location": "http://169.254.169.254/latest/meta-data/"})
    site.pages["/file"] = Page(status=302, headers={"Location": "file:///etc/passwd"})
    assert refusal(f"{site.address}/meta").code == "private"
    assert refusal(f"{site.address}/file").code == "bad_address"


def test_redirects_are_followed_five_times_at_most(site: Site) -> None:
    for number in range(6):
        site.pages[f"/{number}"] = Page(status=301, headers={"Location": f"/{number + 1}"})
    site.put("/6", html("Six"))
    site.pages["/loop"] = Page(status=302, headers={"Location": "/loop"})
    with Fetcher("x", HERE) as fetcher:
        assert fetcher.get(f"{site.address}/1").address == f"{site.address}/6"
    assert refusal(f"{site.address}/0").code == "redirects"
    assert refusal(f"{site.address}/loop").code == "redirects"


def test_what_is_too_large_is_left_also_when_it_was_packed(site: Site) -> None:
    site.put("/large", b"x" * 2_000_001)
    site.put("/bomb", gzip.compress(b"\0" * 30_000_000), headers={"Content-Encoding": "gzip"})
    site.put("/small", gzip.compress(html("Small")), headers={"Content-Encoding": "gzip"})
    for path in ("/large", "/bomb"):
        refused = refusal(f"{site.address}{path}", limit=2_000_000)
        assert (refused.code, refused.facts) == ("too_large", {"limit": 2})
    with Fetcher("x", HERE) as fetcher:
        assert fetcher.get(f"{site.address}/small").raw == html("Small")


@pytest.mark.parametrize(
    ("page", "code"),
    [
        (Page(b"", 404), "status"),
        (Page(b"", 500), "status"),
        (Page(b"GIF89a", kind="image/gif"), "kind"),
        (Page(b"x", headers={"Content-Encoding": "br"}), "garbled"),
        (Page(b"no gzip", headers={"Content-Encoding": "gzip"}), "garbled"),
        (Page(zlib.compress(b"x"), headers={"Content-Encoding": "gzip"}), "garbled"),
        (Page(b"", 302), "status"),
    ],
)
def test_what_is_no_page(site: Site, page: Page, code: str) -> None:
    site.pages["/a"] = page
    assert refusal(f"{site.address}/a").code == code


def test_a_server_that_is_not_there() -> None:
    assert refusal("http://127.0.0.1:9/").code == "unreachable"
