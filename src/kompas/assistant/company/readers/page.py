"""A web page: what it is about, without its menus, banners and footers."""

import re
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from kompas.assistant.company.readers.decoding import decoded
from kompas.assistant.company.readers.markup import markdown_of
from kompas.assistant.company.readers.reading import Reading
from kompas.assistant.company.readers.refusals import Unusable

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_AROUND = ("nav", "header", "footer", "aside", "form", "dialog", "script", "style", "noscript", "template", "iframe")
_ROLES = ("navigation", "banner", "contentinfo", "search", "dialog", "alert")
_DATES = ("article:modified_time", "article:published_time", "last-modified", "dcterms.modified", "date")
_LINKS = 2_000  # of one page that are followed
_MOST_LINKS = 0.6  # of the signs on a page that only leads on
_FEW = 200  # signs: with less than this the extractor has found nothing


def read_page(raw: bytes, charset: str = "") -> Reading:
    """The main text of a page. Raises Unusable for one without."""
    reading = _reading(raw, page_tree(raw, charset), charset)
    if not reading.body.strip():
        raise Unusable("no_text")
    return reading


def read_web_page(raw: bytes, charset: str = "") -> Reading:
    """The main text of a page, if any, and where it leads. Raises Unusable for what is no page."""
    tree = page_tree(raw, charset)
    wishes = " ".join(
        (meta.get("content") or "").lower()
        for meta in tree.iter("meta")
        if (meta.get("name") or "").lower() in ("robots", "kompas")
    )
    unlisted = "noindex" in wishes or "none" in wishes.replace(",", " ").split()
    links = () if "nofollow" in wishes or "none" in wishes.replace(",", " ").split() else _links(tree)
    reading = _reading(raw, tree, charset)
    return replace(reading, body="" if unlisted else reading.body, links=links, unlisted=unlisted)


def _reading(raw: bytes, tree: "HtmlElement", charset: str) -> Reading:
    import trafilatura

    lang, updated = _lang(tree), _date(tree)
    found = trafilatura.bare_extraction(
        tree, with_metadata=False, include_comments=False, include_tables=True, include_formatting=True,
        include_links=False, favor_recall=True,
    )  # fmt: skip
    body = (
        markdown_of(found.body) if found is not None and not isinstance(found, dict) and found.body is not None else ""
    )
    if len(body) < _FEW:
        body = max(body, _without_surroundings(page_tree(raw, charset)), key=len)
    title, body = _titled(page_tree(raw, charset), body)
    return Reading(title, body, lang, updated)


def _links(tree: "HtmlElement") -> tuple[str, ...]:
    """Where the page leads, but for links that their writer does not vouch for."""
    base = next((element.get("href") for element in tree.iter("base") if element.get("href")), "")
    found = (
        link.get("href", "").strip()
        for link in tree.iter("a", "area")
        if "nofollow" not in (link.get("rel") or "").lower()
    )
    return tuple(dict.fromkeys(urljoin(base or "", link) if base else link for link in found if _leads_on(link)))[
        :_LINKS
    ]


def _leads_on(link: str) -> bool:
    scheme = link.partition(":")[0].lower() if ":" in link.split("/")[0] else ""
    return bool(link) and not link.startswith("#") and scheme in ("", "http", "https")


def page_tree(raw: bytes, charset: str = "") -> "HtmlElement":
    """The page as a tree. Raises Unusable for what is none."""
    from lxml import etree, html

    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", decoded(raw, charset).translate({0: None, 0xFEFF: None}))
    try:
        tree = html.document_fromstring(text, parser=html.HTMLParser(no_network=True, recover=True, huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as fault:
        raise Unusable("no_text") from fault
    return tree


def _without_surroundings(tree: "HtmlElement") -> str:
    """All that stands on a short page, but for what surrounds it."""
    body = tree.find("body")
    if body is None:
        return ""
    for element in list(body.iterdescendants()):
        outer = element.tag in _AROUND or element.get("role") in _ROLES or "hidden" in element.attrib
        if outer and element.getparent() is not None:
            element.drop_tree()
    signs = len("".join(body.text_content().split()))
    linked = sum(len("".join(link.text_content().split())) for link in body.iter("a"))
    return markdown_of(body) if linked <= signs * _MOST_LINKS else ""


def _titled(tree: "HtmlElement", body: str) -> tuple[str, str]:
    """The title of the page, and its text without that as a heading."""
    first, _, rest = body.partition("\n")
    shown = [_line(heading.text_content()) for heading in tree.iter("h1")]
    named = _line(tree.findtext(".//title") or "")
    if first.startswith("# ") and (len([line for line in body.split("\n") if line.startswith("# ")]) == 1):
        return _plain(first[2:]) or named, rest.strip("\n")
    title = next((text for text in shown if text), "") or re.split(r"\s[|–·»-]\s", named)[0] or _first_heading(body)
    return title, body


def _first_heading(body: str) -> str:
    heading = re.search(r"(?m)^#{1,6} (.+)$", body)
    return _plain(heading[1]) if heading else " ".join(_plain(body).split()[:8])


def _plain(markdown: str) -> str:
    return _line(re.sub(r"\\([^\w\s])", r"\1", markdown))


def _line(text: str) -> str:
    return " ".join(text.split())[:300]


def _lang(tree: "HtmlElement") -> str:
    return (tree.get("lang") or "").strip().lower().partition("-")[0][:2]


def _date(tree: "HtmlElement") -> date | None:
    """The day that the page itself names in its head; a day in its text may be about anything."""
    said: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("http-equiv") or "").lower()
        said.setdefault(name, meta.get("content") or "")
    for script in tree.iter("script"):
        if script.get("type") == "application/ld+json":
            stated = re.search(r'"dateModified"\s*:\s*"(\d{4}-\d\d-\d\d)', script.text or "")
            said.setdefault("article:modified_time", stated[1] if stated else "")
    for name in _DATES:
        with suppress(ValueError):
            return date.fromisoformat(said.get(name, "")[:10])
    return None
