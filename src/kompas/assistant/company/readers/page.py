"""A web page: what it is about, without its menus, banners and footers."""

import re
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from kompas.assistant.company.readers.decoding import decoded
from kompas.assistant.company.readers.markup import markdown_of
from kompas.assistant.company.readers.reading import Reading
from kompas.assistant.company.readers.refusals import Unusable

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_AROUND = ("nav", "header", "footer", "aside", "form", "dialog", "script", "style", "noscript", "template", "iframe")
_ROLES = ("navigation", "banner", "contentinfo", "search", "dialog", "alert")
_DATES = ("article:modified_time", "article:published_time", "last-modified", "dcterms.modified", "date")
_FEW = 200  # signs: with less than this the extractor has found nothing


def read_page(raw: bytes, charset: str = "") -> Reading:
    """The main text of a page. Raises Unusable for one without."""
    import trafilatura

    tree = page_tree(raw, charset)
    date_of = _date(tree)
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
    if not body.strip():
        raise Unusable("no_text")
    return Reading(title, body, _lang(tree), date_of)


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
    return markdown_of(body)


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
