"""What differs between two texts of a document, as values that a screen puts into plain words."""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz, process

from kompas.assistant.company.articles import split_article
from kompas.assistant.company.sheet import Data, Unreadable, read_sheet

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+(?=[^\Wa-z_]|[\"'“‘(])")
_OWN_LINE = re.compile(r"\s*([-*+|>#]|\d+[.)]\s)")
_ALIKE = 50  # percent; below it two sentences are one that went and one that came
_MOST_PAIRS = 250_000  # sentences old by new; beyond it an article was written anew, and nobody looks for pairs


class Kind(StrEnum):
    """LAYOUT: nothing that is said differs, only comments, the order of keys, spaces or line ends."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    LAYOUT = "layout"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs. `old` is None for what came, `new` for what went.

    `where` leads to it: keys of a YAML file, with the id or name of an item in a list instead of its place
    ("rules", "noodgeval-112", "say", "nl"), or a key of an article's front matter; () for a sentence of an article, which
    stands under `heading`, and for a document as a whole.
    """

    kind: Kind
    where: tuple[str, ...]
    old: str | None
    new: str | None
    heading: str = ""


def differences(old: str | None, new: str | None) -> tuple[Difference, ...]:
    """From one text of a document to another; None where there is no document. Pure, and never fails: what is no YAML
    and no article is compared line by line."""
    if old is None or new is None:
        kind = Kind.ADDED if old is None else Kind.REMOVED
        return (Difference(kind, (), old, new),) if old != new else ()
    before, after = _plain(old), _plain(new)
    found = tuple(_between(before, after))
    return found or ((Difference(Kind.LAYOUT, (), None, None),) if old != new else ())


def _plain(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def _between(old: str, new: str) -> Iterator[Difference]:
    was, now = split_article(old), split_article(new)
    if was is not None and now is not None:
        yield from _sheets(was.matter, now.matter)
        yield from _pieces(_said(was.body), _said(now.body))
    else:
        yield from _sheets(old, new)


def _sheets(old: str, new: str) -> Iterator[Difference]:
    try:
        was, now = read_sheet(old, "old").data, read_sheet(new, "new").data
    except Unreadable:
        yield from _pieces([("", line) for line in old.splitlines()], [("", line) for line in new.splitlines()])
        return
    yield from _data((), was, now)


def _data(where: tuple[str, ...], old: Data, new: Data) -> Iterator[Difference]:
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        yield from _maps(where, old, new)
    elif isinstance(old, list) and isinstance(new, list):
        was, now = _named(old), _named(new)
        if was is not None and now is not None:
            yield from _maps(where, was, now)
        else:
            yield from _lists(where, old, new)
    else:
        yield _one(where, old, new)


def _maps(where: tuple[str, ...], old: Mapping[str, Data], new: Mapping[str, Data]) -> Iterator[Difference]:
    for key in {**old, **new}:
        if key not in new:
            yield Difference(Kind.REMOVED, (*where, key), _worded(old[key]), None)
        elif key not in old:
            yield Difference(Kind.ADDED, (*where, key), None, _worded(new[key]))
        else:
            yield from _data((*where, key), old[key], new[key])


def _lists(where: tuple[str, ...], old: Sequence[Data], new: Sequence[Data]) -> Iterator[Difference]:
    """Items without a name, like examples and synonyms: which came, which went; else they stand in another order."""
    was, now = [_worded(item) for item in old], [_worded(item) for item in new]
    if set(was) == set(now):
        yield Difference(Kind.CHANGED, where, ", ".join(was), ", ".join(now))
    for item in was:
        if item not in now:
            yield Difference(Kind.REMOVED, where, item, None)
    for item in now:
        if item not in was:
            yield Difference(Kind.ADDED, where, None, item)


def _one(where: tuple[str, ...], old: Data, new: Data) -> Difference:
    kind = Kind.ADDED if old is None else Kind.REMOVED if new is None else Kind.CHANGED
    return Difference(kind, where, _worded(old) if old is not None else None, _worded(new) if new is not None else None)


def _named(items: Sequence[Data]) -> dict[str, Data] | None:
    """Items by their id or name; None when one of them has neither, or two have the same."""
    named: dict[str, Data] = {}
    for item in items:
        name = (item.get("id") or item.get("name")) if isinstance(item, dict) else None
        if not isinstance(name, str) or name in named:
            return None
        named[name] = item
    return named


def _worded(data: Data) -> str:
    """A value on one line, as a person would write it down."""
    if isinstance(data, list):
        return ", ".join(_worded(item) for item in data)
    if isinstance(data, dict):
        return "; ".join(f"{key}: {_worded(value)}" for key, value in data.items())
    return data or ""


def _said(body: str) -> list[tuple[str, str]]:
    """The sentences of an article, each with the heading above it; headings, items, rows and code are lines."""
    said: list[tuple[str, str]] = []
    heading, running, code = "", "", False

    def close() -> None:
        nonlocal running
        said.extend((heading, sentence) for sentence in _SENTENCE_END.split(running) if sentence)
        running = ""

    for line in body.split("\n"):
        fence = line.lstrip().startswith(("```", "~~~"))
        if code or fence or not line.strip() or _OWN_LINE.match(line):
            close()
            code ^= fence
            if line.startswith("#") and not code:
                heading = line.lstrip("#").strip()
            if line.strip():
                said.append((heading, line.rstrip() if code or fence else line.strip()))
        else:
            running = f"{running} {line.strip()}".strip()
    close()
    return said


def _pieces(old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> Iterator[Difference]:
    matcher = difflib.SequenceMatcher(None, [text for _, text in old], [text for _, text in new], autojunk=False)
    for tag, start, end, from_, to in matcher.get_opcodes():
        if tag != "equal":
            yield from _replaced(old[start:end], new[from_:to])


def _replaced(old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> Iterator[Difference]:
    """In the order of the new text; a sentence that is worded otherwise is one difference."""
    left = list(old) if len(old) * len(new) <= _MOST_PAIRS else []
    for gone in old[: len(old) - len(left)]:
        yield Difference(Kind.REMOVED, (), gone[1], None, gone[0])
    for heading, text in new:
        best = process.extractOne(text, [was for _, was in left], scorer=fuzz.ratio, score_cutoff=_ALIKE)
        if best is None:
            yield Difference(Kind.ADDED, (), None, text, heading)
            continue
        was, _, place = best
        for gone in left[:place]:
            yield Difference(Kind.REMOVED, (), gone[1], None, gone[0])
        left = left[place + 1 :]
        yield Difference(Kind.CHANGED, (), was, text, heading)
    for gone in left:
        yield Difference(Kind.REMOVED, (), gone[1], None, gone[0])
