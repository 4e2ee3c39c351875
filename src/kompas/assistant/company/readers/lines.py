"""Lines with their size and place on a page, put together into Markdown."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from kompas.assistant.company.readers.markup import said, table_of

_BULLET = re.compile(r"^[•●▪◦‣·∙■□–—*\uf0b7\uf0a7o-]\s+(?=\S)")
_NUMBERED = re.compile(r"^\(?(\d{1,2}|[a-z])[.)]\s+(?=\S)")
_LARGER = 1.12  # than the text itself: a heading
_LONGEST_HEADING = 16  # words
_MARGIN = 0.1  # of the height of a page, above and below: where headers, footers and page numbers stand
_LEVELS = 3


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line: `left`, `right` and its baseline are points from the left and from below."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool

    def beside(self, other: "Run") -> bool:
        """Whether the other goes on to the right of this one on the same line."""
        same_line = abs(self.base - other.base) <= 0.35 * max(self.size, other.size, 1)
        return same_line and other.left >= self.right - max(self.size, 1)


@dataclass(frozen=True, slots=True)
class Line:
    """The runs of one line, of a page that is `height` points high."""

    runs: tuple[Run, ...]
    height: float

    @property
    def text(self) -> str:
        return " ".join(run.text for run in self.runs if run.text)

    @property
    def size(self) -> float:
        return round(max(run.size for run in self.runs), 1)

    @property
    def bold(self) -> bool:
        return all(run.bold for run in self.runs if run.text)

    @property
    def base(self) -> float:
        return self.runs[0].base

    @property
    def at_the_edge(self) -> bool:
        return self.base < self.height * _MARGIN or self.base > self.height * (1 - _MARGIN)


@dataclass(frozen=True, slots=True)
class Text:
    title: str
    body: str


def markdown_of_lines(pages: Sequence[Sequence[Line]]) -> Text:
    """The pages as one text: what repeats at their edges is left out, words that were broken are whole again."""
    lines = [line for page in _without_edges(pages) for line in page if line.text]
    if not lines:
        return Text("", "")
    body_size = _body_size(lines)
    levels = _levels(lines, body_size)
    bold_text = sum(len(line.text) for line in lines if line.bold) * 2 > sum(len(line.text) for line in lines)
    marked = [(line, _heading_level(line, levels, bold_text)) for line in lines]
    blocks = _joined_headings(list(_blocks(marked, _gap(lines))))
    first = blocks[0]
    if isinstance(first, _Heading) and sum(isinstance(b, _Heading) and b.level == first.level for b in blocks) == 1:
        return Text(first.text[:300], _written(blocks[1:]))
    return Text("", _written(blocks))


@dataclass(frozen=True, slots=True)
class _Heading:
    level: int
    text: str
    lines: int = 1


_Block = str | _Heading


def _without_edges(pages: Sequence[Sequence[Line]]) -> Iterator[Sequence[Line]]:
    """Headers, footers and page numbers: what stands at the edge of at least half of the pages, but for its numbers."""
    seen = Counter(key for page in pages for key in {_edge(line) for line in page if line.at_the_edge})
    repeated = {key for key, times in seen.items() if times >= 3 and times * 2 >= len(pages)}
    for page in pages:
        yield [
            line for line in page if not (line.at_the_edge and (_edge(line) in repeated or _edge(line) in ("#", "")))
        ]


def _edge(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text).strip(" -–|./")


def _body_size(lines: Sequence[Line]) -> float:
    signs: Counter[float] = Counter()
    for line in lines:
        signs[line.size] += len(line.text)
    return signs.most_common(1)[0][0]


def _levels(lines: Sequence[Line], body: float) -> dict[float, int]:
    """Levels of headings by their size, the largest first."""
    larger = {line.size for line in lines if line.size >= body * _LARGER and _short(line)}
    return {size: min(level, _LEVELS) for level, size in enumerate(sorted(larger, reverse=True), start=1)}


def _short(line: Line) -> bool:
    return len(line.text.split()) <= _LONGEST_HEADING and any(sign.isalpha() for sign in line.text)


def _heading_level(line: Line, levels: dict[float, int], bold_text: bool) -> int:
    """0 for what is no heading. A short bold line is one where the text itself is not bold."""
    if not _short(line) or len(line.runs) > 1 or _BULLET.match(line.text):
        return 0
    if line.size in levels:
        return levels[line.size]
    ends = line.text[-1] in ".,;:!"
    return min(len(set(levels.values())) + 1, _LEVELS + 1) if line.bold and not bold_text and not ends else 0


def _gap(lines: Sequence[Line]) -> float:
    """The usual way from one line to the next."""
    steps = [
        above.base - below.base for above, below in pairwise(lines) if 0 < above.base - below.base < 4 * above.size
    ]
    return median(steps) if steps else 0.0


def _blocks(lines: Sequence[tuple[Line, int]], gap: float) -> Iterator[_Block]:
    at = 0
    while at < len(lines):
        line, level = lines[at]
        rows = _rows(lines, at)
        if rows:
            yield table_of(rows)
            at += len(rows)
        elif level:
            yield _Heading(level, line.text)
            at += 1
        else:
            end = at + 1
            while end < len(lines) and _goes_on(lines[end - 1][0], *lines[end], gap) and not _rows(lines, end):
                end += 1
            yield _paragraph([line.text for line, _ in lines[at:end]])
            at = end


def _rows(lines: Sequence[tuple[Line, int]], at: int) -> list[list[str]]:
    """The rows of a table that begins here: lines in as many pieces, that begin at the same places; else none."""
    first = lines[at][0].runs
    rows: list[list[str]] = []
    while len(first) > 1 and at < len(lines) and len(lines[at][0].runs) == len(first):
        runs = lines[at][0].runs
        if any(not _in_column(run, head) for run, head in zip(runs, first, strict=True)):
            break
        rows.append([run.text for run in runs])
        at += 1
    return rows if len(rows) > 1 else []


def _in_column(run: Run, head: Run) -> bool:
    near = 0.8 * max(run.size, 1)
    return abs(run.left - head.left) < near or abs(run.right - head.right) < near


def _goes_on(above: Line, line: Line, level: int, gap: float) -> bool:
    """Whether a line belongs to the paragraph of the one above it."""
    if level or _BULLET.match(line.text) or _NUMBERED.match(line.text):
        return False
    step = above.base - line.base
    if step <= 0:  # the next column or page: a sentence that was not finished goes on
        return above.text[-1] not in ".!?:" and line.text[0].islower()
    return step <= 1.35 * gap if gap else True


def _paragraph(lines: Sequence[str]) -> str:
    text = lines[0]
    for line in lines[1:]:
        if text.endswith("\xad") or (re.search(r"[^\W\d_]-$", text) and line[0].islower()):
            text = text[:-1] + line
        else:
            text = f"{text} {line}"
    text = text.replace("\xad", "")
    bullet, numbered = _BULLET.match(text), _NUMBERED.match(text)
    if bullet:
        return f"- {said(text[bullet.end() :])}"
    if numbered and numbered[1].isdigit():
        return f"{numbered[1]}. {said(text[numbered.end() :])}"
    return said(text)


def _joined_headings(blocks: Sequence[_Block]) -> list[_Block]:
    """A heading over two lines is one."""
    joined: list[_Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if isinstance(block, _Heading) and isinstance(last, _Heading) and _one_heading(last, block):
            joined[-1] = replace(last, text=f"{last.text} {block.text}", lines=last.lines + 1)
        else:
            joined.append(block)
    return joined


def _one_heading(above: _Heading, below: _Heading) -> bool:
    words = len(f"{above.text} {below.text}".split())
    return above.level == below.level and above.lines < 3 and words <= _LONGEST_HEADING


def _written(blocks: Sequence[_Block]) -> str:
    """Items of one list stand on lines that follow each other."""
    levels = {
        level: at for at, level in enumerate(sorted({b.level for b in blocks if isinstance(b, _Heading)}), start=1)
    }
    text = ""
    before = ""
    for block in blocks:
        line = (
            f"{'#' * (levels[block.level] + 1)} {said(block.text, within=True)}"
            if isinstance(block, _Heading)
            else block
        )
        item = bool(re.match(r"- |\d{1,2}\. ", line))
        text += ("\n" if item and before else "\n\n") + line if text else line
        before = "item" if item else ""
    return text
