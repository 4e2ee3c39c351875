"""Brings articles from elsewhere into a company folder: Markdown with front matter, or JSON lines."""

import json
import os
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kompas.assistant.company.articles import front_matter_of, split_article
from kompas.assistant.company.complaints import Complaint, Findings, Place, in_order
from kompas.assistant.company.documents import ARTICLE_LIMIT
from kompas.assistant.company.new_company import write_new_company
from kompas.assistant.company.shapes.values import LANGUAGES
from kompas.assistant.domain.errors import Permanent
from kompas.assistant.domain.words import plain_words

COLUMNS = ("id", "title", "content")
ROW_REMEDY = 'Each line is one row: {"id": "…", "title": "…", "content": "…"}.'


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of the source. Files are relative to the company folder; complaints name the source's lines.

    `written` holds new and replaced articles, `conflicts` those that differ from what stands in the folder and were
    left as they are, `skipped` what could not be used. `new_company` holds the files of a folder that was begun.
    """

    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    conflicts: tuple[Complaint, ...] = ()
    skipped: tuple[Complaint, ...] = ()
    new_company: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Incoming:
    """One article of the source, as it is to be written."""

    place: Place
    lang: str
    slug: str
    text: str

    @property
    def file(self) -> str:
        return f"knowledge/{self.lang}/{self.slug}.md"


@dataclass(slots=True)
class _Sorted:
    """The articles that were taken in so far, by what became of them."""

    written: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    conflicts: Findings = field(default_factory=Findings)


def import_articles(
    source: Path, into: Path, lang: str, replace: bool = False, staff: Sequence[str] = ()
) -> ImportReport:
    """Write the articles of `source` into the company folder `into`, beginning a new folder when there is none.

    `lang` is their language where they do not say it themselves. A row with a word or phrase of `staff` in its title is
    for staff: no customer is ever shown it. An article that differs from the one in the folder
    replaces it only with `replace`. Raises Permanent when the source cannot be read or `into` is something else.
    """
    if lang not in LANGUAGES:
        raise Permanent(f"the language '{lang}' is unknown.", f"Use {' or '.join(LANGUAGES)}.")
    findings = Findings()
    incoming = list(_once(_read(source, lang, findings, tuple(map(plain_words, staff))), findings))
    new_company = () if (into / "company.yaml").exists() else write_new_company(into, lang)
    done = _Sorted()
    for article in incoming:
        _take_in(article, into, replace, done)
    return ImportReport(
        tuple(done.written),
        tuple(done.unchanged),
        tuple(done.conflicts.complaints),
        in_order(findings.complaints),
        new_company,
    )


def slug_of(name: str) -> str:
    """A name as a slug: small letters without accents, digits, - and _; empty when nothing is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"-*(_+)-*", r"\1", re.sub(r"[^a-z0-9_]+", "-", plain)).strip("-_")[:200]


def _read(source: Path, lang: str, findings: Findings, staff: Sequence[tuple[str, ...]]) -> Iterator[_Incoming]:
    if source.is_dir():
        files = sorted(path for path in source.rglob("*.md") if path.is_file())
        if not files:
            raise Permanent(f"{source} holds no Markdown files.", "Name a folder with .md files, or a .jsonl file.")
        for path in files:
            yield from _markdown(path, path.relative_to(source).as_posix(), lang, findings)
    elif source.is_file() and source.suffix in (".jsonl", ".ndjson"):
        yield from _rows(source, lang, findings, staff)
    elif source.is_file() and source.suffix == ".md":
        yield from _markdown(source, source.name, lang, findings)
    else:
        remedy = "Name a .jsonl file, a .md file, or a folder with .md files."
        raise Permanent(f"{source} is no source of articles." if source.exists() else f"{source} is missing.", remedy)


def _rows(source: Path, lang: str, findings: Findings, staff: Sequence[tuple[str, ...]]) -> Iterator[_Incoming]:
    with source.open("rb") as lines:
        for number, raw in enumerate(lines, start=1):
            place = Place(source.name, number)
            try:
                row = json.loads(raw.decode("utf-8-sig")) if raw.strip() else None
            except UnicodeDecodeError:
                findings.refuse(place, "the line is no UTF-8.", "Save the file as UTF-8.")
                continue
            except (ValueError, RecursionError):
                findings.refuse(place, "the line is no JSON.", ROW_REMEDY)
                continue
            if raw.strip():
                yield from _row(row, place, lang, findings, staff)


