"""A customer's words without personal data: for who writes the articles, and before they leave the house."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML

from kompas.assistant.company.words import first_names
from kompas.assistant.privacy.masking import mask
from kompas.service.privacy.revealing import is_first_name, reveals, ways

_MAIL = re.compile(r"(?i)(?<![^\s@<>])[^\s@<>]+(?:@| ?[\[({]at[\])}] ?| @ (?=\S+\.\w))[^\s@<>,;:!?]*[^\s@<>.,;:!?]")
_PLATE = re.compile(r"(?i)\b(?=[\w-]{8}\b)(?=[a-z-]*\d)[a-z\d]{1,3}-[a-z\d]{1,3}-[a-z\d]{1,3}\b")
_NUMBER = re.compile(
    r"\+?\b[\w/-]{0,40}\d[\d /.()·•*~|\u2010-\u2015-]{2,}\d[\w-]*|\b[A-Za-z]+-?\d{2,}\w*\b|\b\d{4,}\b|\d(?:[·•*~|]\d+){2,}"
)
_WORD = re.compile(r"\b[^\W\d_]+\b")
_SURNAME = re.compile(r"(?:[ -](?:van|de|der|den|ten|ter|het|'t|el)\b)*[ -][A-Z][\w'’-]+")
_STORY = 1_500  # letters
_SHORTEST = 3  # letters of a known value; a shorter one is any word


def stripped(text: str, lang: str, known: Iterable[str] = ()) -> str:
    """The text without names, addresses and numbers: those that are known of the customer, and what looks like one."""
    instead = _data(lang)["instead"]
    text = mask(" ".join(text.split())).text
    for value in sorted({one for one in known if len(one) >= _SHORTEST}, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(value)}(?!\w)", instead["known"], text, flags=re.IGNORECASE)
    text = _MAIL.sub(instead["mail"], text)
    text = _secret().sub(lambda found: f"{found[1]}{instead['number']}", text)
    text = _introduced().sub(lambda found: f"{found[1]} {instead['name']}", text)
    text = _introduced_by_first_name().sub(_unless_ordinary(instead["name"]), text)
    text = _street().sub(instead["number"], text)
    text = _postcode().sub(instead["postcode"], text)
    text = _NUMBER.sub(instead["number"], _PLATE.sub(instead["number"], text))
    return _without_names(text, instead["name"])


def is_personal(text: str, lang: str) -> bool:
    """Whether anything in it must stay in the house: what would be taken out, or a word that tells of somebody. Whoever
    writes that much tells of themselves."""
    return len(text) > _STORY or reveals(text) or stripped(text, lang) != " ".join(text.split())


def _unless_ordinary(instead: str) -> Callable[[re.Match[str]], str]:
    def replaced(found: re.Match[str]) -> str:
        return f"{found[1]} {instead}" if found["sure"] or is_first_name(found["first"]) else found[0]

    return replaced


@cache
def _introduced_by_first_name() -> re.Pattern[str]:
    """ "I am", any word, and a surname in any case: one word, with what stands before it, that is no ordinary one."""
    ordinary, particles = ways("ordinary"), ways("particles")
    word = rf"(?!(?:{ordinary})\b)[^\W\d_][\w'’-]{{0,40}}"
    return re.compile(
        rf"(?i)\b((?P<sure>{ways('introductions')})|{ways('perhaps')}),? +(?P<first>{word})"
        rf"(?:(?: (?:{particles})\b)+ [^\W\d_][\w'’-]{{0,40}}| {word})?"
    )


@cache
def _secret() -> re.Pattern[str]:
    """What follows a password: after "is" any word that is no ordinary one, else what holds a digit."""
    return re.compile(
        rf"(?i)\b((?:{ways('secrets')})(?: (?:is|was) |: ?| ?= ?))(?!(?:{ways('ordinary')})\b)\S*[^\s.,;:!?]"
        rf"|(?i:\b((?:{ways('secrets')}) )(?=\S*\d)\S*[^\s.,;:!?])"
    )


@cache
def _street() -> re.Pattern[str]:
    dutch = rf"(?!(?:{ways('no_streets')})\b)[^\W\d_][\w'’-]{{0,40}}(?:{ways('streets')}) \d+ ?[a-z]?"
    return re.compile(rf"(?i)\b(?:{dutch}|\d+[a-z]? [^\W\d_]+ (?:{ways('streets')}))\b")


@cache
def _postcode() -> re.Pattern[str]:
    """Dutch ones in any case, and British ones."""
    dutch = rf"[1-9]\d{{3}} ?(?!(?:{ways('units')})\b)[a-z]{{2}}\b(?: \d+\w?)?"
    return re.compile(rf"(?i)\b(?:{dutch}|[a-z]{{1,2}}\d[a-z\d]? \d[a-z]{{2}}\b)")


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
def _introduced() -> re.Pattern[str]:
    """ "My name is" and one or two words, or a signature; in any language, as people write in others than they are taken to."""
    ways = "|".join(re.escape(way) for data in _all().values() for way in data["introductions"])
    return re.compile(
        rf"(?i:\b({ways})),? +(?:[A-Z][\w'’-]+(?: (?:van|de|der|den|ten|ter|el)\b)*(?: [A-Z][\w'’-]+)?|(?i:\w+$))"
    )


@cache
def _all() -> Mapping[str, Mapping[str, Any]]:
    data: Mapping[str, Mapping[str, Any]] = YAML(typ="safe", pure=True).load(
        files(__package__).joinpath("stripping.yaml").read_text("utf-8")
    )
    return data


def _data(lang: str) -> Mapping[str, Any]:
    return _all().get(lang, _all()["en"])
