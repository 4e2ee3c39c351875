"""Articles, the passages cut from them, and what a search found."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Audience(StrEnum):
    PUBLIC = "public"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Article:
    """A source text. `id` is "<lang>/<slug>"; the same slug in another language is its translation."""

    id: str
    slug: str
    lang: str
    title: str
    body: str
    questions: tuple[str, ...] = ()
    audience: Audience = Audience.PUBLIC
    updated: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    owner: str = ""
    source: str = ""

    def valid_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


@dataclass(frozen=True, slots=True)
class Paragraph:
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Items:
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Paragraph | Items | Table


@dataclass(frozen=True, slots=True)
class Passage:
    """A citable piece of an article: one headed section. `id` is "<article id>#<anchor>"; `text` is the whole, plain."""

    id: str
    article: Article
    heading: str
    blocks: tuple[Block, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that a search found. `score` orders; `certainty` (0..1) says how surely it answers the question.

    `also` are the ids of passages of other articles, or of the same, that say the same and are left out.
    """

    passage: Passage
    score: float
    certainty: float
    matched: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