def _row(
    row: Any, place: Place, lang: str, findings: Findings, staff: Sequence[tuple[str, ...]]
) -> Iterator[_Incoming]:
    if not isinstance(row, dict):
        findings.refuse(place, "the line is no row.", ROW_REMEDY)
        return
    for column in COLUMNS:
        if not (isinstance(row.get(column), str) and row[column].strip()):
            what = "is missing" if column not in row else "is empty" if isinstance(row[column], str) else "is no text"
            findings.refuse(place, f"{column} {what}.", ROW_REMEDY)
            return
    title = " ".join(_clean(row["title"]).split())
    matter = f"title: {json.dumps(title, ensure_ascii=False)}\nlang: {lang}"
    if any(_stands_in(words, plain_words(title)) for words in staff):
        matter += "\naudience: staff"
    yield from _article(place, row["id"], matter, place.line, row["content"], findings)


def _stands_in(words: tuple[str, ...], title: tuple[str, ...]) -> bool:
    size = len(words)
    return any(title[at : at + size] == words for at in range(len(title) - size + 1)) if words else False


def _markdown(path: Path, name: str, lang: str, findings: Findings) -> Iterator[_Incoming]:
    try:
        parts = split_article(path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError:
        findings.refuse(Place(name), "this is no UTF-8.", "Save the file as UTF-8.")
        return
    except OSError as error:
        findings.refuse(Place(name), f"it cannot be read ({error.strerror}).", "Check its rights.")
        return
    if parts is None:
        remedy = "Begin with a line ---, then title: …, then a line --- again."
        findings.refuse(Place(name, 1), "the front matter is missing or does not end.", remedy)
        return
    has_language = re.search(r"(?m)^lang:", parts.matter)
    matter = parts.matter if has_language else f"{parts.matter}\nlang: {lang}"
    yield from _article(Place(name, 1), path.stem, matter, 2, parts.body, findings)


def _article(
    place: Place, name: str, matter: str, matter_line: int, body: str, findings: Findings
) -> Iterator[_Incoming]:
    """The article as a file, checked by the same check that reads company folders."""
    slug, body = slug_of(name), _clean(body)
    text = f"---\n{matter}\n---\n{body}\n"
    if not slug:
        findings.refuse(place, "no name for a file can be made of its id.", "Use letters and digits.")
    elif not body:
        findings.refuse(place, "the article has no text.", "Leave it out, or add its text.")
    elif len(text.encode()) > ARTICLE_LIMIT:
        findings.refuse(place, f"the article is longer than {ARTICLE_LIMIT:,} bytes.", "Split it.")
    else:
        front = front_matter_of(matter, place.file, findings, matter_line)
        if front is not None:
            yield _Incoming(place, front.lang, slug, text)


def _clean(body: str) -> str:
    """Line ends as line feeds; no control characters, which no reader shows."""
    plain = body.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in plain if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs")).strip(
        "\n "
    )


def _once(articles: Iterator[_Incoming], findings: Findings) -> Iterator[_Incoming]:
    """The first of each name; the source may not overwrite itself."""
    seen: dict[str, Place] = {}
    for article in articles:
        if article.file in seen:
            first = seen[article.file]
            where = f"{first.file}:{first.line}" if first.file == article.place.file else first.file
            findings.refuse(
                article.place, f"{where} gives the same file name, {article.slug}.md.", "Rename one of them."
            )
            continue
        seen[article.file] = article.place
        yield article


def _take_in(article: _Incoming, into: Path, replace: bool, done: _Sorted) -> None:
    path = into / article.file
    if path.exists():
        if path.read_bytes() == article.text.encode():
            done.unchanged.append(article.file)
            return
        if not replace:
            message = f"differs from {article.file}, which was left as it is."
            done.conflicts.refuse(article.place, message, "Compare them, or import with replace.")
            return
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.new")
    half.write_text(article.text, encoding="utf-8", newline="\n")
    os.replace(half, path)  # a reader sees the old text or the new one, never half of it
    done.written.append(article.file)
