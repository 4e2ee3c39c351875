"""Articles into passages: one citable piece per headed section, in plain text that can be quoted as it is."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

from kompas.assistant.domain.knowledge import Article, Block, Items, Paragraph, Passage, Table
from kompas.assistant.knowledge.markdown import Heading, Piece, pieces

WORDS = 120  # a passage longer than this is cut at the next border of a block
SCRAP = 20  # and no piece is as short as this, unless its section is
INTRODUCTION = "intro"


def cut(article: Article) -> tuple[Passage, ...]:
    """The passages of an article in reading order; the introduction has the heading "".

    Anchors come from the headings, so that a citation survives edits elsewhere in the article; the second and later
    pieces of one heading are numbered. Markup is reduced to its text and nothing in a passage reads as HTML.
    """
    anchors: Counter[str] = Counter()
    passages = []
    for section in _sections(article):
        for blocks in _portions(section.blocks):
            base = _anchor(section.heading)
            anchors[base] += 1
            anchor = base if anchors[base] == 1 else f"{base}-{anchors[base]}"
            passages.append(Passage(f"{article.id}#{anchor}", article, section.heading, blocks, _text(blocks)))
    return tuple(passages)


def block_text(block: Block) -> str:
    """One block as plain text, as it stands in `Passage.text`."""
    match block:
        case Paragraph(sentences=said):
            return " ".join(said)
        case Items(items=items):
            return "\n".join(f"- {item}" for item in items)
        case Table(header=header, rows=rows):
            return "\n".join(" | ".join(row) for row in (header, *rows))


@dataclass(frozen=True, slots=True)
class _Section:
    heading: str
    blocks: tuple[Block, ...]


def _sections(article: Article) -> Iterator[_Section]:
    body = pieces(article.body)
    if not any(isinstance(piece, Heading) for piece in body):
        body = _with_plain_headings(body)
    title = _title_heading(body, article.title)
    path: list[Heading] = []
    blocks: list[Block] = []
    for piece in body:
        if isinstance(piece, Heading):
            yield _Section(_heading(path), tuple(blocks))
            path = [above for above in path if above.level < piece.level] + ([] if piece is title else [piece])
            blocks = []
        else:
            blocks.append(piece)
    yield _Section(_heading(path), tuple(blocks))


def _heading(path: list[Heading]) -> str:
    return ": ".join(heading.text.rstrip(":") for heading in path[-2:])


def _title_heading(body: list[Piece], title: str) -> Heading | None:
    """The heading that is the article's own title: what stands under it is the introduction."""
    headings = [piece for piece in body if isinstance(piece, Heading)]
    if not headings:
        return None
    first = headings[0]
    alone_on_top = body[0] is first and first.level == 1 and all(heading.level > 1 for heading in headings[1:])
    return first if alone_on_top or first.text.casefold() == title.casefold() else None


def _with_plain_headings(body: list[Piece]) -> list[Piece]:
    """In a text without headings, a short line by itself above a text is one."""
    lines = [_heading_line(piece) for piece in body]
    return [
        Heading(2, line) if line and following == "" else piece
        for piece, line, following in zip_longest(body, lines, lines[1:])
    ]


def _heading_line(piece: Piece) -> str:
    if not isinstance(piece, Paragraph) or len(piece.sentences) != 1:
        return ""
    line = piece.sentences[0]
    return "" if len(line.split()) > 8 or line[-1] in ".!;,:…" or line[0].islower() else line


def _portions(blocks: tuple[Block, ...]) -> list[tuple[Block, ...]]:
    """Blocks in portions of about `WORDS` words; a line that announces what follows stays with it."""
    portions: list[list[Block]] = []
    size = 0
    for block in (part for whole in blocks for part in _shortened(whole)):
        words = _words(block)
        if not portions or (size > SCRAP and size + words > WORDS and not _announces(portions[-1][-1])):
            portions.append([])
            size = 0
        portions[-1].append(block)
        size += words
    if len(portions) > 1 and size <= SCRAP:
        portions[-2:] = [portions[-2] + portions[-1]]
    return [tuple(portion) for portion in portions]


def _announces(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.sentences[-1].endswith(":")


def _shortened(block: Block) -> Iterator[Block]:
    """A paragraph or list that is too long by itself, in parts; a table stays whole."""
    match block:
        case Paragraph(sentences=said) if _words(block) > WORDS:
            yield from (Paragraph(part) for part in _grouped(said))
        case Items(items=items) if _words(block) > 2 * WORDS:
            yield from (Items(part) for part in _grouped(items))
        case _:
            yield block


def _grouped(texts: Iterable[str]) -> Iterator[tuple[str, ...]]:
    group: list[str] = []
    size = 0
    for text in texts:
        words = len(text.split())
        if group and size + words > WORDS:
            yield tuple(group)
            group, size = [], 0
        group.append(text)
        size += words
    yield tuple(group)


def _words(block: Block) -> int:
    return len(block_text(block).split())


def _text(blocks: tuple[Block, ...]) -> str:
    return "\n\n".join(block_text(block) for block in blocks)


def _anchor(heading: str) -> str:
    plain = unicodedata.normalize("NFKD", heading.lower())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or INTRODUCTION
