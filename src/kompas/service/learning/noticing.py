"""Follows the trail for what could not be answered: each such turn is a sighting of a gap.

Gaps are the same when they are of the same matter, or, where no matter is known, when most of their words are.
"""

import hashlib
import hmac
import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from functools import partial

from django.conf import settings

from kompas.service.clock import now_ms
from kompas.service.conversations import store
from kompas.service.database.connection import connect
from kompas.service.house import House
from kompas.service.insights.trace import surest_matter
from kompas.service.learning import labels
from kompas.service.learning.words import stretch_of, words_at
from kompas.service.library.shelf import Served

_LINES = 2_000  # of the trail that one look reads
_AT_ONCE = 50  # sightings that one write takes
_ALIKE = 0.5  # share of their words that two questions have in common when they ask the same
_UNKNOWN = {("decline", "not_known"), ("handover", "check_failed"), ("handover", "upset"), ("askback", "")}


@dataclass(frozen=True, slots=True)
class Noticed:
    """A turn in which something was not known; see models.Sighting."""

    conversation: str
    seq: int
    since: int
    until: int
    code: str
    at: int
    lang: str
    matter: str
    stems: frozenset[str]


@dataclass(frozen=True, slots=True)
class Marked:
    """An answer that the customer says is wrong."""

    conversation: str
    seq: int
    at: int


def notice(house: House) -> None:
    """One look: read on in the trail, and write what was not known. Called again soon."""
    served = house.shelf.now
    with closing(connect(readonly=True)) as db:
        row = db.execute("SELECT event_id FROM learning_bookmark ORDER BY id LIMIT 1").fetchone()
        new = db.execute(
            "SELECT id, conversation_id, seq, kind, by, at, data FROM conversations_event WHERE id > ? ORDER BY id LIMIT ?",
            (row["event_id"] if row is not None else 0, _LINES),
        ).fetchall()
        if not new:
            return
        noticed = [one for line in new if (one := _noticed(db, served, line)) is not None]
        marked = [mark for line in new if (mark := _marked(db, line)) is not None]
    published = [json.loads(line["data"])["document"] for line in new if line["kind"] == "document.published"]
    for start in range(0, len(noticed), _AT_ONCE):
        house.writer.submit(partial(_keep_all, noticed=noticed[start : start + _AT_ONCE])).result(30)
    write = partial(_write, marked=marked, published=published, up_to=new[-1]["id"])
    house.writer.submit(write).result(30)


def _marked(db: sqlite3.Connection, line: sqlite3.Row) -> Marked | None:
    """What the customer says is wrong: by the button beside an answer, or in words of the answer before."""
    conversation, about = line["conversation_id"], json.loads(line["data"])
    if line["kind"] == "answer.marked_wrong":
        return Marked(conversation, about["seq"], line["at"])
    if line["kind"] != "message.posted" or about.get("code") != "wrong_answer":
        return None
    before = db.execute(
        "SELECT MAX(seq) AS seq FROM conversations_decision WHERE conversation_id = ? AND seq < ?",
        (conversation, line["seq"]),
    ).fetchone()
    return Marked(conversation, before["seq"], line["at"]) if before["seq"] is not None else None


def _noticed(db: sqlite3.Connection, served: Served, line: sqlite3.Row) -> Noticed | None:
    about = json.loads(line["data"])
    if line["kind"] == "answer.labelled" and about.get("matter") == labels.NONE_OF_THESE:
        return _sighting(db, served, line["conversation_id"], about["seq"], "marked_wrong", line["at"])
    if line["kind"] != "message.posted" or "decision" not in about:
        return None
    kind, code = about["decision"], about.get("code", "")
    if (kind, code) not in _UNKNOWN and (kind, "") not in _UNKNOWN:
        return None
    return _sighting(db, served, line["conversation_id"], line["seq"], code, line["at"])


