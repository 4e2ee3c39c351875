"""Brings articles from elsewhere into a company folder."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kompas.assistant.company.complaints import Complaint, Findings, Place, in_order
from kompas.assistant.company.incoming import Given, Incoming, Read, incoming
from kompas.assistant.company.new_company import write_new_company
from kompas.assistant.company.readers.reading import FILE_LIMIT, kind_of
from kompas.assistant.company.readers.reading import read as read_here
from kompas.assistant.company.sentences import sentence
from kompas.assistant.company.shapes.values import LANGUAGES
from kompas.assistant.domain.errors import Permanent


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


@dataclass(slots=True)
class _Sorted:
    """The articles that were taken in so far, by what became of them."""

    written: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    conflicts: Findings = field(default_factory=Findings)


def import_articles(
    source: Path, into: Path, lang: str, replace: bool = False, staff: Sequence[str] = (), read: Read = read_here
) -> ImportReport:
    """Write the articles of `source` into the company folder `into`, beginning a new folder when there is none.

    `lang` is their language where they do not say it themselves. A row with a word or phrase of `staff` in its title is
    for staff: no customer is ever shown it. An article that differs from the one in the folder
    replaces it only with `replace`. `read` reads PDF, DOCX and HTML, best in a process apart (`readers/apart.py`).
    Raises Permanent when the source cannot be read or `into` is something else.
    """
    refuse_unknown(lang)
    findings = Findings()
    return write_articles(_read(source, Given(lang, staff), findings, read), findings, into, lang, replace)


def write_articles(
    articles: Iterable[Incoming], findings: Findings, into: Path, lang: str, replace: bool = False
) -> ImportReport:
    """Write articles into the company folder, as `import_articles` does; `findings` gathers what is skipped."""
    taken = list(_once(articles, findings))
    new_company = () if (into / "company.yaml").exists() else write_new_company(into, lang)
    done = _Sorted()
    for article in taken:
        _take_in(article, into, replace, done)
    return ImportReport(
        tuple(done.written),
        tuple(done.unchanged),
        tuple(done.conflicts.complaints),
        in_order(findings.complaints),
        new_company,
    )


def refuse_unknown(lang: str) -> None:
    """Raises Permanent for a language that Kompas does not speak."""
    if lang not in LANGUAGES:
        raise Permanent(f"the language '{lang}' is unknown.", f"Use {' or '.join(LANGUAGES)}.")


def _read(source: Path, given: Given, findings: Findings, read: Read) -> Iterator[Incoming]:
    for path, name in _files(source):
        try:
            with path.open("rb") as opened:
                raw = opened.read(FILE_LIMIT + 1)
        except OSError as error:
            message = sentence("it cannot be read ({fault}).", fault=str(error.strerror))
            findings.refuse(Place(name), message, sentence("Check its rights."))
            continue
        yield from incoming(name, raw, given, findings, read)


def _files(source: Path) -> list[tuple[Path, str]]:
    """The files of a source that can be read, with the names by which they are told."""
    if source.is_dir():
        paths = sorted(path for path in source.rglob("*") if path.is_file() and kind_of(path.name))
        if not paths:
            remedy = "Name a folder with .md, .jsonl, .pdf, .docx or .html files, or one of these."
            raise Permanent(f"{source} holds no files that can be read.", remedy)
        return [(path, path.relative_to(source).as_posix()) for path in paths]
    if source.is_file() and kind_of(source.name):
        return [(source, source.name)]
    remedy = "Name a .md, .jsonl, .pdf, .docx or .html file, or a folder with such files."
    raise Permanent(f"{source} is no source of articles." if source.exists() else f"{source} is missing.", remedy)


def _once(articles: Iterable[Incoming], findings: Findings) -> Iterator[Incoming]:
    """The first of each name; the source may not overwrite itself."""
    seen: dict[str, Place] = {}
    for article in articles:
        if article.file in seen:
            first = seen[article.file]
            where = f"{first.file}:{first.line}" if first.file == article.place.file else first.file
            message = sentence("{place} gives the same file name, {slug}.md.", place=where, slug=article.slug)
            findings.refuse(article.place, message, sentence("Rename one of them."))
            continue
        seen[article.file] = article.place
        yield article


def _take_in(article: Incoming, into: Path, replace: bool, done: _Sorted) -> None:
    path = into / article.file
    if path.exists():
        if path.read_bytes() == article.text.encode():
            done.unchanged.append(article.file)
            return
        if not replace:
            message = sentence("differs from {file}, which was left as it is.", file=article.file)
            done.conflicts.refuse(article.place, message, sentence("Compare them, or import with replace."))
            return
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.new")
    half.write_text(article.text, encoding="utf-8", newline="\n")
    os.replace(half, path)  # a reader sees the old text or the new one, never half of it
    done.written.append(article.file)
