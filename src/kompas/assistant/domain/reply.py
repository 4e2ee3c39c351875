"""The assistant's words to a customer: a draft before the checks, a reply after."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from kompas.assistant.domain.handover import Brief


class Provenance(StrEnum):
    """Where the words come from; kept in every channel and export (AI Act, art. 50)."""

    QUOTE = "quote"
    TEMPLATE = "template"
    GENERATED = "generated"
    HUMAN = "human"


class Spoken(str):
    """Words that the voice or the company's own files chose: the only text that a draft may hold without a citation."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """Pointer from a sentence to a passage, with the passage as it was when it was quoted."""

    n: int
    passage_id: str
    title: str
    heading: str
    lang: str
    passage: str
    updated: date | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class TextPart:
    text: str
    cites: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ListPart:
    items: tuple[str, ...]
    cites: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TablePart:
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    cites: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordPart:
    """A record card: (label, value) pairs, the name of its source, the moment it was read and for what purpose."""

    fields: tuple[tuple[str, str], ...]
    source: str
    read_at: datetime
    purpose: str


@dataclass(frozen=True, slots=True)
class Choice:
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class ChoicesPart:
    options: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class OfferPart:
    """The offer to pass the question on; `send` is what the button says on the customer's behalf."""

    text: str
    send: str
    brief: Brief


@dataclass(frozen=True, slots=True)
class NoticePart:
    text: str


Part = TextPart | ListPart | TablePart | RecordPart | ChoicesPart | OfferPart | NoticePart


@dataclass(frozen=True, slots=True)
class Draft:
    """Words before the outbound checks. Facts are in cited parts or record cards; uncited text is `Spoken`."""

    lang: str
    parts: tuple[Part, ...]
    citations: tuple[Citation, ...] = ()
    provenance: Provenance = Provenance.TEMPLATE


@dataclass(frozen=True, slots=True)
class Reply:
    """Words that passed the outbound checks. `text` is the plain form, for transcripts, mail and search."""

    lang: str
    parts: tuple[Part, ...]
    citations: tuple[Citation, ...]
    provenance: Provenance
    text: str
    checks: tuple[str, ...] = field(default=())
