"""Opening hours in one line, as somebody types them: "mon-fri 09:00-17:00, sat 10:00-16:00" or "ma-vr 9:00-17:00"."""

import re
from collections.abc import Mapping

from kompas.assistant.company.shapes.company import span_of
from kompas.assistant.domain.errors import Permanent

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT = ("mo|ma", "tu|di", "we|wo", "th|do", "fr|vr", "sa|za", "su|zo")
_PART = re.compile(r"([a-z]+)(?: ?- ?([a-z]+))? +((?:\d{1,2}:\d\d ?- ?\d{1,2}:\d\d(?: +|$))+)")
_REMEDY = 'Write it like "mon-fri 09:00-17:00, sat 10:00-16:00".'


def weekly_of(line: str) -> Mapping[str, tuple[str, ...]]:
    """The times that people are there, by day. Raises Permanent in words when the line cannot be read."""
    weekly: dict[str, tuple[str, ...]] = {}
    for part in re.split(r"[,;]", line.lower()):
        found = _PART.fullmatch(part.strip())
        if found is None:
            raise Permanent(f"'{part.strip()}' are no opening hours.", _REMEDY)
        spans = tuple(_span(span) for span in re.findall(r"[\d:]+ ?- ?[\d:]+", found[3]))
        first = _day(found[1])
        last = _day(found[2]) if found[2] else first
        if last < first:
            raise Permanent(f"'{part.strip()}' ends on a day before it begins.", _REMEDY)
        for day in DAYS[first : last + 1]:
            weekly[day] = (*weekly.get(day, ()), *spans)
    return weekly


def _day(word: str) -> int:
    """By its first two letters, in English and Dutch."""
    for place, short in enumerate(_SHORT):
        if word[:2] in short.split("|"):
            return place
    raise Permanent(f"'{word}' is no day of the week.", _REMEDY)


def _span(text: str) -> str:
    begin, end = (part.strip().zfill(5) for part in text.split("-"))
    try:
        span_of(f"{begin}-{end}")
    except ValueError:
        raise Permanent(f"'{text}' is not a time of the day.", _REMEDY) from None
    return f"{begin}-{end}"
