"""Everything that is known of one customer, as JSON for programs and as a page for people, in one zip.

What others did is told by their role: names of colleagues are masked, and rows of other customers are never read.
"""

import io
import re
import sqlite3
import zipfile
from collections import defaultdict
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from typing import Any

import orjson

from kompas.assistant.domain.company import Company
from kompas.service.clock import moment
from kompas.service.conversations.authors import is_staff
from kompas.service.privacy import receipts
from kompas.service.privacy.page import Page
from kompas.service.privacy.register import Table, Whose
from kompas.service.privacy.subject import Subject, rows_of
from kompas.service.privacy.words import LANGUAGES, words

Rows = list[dict[str, Any]]
_IS_JSON = frozenset({"parts", "citations", "trace", "brief", "data", "memory"})
_IS_MOMENT = re.compile(r"^(at|since)$|_at$|_since$")
_OWN = frozenset({"customer", "conversation"})  # what the export is built around
_COLLEAGUES = frozenset({"agent_id", "kept_by_id"})
_FILES = {"nl": "overzicht.html", "en": "overview.html"}


@dataclass(frozen=True, slots=True)
class Export:
    """The zip with the number of its receipt, and how many rows of each table are in it."""

    number: str
    content: bytes
    counts: Mapping[str, int]


def export(db: sqlite3.Connection, company: Company, subject: Subject, at: int) -> Export:
    """Made outside any write, however long that takes. It may be handed over once `hand_over` has stored that."""
    db.execute("BEGIN")  # all tables as of one moment
    try:
        told = told_of(db, subject, company.languages[0])
    finally:
        db.execute("COMMIT")
    number = receipts.new_number()
    said = {"made_at": moment(at).isoformat(), "company": company.name, **told, "receipt": number}
    return Export(number, zipped(said, company), told["counts"])


def hand_over(db: sqlite3.Connection, made: Export, by: str, at: int) -> None:
    """Store the receipt, with its line in the trail; in the caller's transaction."""
    receipts.give(db, made.number, "export", by, made.counts, at)


def told_of(db: sqlite3.Connection, subject: Subject, lang: str) -> dict[str, Any]:
    """All rows of the subject: those about the customer, and each conversation with what belongs to it."""
    masked = _masked(db, subject, words(lang)["page"]["colleague"])
    to_others = _mails_to_others(db, subject)
    rows: dict[str, Rows] = defaultdict(list)
    by_conversation: dict[str, dict[str, Rows]] = {id: defaultdict(list) for id in subject.conversations}
    counts: dict[str, int] = {}
    for table, where, values in rows_of(subject):
        if not table.told:
            continue
        for row in db.execute(f"SELECT * FROM {table.name} WHERE {where} ORDER BY rowid", values):
            if _tells_of_others(table, row, to_others):
                continue
            told = _told(table, row, masked)
            if told.get("customer_key", subject.key) != subject.key:
                told["customer_key"] = ""
            if table.whose is Whose.CONVERSATION:
                by_conversation[row[table.by]][table.told].append(told)
            else:
                rows[table.told].append(told)
            counts[table.name] = counts.get(table.name, 0) + 1
    return {
        "customer": rows.pop("customer", [None])[0],
        **rows,
        "conversations": [_conversation(id, known) for id, known in by_conversation.items()],
        "counts": counts,
    }


def zipped(told: Mapping[str, Any], company: Company) -> bytes:
    """data.json and a page in each language, without any other file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", orjson.dumps(told, option=orjson.OPT_INDENT_2))
        for lang in LANGUAGES:
            archive.writestr(_FILES[lang], Page(company, lang).of(told))
    return made.getvalue()


def _conversation(id: str, known: Mapping[str, Rows]) -> dict[str, Any]:
    itself = next(iter(known.get("conversation", [])), {})
    return {"id": id, **itself, **{name: rows for name, rows in known.items() if name not in _OWN}}


def _told(table: Table, row: sqlite3.Row, masked: Callable[[str], str]) -> dict[str, Any]:
    """A row by its columns: moments as ISO, JSON as it is, and who acted by role."""
    told: dict[str, Any] = {}
    for column in [*table.plain.split(), *table.personal.split()]:
        value = row[column]
        if column in _IS_JSON and isinstance(value, str):
            told[column] = orjson.loads(masked(value))
        elif isinstance(value, int) and _IS_MOMENT.search(column):
            told[column] = moment(value).isoformat()
        elif column == "by" and isinstance(value, str):
            told[column] = "staff" if is_staff(value) else value.partition(":")[0]
        else:
            told[column] = masked(value) if isinstance(value, str) else value
    return told


def _mails_to_others(db: sqlite3.Connection, subject: Subject) -> frozenset[int]:
    """Codes that were asked for an address which nobody proved to be theirs: that such a mail left tells that somebody
    else is a customer."""
    theirs = "SELECT address FROM customers_address WHERE customer_id = ?"
    return frozenset(
        row["id"]
        for table, where, values in rows_of(subject)
        if table.name == "conversations_delivery"
        for row in db.execute(
            f"SELECT id FROM {table.name} WHERE {where} AND purpose = 'code' AND recipient NOT IN ({theirs})",
            (*values, subject.customer),
        )
    )


def _tells_of_others(table: Table, row: sqlite3.Row, to_others: Set[int]) -> bool:
    """Whether this is one of these mails, or a line of the trail about one."""
    if table.name == "conversations_event" and row["kind"].startswith("mail."):
        return orjson.loads(row["data"]).get("delivery") in to_others
    return table.name == "conversations_delivery" and row["id"] in to_others


def _masked(db: sqlite3.Connection, subject: Subject, role: str) -> Callable[[str], str]:
    """Takes the names of the colleagues who took part out of a text; a name that is the customer's own too stays."""
    own = db.execute("SELECT name FROM customers_customer WHERE id = ?", (subject.customer,)).fetchone()
    theirs = set((own["name"] if own is not None else "").lower().split())
    names: set[str] = set()
    for agent in _who_took_part(db, subject):
        row = db.execute("SELECT first_name, last_name, username FROM accounts_staff WHERE id = ?", (agent,)).fetchone()
        if row is not None:
            whole = f"{row['first_name']} {row['last_name']}".strip()
            names |= {whole, row["first_name"], row["last_name"], row["username"]}
    wanted = sorted((name for name in names if len(name) > 1 and name.lower() not in theirs), key=len, reverse=True)
    if not wanted:
        return lambda text: text
    found = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, wanted))})(?!\w)")
    return lambda text: found.sub(f"[{role}]", text)


def _who_took_part(db: sqlite3.Connection, subject: Subject) -> set[int]:
    found: set[int] = set()
    for table, where, values in rows_of(subject):
        for column in table.inner.split():
            if column in _COLLEAGUES:
                rows = db.execute(f"SELECT DISTINCT {column} FROM {table.name} WHERE {where}", values)
                found |= {row[0] for row in rows if row[0] is not None}
    return found
