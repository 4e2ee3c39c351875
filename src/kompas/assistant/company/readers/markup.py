"""A tree of HTML, or of the extractor of web pages, as Markdown: headings, paragraphs, lists, tables and code.

Nothing of it is executed, fetched or kept as markup: scripts, styles, pictures and attributes are left out.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_LEFT_OUT = frozenset(
    re.findall(
        r"\w+",
        "script style template noscript svg math iframe object embed img picture video audio canvas graphic"
        " meta link title input button select textarea option",
    )
)
_INLINE = frozenset(
    re.findall(
        r"\w+",
        "a abbr b bdi bdo big cite del dfn em font hi i ins kbd label mark q ref s samp small span strike strong"
        " sub sup time tt u var wbr acronym code",
    )
)
_CELLS = ("td", "th", "cell")
_LISTS = ("ul", "ol", "list", "menu", "dir")
_ITEMS = ("li", "item")
_BREAKS = ("br", "lb")
_BREAK = "\x00"
DEEPEST = 60  # nested lists and blocks beyond this are read as one text

_SPACES = re.compile(r"[^\S\x00]+")
_SPECIAL = re.compile(r"([\\`*]|\](?=[(:\[])|<(?=[A-Za-z/!?])|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;))")
_STARTS = re.compile(r"^(#{1,6}(?=\s|$)|>|[-+](?=\s|$)|=+$|-+$|~{3,}|\d{1,9}(?=[.)](?:\s|$)))")


def markdown_of(tree: "_Element") -> str:
    """The text below this element as Markdown."""
    blocks = [block for block in _blocks(tree, 0) if block.strip()]
    return "\n\n".join(blocks)


def said(text: str, within: bool = False) -> str:
    """Plain text as Markdown that shows it as it is, on one line; `within` a line, what means something at its start
    only is left as it is."""
    line = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return line if within else _STARTS.sub(lambda found: _spared(found[1]), line)


def table_of(rows: list[list[str]]) -> str:
    """Rows of plain text as a table; the first is its head."""
    width = max(map(len, rows))
    lines = ["| " + " | ".join(said(cell, within=True).replace("|", r"\|") for cell in (*row, *[""] * (width - len(row)))) + " |"
             for row in rows]  # fmt: skip
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


def _spared(start: str) -> str:
    return f"{start}\\" if start.isdigit() else f"\\{start}"


def _blocks(element: "_Element", depth: int) -> Iterator[str]:
    """The blocks within an element; loose text between them is a paragraph of its own."""
    if depth > DEEPEST:
        yield said(_inline(element))
        return
    loose = [element.text or ""]
    for child in element:
        tag = _tag(child)
        if tag in _BREAKS:
            loose.append(_BREAK)
        elif tag in _INLINE and not _holds_blocks(child) and not (tag == "code" and "\n" in "".join(child.itertext())):
            loose.append(_inline(child))
        elif tag and tag not in _LEFT_OUT:
            yield from _paragraphs("".join(loose))
            loose = []
            yield from _block(child, tag, depth + 1)
        loose.append(child.tail or "")
    yield from _paragraphs("".join(loose))


def _block(element: "_Element", tag: str, depth: int) -> Iterator[str]:
    if tag in _LISTS:
        yield "\n".join(_items(element, tag, depth))
    elif tag == "table":
        yield from _table(element, depth)
    elif tag in ("pre", "code"):
        yield _code("".join(map(str, element.itertext())))
    elif tag in ("h1", "h2", "h3", "h4", "h5", "h6", "head", "summary"):
        text = said(_inline(element).replace(_BREAK, " "), within=True)
        yield f"{'#' * _level(element, tag)} {text}" if text else ""
    elif tag in ("dt", "dd"):
        yield from _paragraphs(_inline(element))
    elif tag in ("blockquote", "quote"):
        quoted = "\n\n".join(block for block in _blocks(element, depth) if block)
        yield "\n".join(f"> {line}".rstrip() for line in quoted.split("\n")) if quoted else ""
    else:
        yield from _blocks(element, depth)


def _level(element: "_Element", tag: str) -> int:
    name = element.get("rend", "") if tag == "head" else tag
    return int(name[1]) if re.fullmatch(r"h[1-6]", name) else 3


def _items(element: "_Element", tag: str, depth: int) -> Iterator[str]:
    numbered = tag == "ol" or element.get("rend") == "ol"
    number = 0
    for child in element:
        if _tag(child) in _LISTS:  # as careless editors nest them
            yield from (f"  {line}" for line in _items(child, _tag(child), depth + 1))
        if _tag(child) not in _ITEMS:
            continue
        blocks = [block for block in _blocks(child, depth + 1) if block]
        if not blocks:
            continue
        number += 1
        mark = f"{number}. " if numbered else "- "
        lines = "\n".join(blocks).split("\n")
        yield mark + lines[0]
        yield from (" " * len(mark) + line if line else "" for line in lines[1:])


def _table(element: "_Element", depth: int) -> Iterator[str]:
    """A table of one column, or one that holds another, is there for the layout: its cells are blocks."""
    rows = [[cell for cell in row if _tag(cell) in _CELLS] for row in element.iter("tr", "row")]
    rows = [row for row in rows if row]
    nested = any(_tag(inner) == "table" for inner in element.iterdescendants())
    if nested or max(map(len, rows), default=0) < 2:
        for cell in (
            cell for row in rows for cell in row if not any(_tag(up) == "table" for up in _between(cell, element))
        ):
            yield from _blocks(cell, depth + 1)
        return
    texts = [[_inline(cell).replace(_BREAK, " ") for cell in row for _ in range(_span(cell))] for row in rows]
    texts = [row for row in texts if any(cell.strip() for cell in row)]
    yield table_of(texts) if texts else ""


def _between(cell: "_Element", table: "_Element") -> Iterator["_Element"]:
    for up in cell.iterancestors():
        if up is table:
            return
        yield up


def _span(cell: "_Element") -> int:
    """How many columns a cell takes; a text over several stands in each, so that a row can be read by itself."""
    wide = cell.get("colspan", "1")
    return min(int(wide), 20) if wide.isdecimal() and len(wide) < 4 and int(wide) else 1


def _code(text: str) -> str:
    body = text.replace("\r\n", "\n").strip("\n")
    fence = "```"
    while fence in body:
        fence += "`"
    return f"{fence}\n{body}\n{fence}" if body.strip() else ""


def _paragraphs(text: str) -> Iterator[str]:
    """A text with breaks: two together begin a new paragraph, one a new line."""
    for paragraph in re.split(rf"{_BREAK}\s*{_BREAK}[\s{_BREAK}]*", text):
        lines = [said(line) for line in paragraph.split(_BREAK)]
        if any(lines):
            yield "  \n".join(line for line in lines if line)


def _inline(element: "_Element") -> str:
    """The text within an element, breaks as a sign of their own; blocks within it are told apart by a space."""
    parts = [element.text or ""]
    for child in element:
        tag = _tag(child)
        if tag in _BREAKS:
            parts.append(_BREAK)
        elif tag and tag not in _LEFT_OUT:
            inner = _inline(child) if _depth(child) < 4 * DEEPEST else " ".join(map(str, child.itertext()))
            parts.append(inner if tag in _INLINE else f" {inner} ")
        parts.append(child.tail or "")
    return _SPACES.sub(" ", "".join(parts))


def _depth(element: "_Element") -> int:
    return sum(1 for _ in element.iterancestors())


def _holds_blocks(element: "_Element") -> bool:
    return any(
        _tag(inner) and _tag(inner) not in _INLINE | _LEFT_OUT | set(_BREAKS) for inner in element.iterdescendants()
    )


def _tag(element: "_Element") -> str:
    """The name of an element; "" for comments and instructions."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
