"""Customers' words without personal data, for who writes the articles."""

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML

from kompas.assistant.company.words import first_names
from kompas.assistant.privacy.masking import mask
from kompas.service.conversations import store
from kompas.service.customers.known import known_values

_MAIL = re.compile(r"(?<![^\s@<>])[^\s@<>]++@[^\s@<>]+\.[^\s@<>.,;:!?]+")
_POSTCODE = re.compile(r"\b[1-9]\d{3} ?[A-Z]{2}\b(?: \d+\w?)?")
_NUMBER = re.compile(r"\+?\b[\w/-]*\d[\d /.()-]{2,}\d[\w-]*|\b[A-Za-z]+-?\d{2,}\w*\b|\b\d{4,}\b")
_WORD = re.compile(r"\b[^\W\d_]+\b")
_SURNAME = re.compile(r"(?:[ -](?:van|de|der|den|ten|ter|het|'t|el)\b)*[ -][A-Z][\w'’-]+")
_SHORTEST = 3  # letters of a known value; a shorter one is any word


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where in a conversation a customer's words lie: after `since`, up to `until`."""

    conversation: str
    since: int
    until: int
    lang: str


def stretch_of(db: sqlite3.Connection, conversation: str, seq: int, lang: str) -> Stretch | None:
    """Where the words lie that the assistant's message at this place answers; None where that is not known."""
    answers = db.execute(
        "SELECT data FROM conversations_event WHERE conversation_id = ? AND kind = 'message.posted' AND seq <= ?"
        " AND by = 'assistant' ORDER BY seq",
        (conversation, seq),
    )
    places = [int(place) for row in answers if (place := json.loads(row["data"]).get("reply_to"))]
    if not places:
        return None
    return Stretch(conversation, max((one for one in places if one < places[-1]), default=0), places[-1], lang)


def words_at(db: sqlite3.Connection, stretches: Sequence[Stretch]) -> list[str]:
    """What customers said there, stripped, in the same order; "" where it is not kept any more."""
    if not stretches:
        return []
    conversations = list(dict.fromkeys(stretch.conversation for stretch in stretches))
    told: dict[str, list[sqlite3.Row]] = defaultdict(list)
    for row in store.told_by_customers(db, conversations):
        told[row["conversation_id"]].append(row)
    known = known_values(db, conversations)
    return [_words(stretch, told[stretch.conversation], known.get(stretch.conversation, ())) for stretch in stretches]


def _words(stretch: Stretch, told: Sequence[sqlite3.Row], known: Iterable[str]) -> str:
    said = [one["text"] for one in told if one["author"] == "customer" and stretch.since < one["seq"] <= stretch.until]
    return stripped(" ".join(said), stretch.lang, (*known, *_shown(told))) if said else ""


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


def _shown(messages: Iterable[sqlite3.Row]) -> list[str]:
    """The values of the customer's own records that were shown to them: order numbers, dates, addresses."""
    parts = (part for one in messages if one["author"] == "assistant" for part in json.loads(one["parts"]))
    return [str(field["value"]) for part in parts if part["kind"] == "record" for field in part["fields"]]


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
        files(__package__).joinpath("words.yaml").read_text("utf-8")
    )
    return data.get(lang, data["en"])
