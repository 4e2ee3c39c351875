"""Articles in a file from elsewhere, whatever its kind: Markdown with front matter, JSON lines, PDF, DOCX, HTML."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kompas.assistant.company.articles import front_matter_of, split_article
from kompas.assistant.company.complaints import Complaint, Findings, Place
from kompas.assistant.company.documents import ARTICLE_LIMIT, article_path
from kompas.assistant.company.front_matter import with_key
from kompas.assistant.company.readers.cutting import cut
from kompas.assistant.company.readers.reading import FILE_LIMIT, Reading, kind_of
from kompas.assistant.company.readers.reading import read as read_here
from kompas.assistant.company.readers.refusals import Unusable
from kompas.assistant.company.readers.slugs import slug_of
from kompas.assistant.company.sentences import sentence
from kompas.assistant.company.shapes.values import LANGUAGES
from kompas.assistant.domain.words import plain_words

Read = Callable[[str, bytes], Reading]  # (kind, bytes); raises Unusable

COLUMNS = ("id", "title", "content")
ROW_REMEDY = sentence('Each line is one row: {{"id": "…", "title": "…", "content": "…"}}.')


@dataclass(frozen=True, slots=True)
class Incoming:
    """One article of a source, as it is to be written; `place` is where it stands in the source."""

    place: Place
    lang: str
    slug: str
    text: str

    @property
    def file(self) -> str:
        return article_path(self.lang, self.slug)


@dataclass(frozen=True, slots=True)
class Given:
    """What holds for articles that do not say it themselves. A row with a word or phrase of `staff` in its title, and
    all of it with `for_staff`, is for staff: no customer is ever shown it."""

    lang: str
    staff: Sequence[str] = ()
    for_staff: bool = False
    source: str = ""
    updated: date | None = None


@dataclass(frozen=True, slots=True)
class Unread(Complaint):
    """A complaint about a whole file; `code` and `facts` are those of Unusable, for screens."""

    code: str = ""
    facts: tuple[tuple[str, int], ...] = ()


def unread(file: str, why: Unusable) -> Unread:
    """Why nothing can be made of this file."""
    message, remedy = why.said
    return Unread(file, 0, "", message, remedy, code=why.code, facts=tuple(why.facts.items()))


def incoming(name: str, raw: bytes, given: Given, findings: Findings, read: Read = read_here) -> Iterator[Incoming]:
    """The articles of one file. What cannot be used is named in `findings`, and the rest goes on."""
    kind = kind_of(name)
    if kind in ("md", "jsonl"):
        if len(raw) > FILE_LIMIT:
            findings.complaints.append(unread(name, Unusable("too_large", limit=FILE_LIMIT // 1_000_000)))
        elif kind == "md":
            yield from _markdown(name, raw, given, findings)
        else:
            yield from _rows(name, raw, given, findings)
        return
    try:
        reading = read(kind, raw)
    except Unusable as why:
        findings.complaints.append(unread(name, why))
        return
    yield from of_reading(name, reading, given, findings)


def of_reading(name: str, reading: Reading, given: Given, findings: Findings) -> Iterator[Incoming]:
    """The articles of a document that was read: one, or one per heading of a long one."""
    stem = name.rpartition("/")[2]
    stem = stem.rpartition(".")[0] or stem
    title = reading.title or " ".join(re.sub(r"[_-]+", " ", stem).split())
    lang = reading.lang if reading.lang in LANGUAGES else given.lang
    for piece in cut(stem, title, reading.body):
        said = {"title": piece.title, "lang": lang, "source": given.source or name}
        updated = reading.updated or given.updated
        if updated is not None:
            said["updated"] = updated.isoformat()
        if given.for_staff:
            said["audience"] = "staff"
        matter = "\n".join(f"{key}: {_quoted(key, _clean(value))}" for key, value in said.items())
        yield from _article(Place(name), piece.name, matter, 0, piece.body, findings)


def _quoted(key: str, value: str) -> str:
    return value if key in ("lang", "updated", "audience") else json.dumps(" ".join(value.split()), ensure_ascii=False)


def _rows(name: str, raw: bytes, given: Given, findings: Findings) -> Iterator[Incoming]:
    staff = tuple(map(plain_words, given.staff))
    for number, line in enumerate(raw.split(b"\n"), start=1):
        place = Place(name, number)
        try:
            row = json.loads(line.decode("utf-8-sig")) if line.strip() else None
        except UnicodeDecodeError:
            findings.refuse(place, sentence("the line is no UTF-8."), sentence("Save the file as UTF-8."))
            continue
        except (ValueError, RecursionError):
            findings.refuse(place, sentence("the line is no JSON."), ROW_REMEDY)
            continue
        if line.strip():
            yield from _row(row, place, given, findings, staff)


def _row(
    row: Any, place: Place, given: Given, findings: Findings, staff: Sequence[tuple[str, ...]]
) -> Iterator[Incoming]:
    if not isinstance(row, dict):
        findings.refuse(place, sentence("the line is no row."), ROW_REMEDY)
        return
    for column in COLUMNS:
        if not (isinstance(row.get(column), str) and row[column].strip()):
            empty = column in row and isinstance(row[column], str)
            message = sentence("{column} is empty.") if empty else sentence("{column} is no text.")
            if column not in row:
                message = sentence("{column} is missing.")
            findings.refuse(place, message.filled(column=column), ROW_REMEDY)
            return
    title = " ".join(_clean(row["title"]).split())
    matter = f"title: {json.dumps(title, ensure_ascii=False)}\nlang: {given.lang}"
    if given.for_staff or any(_stands_in(words, plain_words(title)) for words in staff):
        matter += "\naudience: staff"
    yield from _article(place, row["id"], matter, place.line, row["content"], findings)


def _stands_in(words: tuple[str, ...], title: tuple[str, ...]) -> bool:
    size = len(words)
    return any(title[at : at + size] == words for at in range(len(title) - size + 1)) if words else False


def _markdown(name: str, raw: bytes, given: Given, findings: Findings) -> Iterator[Incoming]:
    try:
        parts = split_article(raw.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError:
        findings.refuse(Place(name), sentence("this is no UTF-8."), sentence("Save the file as UTF-8."))
        return
    if parts is None:
        remedy = sentence("Begin with a line ---, then title: …, then a line --- again.")
        findings.refuse(Place(name, 1), sentence("the front matter is missing or does not end."), remedy)
        return
    matter = parts.matter if re.search(r"(?m)^lang:", parts.matter) else f"{parts.matter}\nlang: {given.lang}"
    if given.for_staff:  # whatever the file says itself
        written = with_key(f"---\n{matter}\n---\n".encode(), "audience", "staff") or b""
        matter = written.decode().removeprefix("---\n").partition("\n---\n")[0]
    stem = name.rpartition("/")[2]
    yield from _article(Place(name, 1), stem.rpartition(".")[0] or stem, matter, 2, parts.body, findings)


def _article(
    place: Place, name: str, matter: str, matter_line: int, body: str, findings: Findings
) -> Iterator[Incoming]:
    """The article as a file, checked by the same check that reads company folders."""
    slug, body = slug_of(name), _clean(body)
    text = f"---\n{matter}\n---\n{body}\n"
    if not slug:
        message = sentence("no name for a file can be made of its id.")
        findings.refuse(place, message, sentence("Use letters and digits."))
    elif not body:
        findings.refuse(place, sentence("the article has no text."), sentence("Leave it out, or add its text."))
    elif len(text.encode()) > ARTICLE_LIMIT:
        message = sentence("the article is longer than {limit:,} bytes.", limit=ARTICLE_LIMIT)
        findings.refuse(place, message, sentence("Split it."))
    else:
        front = front_matter_of(matter, place.file, findings, matter_line)
        if front is not None:
            yield Incoming(place, front.lang, slug, text)


def _clean(body: str) -> str:
    """Line ends as line feeds; no control characters, which no reader shows."""
    plain = body.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in plain if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs")).strip(
        "\n "
    )
