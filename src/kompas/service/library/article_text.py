"""An article's text, and what the editors' form knows of it. Every other byte of the text stays as it was."""

import json
from dataclasses import dataclass, fields, replace

from kompas.assistant.company.articles import FENCE
from kompas.assistant.company.front_matter import with_key
from kompas.assistant.company.sheet import Unreadable, read_sheet


@dataclass(frozen=True, slots=True)
class Fields:
    """What the form shows of an article, as it is written there; `questions` are one to a line."""

    title: str = ""
    audience: str = ""
    owner: str = ""
    source: str = ""
    updated: str = ""
    valid_from: str = ""
    valid_until: str = ""
    questions: str = ""
    body: str = ""


KEYS = tuple(one.name for one in fields(Fields) if one.name != "body")


def fields_of(text: str) -> Fields | None:
    """What stands in an article; None when its front matter is not of the kind that a form can show."""
    parted = _parted(text)
    if parted is None:
        return None
    matter, body = parted
    try:
        data = read_sheet(matter, "").data
    except Unreadable:
        return None
    if not isinstance(data, dict):
        return None
    shown = {key: _shown(data.get(key), key) for key in KEYS}
    if None in shown.values():
        return None
    return Fields(body=body, **{key: value or "" for key, value in shown.items()})


def with_fields(text: str, wanted: Fields) -> str:
    """The text with these values; what is the same stays byte for byte. The text must be one that `fields_of` reads."""
    before = fields_of(text)
    assert before is not None
    made = text
    if wanted.body != before.body:
        made = made[: len(made) - len(before.body)]
        made += ("" if made.endswith("---\n") else "\n") + wanted.body
    written = made.encode()
    for key in KEYS:
        value = getattr(wanted, key)
        if value != getattr(before, key):
            written = with_key(written, key, _written(key, value)) or written
    return written.decode()


def new_article(lang: str, wanted: Fields) -> str:
    """The text of an article that was not there yet."""
    body = wanted.body if wanted.body.endswith("\n") else wanted.body + "\n"
    return with_fields(f"{FENCE}title: ''\nlang: {lang}\n{FENCE}", replace(wanted, body=body))


def _parted(text: str) -> tuple[str, str] | None:
    """Front matter and everything after the line that ends it."""
    if not text.startswith(FENCE):
        return None
    matter, fence, body = text[len(FENCE) :].partition(f"\n{FENCE}")
    if not fence and text.endswith("\n---"):
        return text[len(FENCE) : -len("\n---")], ""
    return (matter, body) if fence else None


def _shown(value: object, key: str) -> str | None:
    """A value as the form shows it; None for one that it cannot show."""
    if value is None:
        return ""
    if key == "questions":
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list) or not all(isinstance(one, str) and "\n" not in one for one in items):
            return None
        return "\n".join(str(one) for one in items)
    return value if isinstance(value, str) and "\n" not in value else None


def _written(key: str, value: str) -> str | None:
    """A value as YAML; None where the key is left out."""
    if key != "questions":
        return _scalar(value) if value or key == "title" else None
    items = [line.strip() for line in value.split("\n") if line.strip()]
    return "".join(f"\n  - {_scalar(item)}" for item in items) or None


def _scalar(value: str) -> str:
    """Without quotes where that reads as the same text."""
    try:
        plain = read_sheet(f"- {value}", "").data == [value] and read_sheet(f"k: {value}", "").data == {"k": value}
    except Unreadable:
        plain = False
    # JSON between quotes is YAML but for two line ends of its own
    quoted = json.dumps(value, ensure_ascii=False).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return value if plain else quoted
