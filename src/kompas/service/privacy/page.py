"""The export as a page that stands alone: every word escaped, no script, nothing fetched from anywhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from django.template.loader import render_to_string

from kompas.assistant.domain.company import Company
from kompas.service.privacy.words import named, words

_SHOWN_APART = frozenset({"conversations", "messages", "customer", "counts"})


@dataclass(frozen=True, slots=True)
class Line:
    """One message: by whom, when, what."""

    who: str
    at: str
    lang: str
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of further rows: its title, the names of its columns and its cells."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One conversation."""

    title: str
    id: str
    lines: tuple[Line, ...]
    sheets: tuple[Sheet, ...]


class Page:
    """Builds the page in one language."""

    def __init__(self, company: Company, lang: str) -> None:
        self._company, self._lang = company, lang
        self._zone = ZoneInfo(company.hours.timezone)

    def of(self, told: Mapping[str, Any]) -> str:
        """The HTML of what an export holds."""
        company, page = self._company, dict(words(self._lang)["page"])
        fill = {
            "company": company.name,
            "mail": company.contact.mail,
            "moment": self._when(told["made_at"]),
            "zone": self._zone.key,
        }
        said = {name: page[name].format(**fill) for name in ("title", "made", "label", "rights")}
        customer = told["customer"]
        about = {
            "lang": self._lang,
            "page": page | said,
            "customer": [(self._named("columns", name), self._cell(one)) for name, one in (customer or {}).items()],
            "sheets": self._sheets(told),
            "chapters": [self._chapter(one, page["conversation"]) for one in told["conversations"]],
            "terms": self._terms(company.retention, page["term"]),
        }
        return render_to_string("privacy/export.html", about)

    def _terms(self, retention: Mapping[str, int], term: str) -> list[tuple[str, str]]:
        known = words(self._lang)["classes"]
        return [(known[name], term.format(days=days)) for name, days in retention.items() if name in known]

    def _chapter(self, told: Mapping[str, Any], title: str) -> Chapter:
        lines = tuple(
            Line(self._named("authors", one["author"]), self._when(one["at"]), one["lang"], one["text"])
            for one in told.get("messages", ())
        )
        return Chapter(title.format(moment=self._when(told.get("began_at"))), told["id"], lines, self._sheets(told))

    def _sheets(self, told: Mapping[str, Any]) -> tuple[Sheet, ...]:
        found = ((name, rows) for name, rows in told.items() if isinstance(rows, list) and name not in _SHOWN_APART)
        return tuple(self._sheet(name, rows) for name, rows in found if rows)

    def _sheet(self, name: str, rows: list[dict[str, Any]]) -> Sheet:
        head = tuple(rows[0])
        cells = tuple(tuple(self._cell(row[column]) for column in head) for row in rows)
        return Sheet(self._named("tables", name), tuple(self._named("columns", column) for column in head), cells)

    def _cell(self, value: Any) -> str:
        match value:
            case None | "" | [] | {}:
                return words(self._lang)["page"]["nobody"]
            case bool():
                return words(self._lang)["page"]["yes" if value else "no"]
            case dict():
                return "; ".join(f"{self._named('columns', name)}: {self._cell(one)}" for name, one in value.items())
            case list():
                return ", ".join(self._cell(one) for one in value)
            case str() if _is_moment(value):
                return self._when(value)
        return str(value)

    def _named(self, group: str, name: str) -> str:
        return named(group, name, self._lang)

    def _when(self, iso: str | None) -> str:
        if not iso:
            return words(self._lang)["page"]["nobody"]
        at = datetime.fromisoformat(iso).astimezone(self._zone)
        return str(format_datetime(at, "d MMMM y, HH:mm", locale=self._lang))


def _is_moment(value: str) -> bool:
    try:
        return "T" in value and datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False
