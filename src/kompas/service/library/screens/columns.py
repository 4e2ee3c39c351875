"""One document as the editor shows it: the text to work on, what serves, and all that an editor should know of it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from kompas.assistant.company.complaints import Complaint
from kompas.assistant.company.documents import is_article, lang_of
from kompas.service import times
from kompas.service.accounts.models import Staff
from kompas.service.language import for_reader
from kompas.service.library import lists, publishing
from kompas.service.library.article_text import KEYS, Fields, fields_of
from kompas.service.library.models import Conflict, Document, State, Version
from kompas.service.library.screens.comparing import Change, changes
from kompas.service.library.screens.posting import Posted
from kompas.service.library.screens.wording import names
from kompas.service.library.shelf import Served

_KEY = re.compile(r"[a-z_]+")
_DATES = ("updated", "valid_from", "valid_until")


@dataclass(frozen=True, slots=True)
class Told:
    """A version in one line of words."""

    version: Version
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class Box:
    """A field of the form with what is wrong in it."""

    name: str
    value: str
    kind: str
    complaints: list[Complaint] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Column:
    """`boxes` by the name of the field; None where the whole `text` is edited. `overtaken`: something newer was
    published than this text began from, and `against` tells how they differ."""

    path: str
    lang: str
    boxes: dict[str, Box] | None
    text: str
    base: int
    based_on: int
    served: Told | None
    draft: Told | None
    others: list[Told]
    scheduled: list[Told]
    proposals: list[Told]
    conflict: Conflict | None
    removed: bool
    complaints: list[Complaint]
    elsewhere: list[Complaint]
    warnings: Sequence[Complaint]
    overtaken: Told | None
    against: list[Change]
    differs: list[Change]
    note: str
    at: str
    unsaved: bool


def column(
    path: str, staff: Staff, served: Served, now: int, sent: Posted | None = None, begun_from: Version | None = None
) -> Column:
    """What is worked on: what was `sent` and could not be kept, else the version that it is to begin from, else the
    colleague's own draft, else what serves."""
    document = lists.document(path)
    tell = _teller(names(), served, now)
    open_ones = _open(document)
    mine = next((one for one in open_ones if one.state == State.DRAFT and one.by == staff.author), None)
    published = document.published if document is not None else None
    start = begun_from or mine or published
    text = sent.text if sent is not None else (start.text or "" if start is not None else "")
    known = sent.fields if sent is not None else fields_of(text) if is_article(path) and text else None
    if is_article(path) and not text:
        known = known or Fields()
    based_on = sent.based_on if sent is not None else mine.based_on if mine is not None else _number(published)
    overtaken = published if published is not None and published.number > based_on else None
    if begun_from is not None:
        based_on = _number(published)
    looked = sent is not None or mine is not None or begun_from is not None
    checked = publishing.check(path, text) if looked and text else None
    complaints = for_reader(checked.complaints) if checked is not None else []
    boxes = _boxes(known, [one for one in complaints if one.file == path]) if known is not None else None
    in_boxes = [one for box in boxes.values() for one in box.complaints] if boxes is not None else []
    return Column(
        path=path,
        lang=lang_of(path),
        boxes=boxes,
        text=text,
        base=sent.base if sent is not None else _number(start),
        based_on=based_on,
        served=tell(published) if published is not None and published.content is not None else None,
        draft=tell(mine) if mine is not None else None,
        others=[tell(one) for one in open_ones if _of(one, State.DRAFT, "staff:") and one is not mine],
        scheduled=[tell(one) for one in open_ones if one.state == State.SCHEDULED],
        proposals=[tell(one) for one in open_ones if _of(one, State.DRAFT, "source:")],
        conflict=lists.conflicts().filter(document=document).first() if document is not None else None,
        removed=published is not None and published.content is None,
        complaints=[one for one in complaints if one.file == path and one not in in_boxes],
        elsewhere=[one for one in complaints if one.file != path],
        warnings=for_reader(checked.warnings) if checked is not None else (),
        overtaken=tell(overtaken) if overtaken is not None else None,
        against=changes(path, overtaken.text, text) if overtaken is not None else [],
        differs=changes(path, published.text, text) if looked and published is not None and text else [],
        note=sent.note if sent is not None else mine.note if mine is not None else "",
        at=sent.at if sent is not None else "",
        unsaved=sent is not None or begun_from is not None,
    )


def _teller(name: Callable[[str], str], served: Served, now: int) -> Callable[[Version], Told]:
    def tell(version: Version) -> Told:
        at = version.due_at or version.published_at or version.at
        return Told(version, name(version.by), times.clock(at, now, served.zone))

    return tell


def _open(document: Document | None) -> list[Version]:
    if document is None:
        return []
    return list(document.versions.filter(state__in=(State.DRAFT, State.SCHEDULED)).order_by("-number"))


def _of(version: Version, state: State, kind: str) -> bool:
    return version.state == state and version.by.startswith(kind)


def _number(version: Version | None) -> int:
    return version.number if version is not None else 0


def _boxes(known: Fields, complaints: Sequence[Complaint]) -> dict[str, Box]:
    boxes = {name: Box(name, getattr(known, name), _kind(name, getattr(known, name))) for name in (*KEYS, "body")}
    for one in complaints:
        key = _KEY.match(one.key)
        if key is not None and key.group() in boxes:
            boxes[key.group()].complaints.append(one)
    return boxes


def _kind(name: str, value: str) -> str:
    """A browser shows no day that is none: what was typed stays to be seen."""
    if name not in _DATES:
        return "text"
    try:
        return "date" if not value or date.fromisoformat(value) else "text"
    except ValueError:
        return "text"
