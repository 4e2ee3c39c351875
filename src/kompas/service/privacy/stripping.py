"""A customer's words without personal data: for who writes the articles, and before they leave the house."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML

from kompas.assistant.company.words import first_names
from kompas.assistant.privacy.masking import mask

_MAIL = re.compile(r"(?<![^\s@<>])[^\s@<>]++@[^\s@<>]+\.[^\s@<>.,;:!?]+")
_POSTCODE = re.compile(r"\b[1-9]\d{3} ?[A-Z]{2}\b(?: \d+\w?)?")
_NUMBER = re.compile(r"\+?\b[\w/-]*\d[\d /.()-]{2,}\d[\w-]*|\b[A-Za-z]+-?\d{2,}\w*\b|\b\d{4,}\b")
_WORD = re.compile(r"\b[^\W\d_]+\b")
_SURNAME = re.compile(r"(?:[ -](?:van|de|der|den|ten|ter|het|'t|el)\b)*[ -][A-Z][\w'’-]+")
_SHORTEST = 3  # letters of a known value; a shorter one is any word


def stripped(text: str, lang: str, known: Iterable[str] = ()) -> str:
    """The text without names, addresses and numbers: those that are known of the customer, and what looks like one."""
    instead = _data(lang)["instead"]
    text = mask(" ".join(text.split())).text
    for value in sorted({one for one in known if len(one) >= _SHORTEST}, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(value)}(?!\w)", instead["known"], text, flags=re.IGNORECASE)
    text = _MAIL.sub(instead["mail"], text)
    text = _introduced(lang).sub(lambda found: f"{found[1]} {instead['name']}", text)
    text = _POSTCODE.sub(instead["postcode"], text)
    text = _NUMBER.sub(instead["number"], text)
    return _without_names(text, instead["name"])


def _without_names(text: str, instead: str) -> str:
    """A known first name goes, and with it the surname that follows."""
    kept, end = [], 0
    for found in _WORD.finditer(text):
        if found.start() >= end and _is_name(found[0]):
            kept += [text[end : found.start()], instead]
            surname = _SURNAME.match(text, found.end())
            end = surname.end() if surname else found.end()
    return "".join([*kept, text[end:]])


def _is_name(word: str) -> bool:
    return word[0].isupper() and word.casefold() in first_names()


@cache
def _introduced(lang: str) -> re.Pattern[str]:
    """ "My name is" and one or two words, or a signature."""
    ways = "|".join(map(re.escape, _data(lang)["introductions"]))
    return re.compile(
        rf"(?i:\b({ways})),? +(?:[A-Z][\w'’-]+(?: (?:van|de|der|den|ten|ter|el)\b)*(?: [A-Z][\w'’-]+)?|(?i:\w+$))"
    )


@cache
def _data(lang: str) -> Mapping[str, Any]:
    data: Mapping[str, Mapping[str, Any]] = YAML(typ="safe", pure=True).load(
        files(__package__).joinpath("stripping.yaml").read_text("utf-8")
    )
    return data.get(lang, data["en"])
