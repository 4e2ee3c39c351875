"""Web pages: their matter without what surrounds it, in any encoding, and nothing of theirs runs."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kompas.assistant.company.readers.reading import read
from kompas.assistant.company.readers.refusals import Unusable

LONG = "Wij bezorgen uw fiets binnen drie werkdagen op elk adres in Nederland, ook op de eilanden. " * 3

PAGE = f"""<!doctype html><html lang="nl-NL"><head><title>Bezorgen | Zwaluw</title>
<meta property="article:modified_time" content="2026-03-01T10:00:00Z"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/a">Over ons</a></li></ul></nav>
<main><article><h1>Bezorgen</h1><p>{LONG}</p><h2>Kosten</h2>
<table><tr><th>Land</th><th>Prijs</th></tr><tr><td>NL</td><td>4,95</td></tr></table>
<ol><li>Bestel</li><li>Wacht<ul><li>thuis</li></ul></li></ol>
<script>alert("boe")</script><img src="https://tracker.example/x.gif" alt=""></article></main>
<footer>Copyright 2020</footer></body></html>"""


def test_the_matter_of_a_page_is_kept() -> None:
    reading = read("html", PAGE.encode())
    assert (reading.title, reading.lang, reading.updated) == ("Bezorgen", "nl", date(2026, 3, 1))
    assert reading.body == (
        f"{LONG.strip()}\n\n## Kosten\n\n| Land | Prijs |\n| --- | --- |\n| NL | 4,95 |\n\n"
        "1. Bestel\n2. Wacht\n   - thuis"
    )


def test_a_short_page_is_read_without_its_surroundings() -> None:
    page = "<title>Open</title><nav>Menu</nav><h1>Openingstijden</h1><p>Ma t/m vr 9-17.</p><footer>Zwaluw</footer>"
    reading = read("html", page.encode())
    assert (reading.title, reading.body) == ("Openingstijden", "Ma t/m vr 9-17.")


@pytest.mark.parametrize(
    ("raw", "charset"),
    [
        ("<p>één café</p>".encode(), "iso-8859-1"),  # the server lies
        ('<meta charset="utf-8"><p>één café</p>'.encode("cp1252"), ""),  # the page lies
        ("<p>één café</p>".encode("cp1252"), "latin-1"),
        ("<p>één café</p>".encode("utf-16"), "utf-8"),
        ("<p>één café</p>".encode("utf-16-le"), ""),
        ("<p>één café</p>".encode("utf-8-sig"), "no-such-encoding"),
        ('<?xml version="1.0" encoding="iso-8859-15"?><p>één café</p>'.encode("iso-8859-15"), "base64"),
    ],
)
def test_encodings_that_are_wrong_or_not_told(raw: bytes, charset: str) -> None:
    assert read("html", raw, charset).body == "één café"


@pytest.mark.parametrize(
    "raw", [b" \n", b"<html></html>", b"<script>var a = 1;</script>", b"\xff\xfe\xff\xfe", b"<!--x-->"]
)
def test_pages_without_text(raw: bytes) -> None:
    with pytest.raises(Unusable) as refused:
        read("html", raw)
    assert refused.value.code in ("empty", "no_text")


@settings(max_examples=40, deadline=None)
@given(st.text(st.sampled_from("<>/ abpthdliru=\"'&;#*_|`\\\n-1."), max_size=120))
def test_whatever_a_page_holds_it_is_text(text: str) -> None:
    code = ""
    try:
        assert read("html", text.encode()).body.strip()
    except Unusable as refused:
        code = refused.code
    assert code in ("", "empty", "no_text")
