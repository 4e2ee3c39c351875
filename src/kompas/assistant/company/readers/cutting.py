"""A long document in articles: cut at its headings, under names that stay the same when something is added elsewhere."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kompas.assistant.company.readers.slugs import slug_of

LONG = 1_500  # words; an article that a colleague still reads as a whole
_LONGEST_NAME = 180
_HEADING = re.compile(r"^(#{1,6}) (.+?)(?: #+)?$")
_FENCE = re.compile(r"^\s{0,3}(`{3,}|~{3,})")


@dataclass(frozen=True, slots=True)
class Piece:
    """An article of a document: `name` is its slug, made of the document's name and its headings."""

    name: str
    title: str
    body: str


def cut(name: str, title: str, body: str) -> tuple[Piece, ...]:
    """The articles of a document: itself when it is not long or has no headings, else one per heading.

    The text before the first heading keeps the document's own name and title.
    """
    seen: Counter[str] = Counter()
    pieces = []
    for piece in _pieces(Piece(slug_of(name), title, body.strip())):
        seen[piece.name] += 1
        times = seen[piece.name]
        pieces.append(piece if times == 1 else Piece(f"{piece.name}-{times}", piece.title, piece.body))
    return tuple(pieces)


def _pieces(whole: Piece) -> Iterator[Piece]:
    sections = _sections(whole.body.split("\n")) if len(whole.body.split()) > LONG else []
    if len(sections) < 2:
        if whole.body:
            yield whole
        return
    for heading, body in sections:
        if heading and body:
            short = slug_of(heading)[:60].strip("-_")
            yield from _pieces(
                Piece(f"{whole.name}-{short}"[:_LONGEST_NAME].strip("-_"), _under(whole.title, heading), body)
            )
        elif body:
            yield Piece(whole.name, whole.title, body)


def _under(title: str, heading: str) -> str:
    return heading if heading.casefold().startswith(title.casefold()) else f"{title}: {heading}"[:300]


def _sections(lines: Sequence[str]) -> list[tuple[str, str]]:
    """(heading, text below it) at the highest level at which there are several; before the first, heading is ""."""
    found = list(_headings(lines))
    levels = Counter(level for _, level, _ in found)
    level = next((level for level in sorted(levels) if levels[level] > 1), 0)
    cuts = [(at, text) for at, own, text in found if own <= level]
    if len(cuts) < 2:
        return []
    ends = [at for at, _ in cuts[1:]] + [len(lines)]
    sections = [("", "\n".join(lines[: cuts[0][0]]).strip())]
    sections += [
        (_plain(text), "\n".join(lines[at + 1 : end]).strip()) for (at, text), end in zip(cuts, ends, strict=True)
    ]
    return sections


def _headings(lines: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """(line, level, text) of every heading that does not stand in code."""
    fence = ""
    for at, line in enumerate(lines):
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        heading = _HEADING.match(line) if not fence else None
        if heading:
            yield at, len(heading[1]), heading[2]


def _plain(markdown: str) -> str:
    return re.sub(r"\\([^\w\s])", r"\1", markdown).strip()
