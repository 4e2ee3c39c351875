"""The sentences of a message without its courtesy: greetings, thanks and the name under it."""

from collections.abc import Iterator
from dataclasses import dataclass

from kompas.assistant.understanding.asking import Asking, after
from kompas.assistant.understanding.wording import Line

_NAME = 4  # a name under a message has at most so many words


@dataclass(frozen=True, slots=True)
class Part:
    """Words of one sentence, from the index `start` to before `end`; `asked`: a question mark ends it."""

    start: int
    end: int
    asked: bool = False

    @property
    def size(self) -> int:
        return self.end - self.start


def sentences(line: Line, say: Asking) -> Iterator[Part]:
    """Every sentence that says more than courtesy, in order."""
    thanked = False
    for start, end in _between_marks(line):
        part, closed = _without_closing(Part(start, end, _mark(line, end) == "?"), line, say)
        part = without_opening(part, line, say)
        if _tells(part, line) and not (thanked and part.size <= _NAME and _mark(line, end) != "?"):
            yield part
        if closed == "sign_off":
            return
        thanked = closed == "thanks"


def _tells(part: Part, line: Line) -> bool:
    """Whether it holds a word: an emoji by itself asks nothing."""
    return any(word.plain[:1].isalnum() for word in line.words[part.start : part.end])


def without_opening(part: Part, line: Line, say: Asking) -> Part:
    """Without the greetings, thanks and small words that a sentence begins with, and an "and" after them."""
    start = part.start
    while start < part.end:
        behind = start + 1 if line.words[start].is_mark else after(say.courtesy, line, start)
        if behind is None:
            break
        start = min(behind, part.end)
    if start > part.start:
        joined = after(say.joiner, line, start)
        start = joined if joined is not None and joined < part.end else start
    return Part(start, part.end, part.asked)


def _without_closing(part: Part, line: Line, say: Asking) -> tuple[Part, str]:
    """Without thanks at the end, or anything from a sign-off on."""
    for index in range(part.start, part.end):
        if after(say.sign_off, line, index) is not None:
            return _trimmed(part.start, index, line, part.asked), "sign_off"
        thanks = after(say.thanking, line, index)
        if thanks is not None and (thanks >= part.end or _is_name(Part(thanks, part.end), line)):
            return _trimmed(part.start, index, line, part.asked), "thanks"
    return _trimmed(part.start, part.end, line, part.asked), ""


def _is_name(part: Part, line: Line) -> bool:
    return part.size <= _NAME and line.words[part.start - 1].is_mark


def _trimmed(start: int, end: int, line: Line, asked: bool) -> Part:
    while end > start and line.words[end - 1].is_mark:
        end -= 1
    return Part(start, end, asked)


def _between_marks(line: Line) -> Iterator[tuple[int, int]]:
    start = 0
    for index, word in enumerate(line.words):
        if word.plain in ".?!":
            yield start, index
            start = index + 1
    yield start, len(line.words)


def _mark(line: Line, index: int) -> str:
    return line.words[index].plain if index < len(line.words) else ""
