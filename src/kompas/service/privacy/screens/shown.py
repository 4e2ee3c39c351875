"""What the room shows of a customer: numbers and classes, never contents."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from django.http import Http404

from kompas.service.accounts.names import names_of
from kompas.service.clock import moment
from kompas.service.language import reader_language
from kompas.service.privacy import holds
from kompas.service.privacy.models import Receipt
from kompas.service.privacy.register import tables
from kompas.service.privacy.subject import Subject, held_in, holds_on, known, of_conversation, of_customer
from kompas.service.privacy.words import named, words


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of rows: how many there are, and how many days they stay."""

    title: str
    rows: int
    days: int


@dataclass(frozen=True, slots=True)
class ListedHold:
    """A legal hold as the room lists it."""

    id: int
    reason: str
    by: str
    since: datetime
    subject: Subject | None


@dataclass(frozen=True, slots=True)
class ListedSubject:
    """One of several who may be meant, with what tells them apart: since when, and, of one conversation, how it was held.

    `channel` and `lang` are codes, empty for a customer.
    """

    kind: str
    id: str
    name: str
    conversations: int
    since: datetime
    channel: str
    lang: str


@dataclass(frozen=True, slots=True)
class ListedReceipt:
    """A receipt as the room lists it."""

    number: str
    act: str
    by: str
    at: datetime
    rows: int
    cleaned: bool
    residue: int


def kind_of(subject: Subject) -> str:
    return "customer" if subject.customer is not None else "conversation"


def id_of(subject: Subject) -> str:
    """What names the subject in an address."""
    return str(subject.customer) if subject.customer is not None else subject.conversations[0]


def name_of(subject: Subject) -> str:
    """What the company calls the subject: their key, or the number of the conversation."""
    return subject.key or subject.conversations[0]


def subject_at(db: sqlite3.Connection, kind: str, id: str) -> Subject:
    """Whom an address names. Raises Http404 when that is nobody."""
    found: Subject | None = None
    if kind == "customer" and id.isdigit():
        found = of_customer(db, int(id))
    elif kind == "conversation":
        found = of_conversation(db, id)
    if found is None:
        raise Http404
    return found


def listed(db: sqlite3.Connection, subject: Subject, zone: tzinfo) -> ListedSubject:
    channel, lang = ("", "") if subject.customer is not None else held_in(db, subject.conversations[0])
    since = moment(subject.since).astimezone(zone)
    return ListedSubject(
        kind_of(subject), id_of(subject), name_of(subject), len(subject.conversations), since, channel, lang
    )


def kept_of(db: sqlite3.Connection, subject: Subject, retention: Mapping[str, int]) -> list[Kept]:
    counts, lang = known(db, subject), reader_language()
    told = {table.name: table for table in tables() if table.told}
    return [
        Kept(_title(told[name].told, lang), rows, retention[told[name].kept_as])
        for name, rows in counts.items()
        if name in told
    ]


def holds_of(db: sqlite3.Connection, subject: Subject, zone: tzinfo) -> list[ListedHold]:
    found = holds_on(db, subject)
    names = names_of(held.by for held in found)
    return [
        ListedHold(held.id, held.reason, names.get(held.by, ""), moment(held.since).astimezone(zone), subject)
        for held in found
    ]


def all_holds(db: sqlite3.Connection, zone: tzinfo) -> list[ListedHold]:
    rows = holds.in_force(db)
    names = names_of(row["by"] for row in rows)
    return [
        ListedHold(
            row["id"], row["reason"], names.get(row["by"], ""), moment(row["since"]).astimezone(zone), _held(db, row)
        )
        for row in rows
    ]


def receipts(most: int, zone: tzinfo) -> list[ListedReceipt]:
    """The newest first."""
    found = Receipt.objects.order_by("-id")[:most]
    names = names_of(one.by for one in found)
    return [
        ListedReceipt(
            one.number,
            one.act,
            names.get(one.by, ""),
            moment(one.at).astimezone(zone),
            sum(json.loads(one.counts).values()),
            one.cleaned_at is not None,
            one.residue or 0,
        )
        for one in found
    ]


def _title(told: str, lang: str) -> str:
    """As a colleague calls it: where an export says "you", they read the plain name."""
    return words(lang)["kept"].get(told) or named("tables", told, lang)


def _held(db: sqlite3.Connection, row: sqlite3.Row) -> Subject | None:
    if row["customer_id"] is not None:
        return of_customer(db, row["customer_id"])
    return of_conversation(db, row["conversation_id"])
