"""What an editor sent: the fields of the form, and the text that they make."""

from dataclasses import dataclass, fields, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import QueryDict

from kompas.assistant.company.documents import lang_of
from kompas.service.library import lists
from kompas.service.library.article_text import Fields, fields_of, new_article, with_fields

_PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Posted:
    """`base` is the number of the version that the form showed, `based_on` of the one that was published then; 0 for
    none. `fields` is None where the whole text was edited at once."""

    path: str
    fields: Fields | None
    text: str
    base: int
    based_on: int
    note: str
    at: str


def posted(path: str, data: QueryDict, today: str) -> Posted:
    """Read a form, whatever is missing in it; with "today" ticked the article gets this day's date. "on_top" is the
    number of a newer version that the editor has seen and goes over."""
    base, based_on = number_in(data, "base"), number_in(data, "on_top") or number_in(data, "based_on")
    shown = None
    if "body" in data:
        given = {one.name: _plain(data.get(one.name, "")) for one in fields(Fields)}
        shown = Fields(
            **{key: value if key in ("body", "questions") else value.strip() for key, value in given.items()}
        )
        shown = replace(shown, updated=today) if data.get("today") else shown
    text = _plain(data.get("text", "")) if shown is None else _made(path, shown, base)
    return Posted(path, shown, text, base, based_on, data.get("note", "").strip()[:1000], data.get("at", ""))


def moment_of(local: str, zone: ZoneInfo) -> int | None:
    """Milliseconds of a date and time as a browser sends it, on the company's clock."""
    try:
        return int(datetime.fromisoformat(local).replace(tzinfo=zone).timestamp() * 1000)
    except ValueError:
        return None


def _made(path: str, shown: Fields, base: int) -> str:
    before = lists.version(path, base) if base else None
    text = before.text if before is not None else None
    known = fields_of(text) if text is not None else None
    if text is None or known is None:
        return new_article(lang_of(path), replace(shown, audience=_audience(shown, "")))
    questions = known.questions if _lines(shown.questions) == _lines(known.questions) else shown.questions
    return with_fields(text, replace(shown, questions=questions, audience=_audience(shown, known.audience)))


def _audience(shown: Fields, before: str) -> str:
    """Everybody is what an article says that says nothing."""
    return before if shown.audience == _PUBLIC and not before else shown.audience


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def number_in(data: QueryDict, name: str) -> int:
    """The number that a form or an address gives under this name; 0 for what is none."""
    given = data.get(name, "")
    return int(given) if given.isdecimal() and len(given) < 18 else 0
