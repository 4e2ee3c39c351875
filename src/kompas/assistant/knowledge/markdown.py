"""Markdown into headings and blocks of plain text: marks and links keep their text, raw HTML becomes inert text."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from markdown_it import MarkdownIt
from markdown_it.token import Token

from kompas.assistant.domain.knowledge import Block, Items, Paragraph, Table
from kompas.assistant.knowledge.sentences import sentences

_TAG = re.compile(r"<([A-Za-z/!?][^<>]*)>")
_TAG_START = re.compile(r"<(?=[A-Za-z/!?])")
_BULLET = re.compile(r"^\s*[•●▪◦‣·–—]\s+")


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    text: str


Piece = Heading | Block


def pieces(markdown: str) -> list[Piece]:
    """The headings and blocks of a Markdown or plain text, in order, without empty ones."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return _Reader(parser.parse(_visible(markdown))).read()


class _Reader:
    """Walks the flat list of tokens; each `_read_…` begins at its opening token and stops after its closing one."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._at = 0

    def read(self, until: str = "") -> list[Piece]:
        found: list[Piece] = []
        while self._at < len(self._tokens) and self._tokens[self._at].type != until:
            found.extend(self._read_one())
        self._at += 1
        return found

    def _read_one(self) -> list[Piece]:
        token = self._next()
        match token.type:
            case "heading_open":
                return [Heading(int(token.tag[1]), text)] if (text := self._inline_until("heading_close")) else []
            case "paragraph_open":
                return _paragraph(self._lines_until("paragraph_close"))
            case "bullet_list_open" | "ordered_list_open":
                items = self._items(token.type.replace("open", "close"))
                return [Items(items)] if items else []
            case "blockquote_open":
                return self.read(until="blockquote_close")
            case "table_open":
                return self._table()
            case "fence" | "code_block":
                lines = tuple(line for line in map(_plain, token.content.splitlines()) if line)
                return [Paragraph(lines)] if lines else []
            case "html_block":
                return _paragraph(_html_text(token.content).splitlines())
            case _:
                return []

    def _next(self) -> Token:
        token = self._tokens[self._at]
        self._at += 1
        return token

    def _inline_until(self, closing: str) -> str:
        return " ".join(self._lines_until(closing))

    def _lines_until(self, closing: str) -> list[str]:
        lines = []
        while (token := self._next()).type != closing:
            if token.type == "inline":
                lines.extend(_inline(token).split("\n"))
        return [line for line in map(_plain, lines) if line]

    def _items(self, closing: str) -> tuple[str, ...]:
        """The items of a list; those of a list within an item follow it."""
        items: list[str] = []
        while (token := self._next()).type != closing:
            if token.type == "list_item_open":
                items.extend(_item(self.read(until="list_item_close")))
        return tuple(items)

    def _table(self) -> list[Piece]:
        rows: list[tuple[str, ...]] = []
        cells: list[str] = []
        while (token := self._next()).type != "table_close":
            if token.type in ("th_open", "td_open"):
                cells.append(self._inline_until(token.type.replace("open", "close")))
            elif token.type == "tr_close":
                rows.append(tuple(cells))
                cells = []
        return [Table(rows[0], tuple(row for row in rows[1:] if any(row)))]


def _item(inner: list[Piece]) -> list[str]:
    items = [""]
    for piece in inner:
        match piece:
            case Heading(text=text):
                items[0] = f"{items[0]} {text}".strip()
            case Paragraph(sentences=said):
                items[0] = " ".join((items[0], *said)).strip()
            case Items(items=nested):
                items.extend(nested)
            case Table(header=header, rows=rows):
                items.extend(" | ".join(row) for row in (header, *rows))
    return [item for item in items if item]


def _paragraph(lines: Sequence[str]) -> list[Piece]:
    """A paragraph; lines that begin with a typed bullet are a list (imported plain text)."""
    lines = [line for line in map(_plain, lines) if line]
    first = next((at for at, line in enumerate(lines) if _BULLET.match(line)), len(lines))
    bullets = [_BULLET.sub("", line) for line in lines[first:]]
    if len(bullets) < 2 or not all(map(_BULLET.match, lines[first:])):
        first, bullets = len(lines), []
    said = sentences(" ".join(lines[:first]))
    found: list[Piece] = [Paragraph(said)] if said else []
    return found + ([Items(tuple(bullets))] if bullets else [])


def _inline(token: Token) -> str:
    return "".join(inline_text(child) for child in token.children or ())


def inline_text(child: Token) -> str:
    """What a reader sees of one piece within a line; nothing of marks and links themselves."""
    match child.type:
        case "text" | "code_inline" | "image" | "text_special":
            return child.content
        case "softbreak" | "hardbreak":
            return "\n"
        case "html_inline" if child.content.lower().startswith("<br"):
            return " "
        case _:
            return ""


def _plain(text: str) -> str:
    """One line with single spaces in which nothing reads as a tag: "<id>" becomes "‹id›"."""
    return _TAG_START.sub("‹", _TAG.sub(r"‹\1›", " ".join(text.split())))


def _visible(text: str) -> str:
    """Without control and format characters (zero width, direction, soft hyphen): nothing hides in a passage."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n")
    return "".join(char for char in text if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cf"))


def _html_text(html: str) -> str:
    reader = _HtmlText()
    reader.feed(html)
    reader.close()
    return "".join(reader.text)


class _HtmlText(HTMLParser):
    """Collects what a reader would see; what stands in scripts and styles is dropped."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in ("script", "style")
        self.text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("script", "style") and self._hidden > 0
        self.text.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.text.append(data)
