"""Customers' words without personal data, for who writes the articles."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kompas.service.conversations import store
from kompas.service.customers.known import known_values
from kompas.service.privacy.stripping import stripped


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


def _shown(messages: Iterable[sqlite3.Row]) -> list[str]:
    """The values of the customer's own records that were shown to them: order numbers, dates, addresses."""
    parts = (part for one in messages if one["author"] == "assistant" for part in json.loads(one["parts"]))
    return [str(field["value"]) for part in parts if part["kind"] == "record" for field in part["fields"]]
