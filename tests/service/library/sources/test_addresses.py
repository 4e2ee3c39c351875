"""One form for each address, and which of them have no end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompas.service.library.sources.addresses import Bounds, Traps, is_page, joined, name_of, tidy
from kompas.service.library.sources.refusals import NotFetched


@pytest.mark.parametrize(
    ("given", "is_"),
    [
        ("HTTP://Shop.Example:80/a#top", "http://shop.example/a"),
        ("https://shop.example", "https://shop.example/"),
        ("https://shop.example:8443/a?b=1&utm_source=x&PHPSESSID=9", "https://shop.example:8443/a?b=1"),
        ("https://shop.example/a;jsessionid=ABC?x=1", "https://shop.example/a?x=1"),
        ("https://fietsén.example/café thee", "https://xn--fietsn-fva.example/caf%C3%A9thee"),
        ("http://[::1]:8000/a", "http://[::1]:8000/a"),
    ],
)
def test_one_form_for_one_page(given: str, is_: str) -> None:
    assert tidy(given) == is_


@pytest.mark.parametrize(
    "bad",
    ["", "ftp://a.example/", "javascript:alert(1)", "http://", "http://user:pass@a.example/", "http://a.example:99999/",
     "https://a.example/" + "x" * 1000, "http://[::1", "//a.example/"],
)  # fmt: skip
def test_what_is_no_address(bad: str) -> None:
    with pytest.raises(NotFetched) as refused:
        tidy(bad)
    assert refused.value.code == "bad_address"


@given(st.text(max_size=60))
def test_a_link_is_an_address_on_one_line_or_none(link: str) -> None:
    try:
        address = joined("https://shop.example/help/", link)
    except NotFetched:
        return
    assert address.isascii()
    assert address.split() == [address]
    assert tidy(address) == address


def test_bounds() -> None:
    bounds = Bounds(("shop.example", "*.shop.example"), below="/help/")
    assert bounds.within("https://www.shop.example/help/a")
    assert not bounds.within("https://shop.example/about")
    assert not bounds.within("https://evilshop.example/help/a")
    assert is_page("https://a.example/terms.pdf")
    assert not is_page("https://a.example/photo.JPG?x=1")


def test_addresses_without_end_are_noticed() -> None:
    traps = Traps()
    days = [f"https://a.example/agenda/2026/{month}/" for month in range(1, 41)]
    found = [f"https://a.example/find?page={page}" for page in range(40)]
    assert sum(map(traps.caught, days)) == 20
    assert sum(map(traps.caught, found)) == 20
    assert traps.caught("https://a.example/a/b/a/b/a/b/")
    assert traps.caught("https://a.example/" + "x/" * 20)
    assert not any(traps.caught(f"https://a.example/faq/{number}") for number in range(200))


def test_names_of_articles() -> None:
    assert name_of("https://shop.example/help/Verzend%20kosten.html") == "help-verzend-20kosten"
    assert name_of("https://shop.example/help/index.php?id=7") == "help-id-7"
    assert name_of("https://shop.example/") == "shop-example"