def _sighting(
    db: sqlite3.Connection, served: Served, conversation: str, seq: int, code: str, at: int
) -> Noticed | None:
    """With the places between which the customer's words for it lie; None when they, or the decision, are gone."""
    decision = db.execute(
        "SELECT trace FROM conversations_decision WHERE conversation_id = ? AND seq = ?", (conversation, seq)
    ).fetchone()
    told = json.loads(decision["trace"]) if decision is not None else {}
    lang = told.get("lang", "")
    where = stretch_of(db, conversation, seq, lang)
    if where is None or decision is None:
        return None
    (words,) = words_at(db, [where])
    stems = digests(served.assistant.stems(words, lang))
    matter = surest_matter(told)[0]
    return Noticed(conversation, seq, where.since, where.until, code, at, lang, matter, stems) if words else None


def digests(stems: Iterable[str]) -> frozenset[str]:
    """Words as numbers that only this server can make: to be compared, not to be read."""
    key = settings.SECRET_KEY.encode()
    return frozenset(hmac.new(key, f"gap:{one}".encode(), hashlib.sha256).hexdigest()[:10] for one in stems)


def _keep_all(db: sqlite3.Connection, noticed: Iterable[Noticed]) -> None:
    for one in noticed:
        keep(db, one)


def _write(db: sqlite3.Connection, marked: Iterable[Marked], published: Iterable[int], up_to: int) -> None:
    """Last, with the bookmark: what was kept before it is known when the same lines are read again."""
    for mark in marked:
        labels.mark(db, mark.conversation, mark.seq, "customer", None, mark.at)
    for document in published:
        _written(db, document)
    db.execute(
        "INSERT INTO learning_bookmark (id, event_id) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET event_id = ?",
        (up_to, up_to),
    )


def keep(db: sqlite3.Connection, noticed: Noticed) -> None:
    """Add it to its gap, or begin one. What was dismissed stays so; what was written and is asked again is a new gap."""
    known = db.execute(
        "SELECT 1 FROM learning_sighting WHERE conversation = ? AND seq = ?", (noticed.conversation, noticed.seq)
    ).fetchone()
    if known is not None:
        return
    gap = _same(db, noticed) or _begun(db, noticed)
    db.execute(
        "INSERT INTO learning_sighting (gap_id, conversation, seq, since, until, code, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (gap, noticed.conversation, noticed.seq, noticed.since, noticed.until, noticed.code, noticed.at),
    )
    db.execute(
        "UPDATE learning_gap SET times = times + 1, last_at = MAX(last_at, :at), customers ="
        " (SELECT COUNT(DISTINCT COALESCE('c' || v.customer_id, s.conversation)) FROM learning_sighting s"
        " LEFT JOIN conversations_conversation v ON v.id = s.conversation WHERE s.gap_id = :gap) WHERE id = :gap",
        {"at": noticed.at, "gap": gap},
    )


def _same(db: sqlite3.Connection, noticed: Noticed) -> int | None:
    rows = db.execute(
        "SELECT id, stems FROM learning_gap WHERE lang = ? AND matter = ? AND state <> 'written' ORDER BY id DESC LIMIT 500",
        (noticed.lang, noticed.matter),
    ).fetchall()
    if noticed.matter:
        return rows[0]["id"] if rows else None
    alike = [(_likeness(noticed.stems, frozenset(row["stems"].split())), row["id"]) for row in rows]
    best, id = max(alike, default=(0.0, 0))
    return id if best >= _ALIKE else None


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 1.0


def _begun(db: sqlite3.Connection, noticed: Noticed) -> int:
    made = db.execute(
        "INSERT INTO learning_gap (lang, matter, stems, customers, times, first_at, last_at, state, by, path)"
        " VALUES (?, ?, ?, 0, 0, ?, ?, 'open', '', '') RETURNING id",
        (noticed.lang, noticed.matter, " ".join(sorted(noticed.stems)), noticed.at, noticed.at),
    ).fetchone()
    gap: int = made["id"]
    return gap


def _written(db: sqlite3.Connection, document: int) -> None:
    """The article that was being written for a gap is published."""
    rows = db.execute(
        "UPDATE learning_gap SET state = 'written', by = 'system', state_at = ? WHERE state IN ('open', 'planned')"
        " AND path <> '' AND path = (SELECT path FROM library_document WHERE id = ?) RETURNING id",
        (now_ms(), document),
    ).fetchall()
    for row in rows:
        store.record(db, "gap.written", "system", now_ms(), data={"gap": row["id"]})
