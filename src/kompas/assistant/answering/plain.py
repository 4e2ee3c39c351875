"""The plain form of a reply, for transcripts, mail and search."""

from collections.abc import Iterable, Iterator, Sequence

from babel.dates import format_date, format_time

from kompas.assistant.answering.phrases import FORMS, LANGUAGES, filled, phrases
from kompas.assistant.domain.reply import (
    ChoicesPart,
    Citation,
    ListPart,
    NoticePart,
    OfferPart,
    Part,
    RecordPart,
    TablePart,
    TextPart,
)


def as_text(parts: Sequence[Part], lang: str) -> str:
    """The parts in order, a blank line between them; [1] points to the line of `sources_as_text`."""
    return "\n\n".join("\n".join(_lines(part, lang)) for part in parts)


def sources_as_text(citations: Iterable[Citation], lang: str) -> str:
    """One line per citation: number, title, heading, day of the last change and address; "" when there are none."""
    lines = [_source(citation, lang) for citation in citations]
    return "\n".join((f"{_phrase('sources', lang)}:", *lines)) if lines else ""


def _lines(part: Part, lang: str) -> Iterator[str]:
    match part:
        case TextPart(text=text, cites=cites):
            yield text + _marks(cites)
        case NoticePart(text=text) | OfferPart(text=text):
            yield text
        case ListPart(items=items, cites=cites):
            yield from (f"- {item}{_marks(cites) if item is items[-1] else ''}" for item in items)
        case TablePart(header=header, rows=rows, cites=cites):
            yield " | ".join(header) + _marks(cites)
            yield from (" | ".join(row) for row in rows)
        case RecordPart(fields=fields):
            yield from (f"{label}: {value}" for label, value in fields)
            yield _record_source(part, lang)
        case ChoicesPart(options=options):
            yield from (f"- {option.label}" for option in options)


def _marks(cites: Sequence[int]) -> str:
    return "".join(f" [{n}]" for n in cites)


def _record_source(part: RecordPart, lang: str) -> str:
    day = format_date(part.read_at, "d MMMM y", locale=lang)
    time = format_time(part.read_at, "HH:mm", tzinfo=part.read_at.tzinfo, locale=lang)
    return _phrase("record_line", lang, source=part.source, day=day, time=time)


def _source(citation: Citation, lang: str) -> str:
    title = f"{citation.title}, {citation.heading}" if citation.heading else citation.title
    if citation.updated:
        day = format_date(citation.updated, "d MMMM y", locale=lang)
        line = _phrase("source_line", lang, n=citation.n, title=title, day=day)
    else:
        line = _phrase("source_line_undated", lang, n=citation.n, title=title)
    return f"{line}\n    {citation.url}" if citation.url else line


def _phrase(key: str, lang: str, **values: object) -> str:
    said = phrases(lang if lang in LANGUAGES else LANGUAGES[0])
    return filled(said[key][FORMS[0]], values)
