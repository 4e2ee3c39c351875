"""What was read from customer systems, wherever it was shown: in answers, in briefs, in what the assistant remembers.

It is kept shorter than the conversation around it. An answer that showed a record is emptied whole, for its sentences
repeat what the record said; its digest in the trail stays, without the salt that bound the words.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import orjson

from kompas.service.privacy.holds import HELD
from kompas.service.privacy.words import LANGUAGES, words

_ROWS = 200  # of one write


@dataclass(frozen=True, slots=True)
class Forget:
    """`places` finds numbers of rows that are over, some at a time, on a connection that reads; `act` empties them in a
    write. Each is found by an index that holds only what is not emptied yet: what is kept is not read."""

    places: Callable[[sqlite3.Connection, int], Iterator[Sequence[int]]]
    act: Callable[[sqlite3.Connection, Sequence[int], int], int]


def _read_records(reads: sqlite3.Connection, limit: int) -> Iterator[Sequence[int]]:
    """Decisions for which records were read."""
    yield from _in_order(
        reads,
        "SELECT d.records_at AS place, d.id FROM conversations_decision d WHERE d.records_at < :limit"
        " AND (d.records_at, d.id) > (:place, :id) ORDER BY d.records_at, d.id LIMIT :most",
        limit,
    )


def _empty_answers(db: sqlite3.Connection, places: Sequence[int], limit: int) -> int:
    over = (
        "SELECT d.id FROM conversations_decision d JOIN conversations_conversation c ON c.id = d.conversation_id"
        f" WHERE d.id IN ({','.join('?' * len(places))}) AND d.records_at < ? AND NOT {HELD}"
    )
    rows = db.execute(
        "SELECT m.id, m.lang FROM conversations_decision d JOIN conversations_message m"
        f" ON m.conversation_id = d.conversation_id AND m.seq = d.seq WHERE m.salt <> '' AND d.id IN ({over})",
        (*places, limit),
    ).fetchall()
    for row in rows:
        text = words(row["lang"] if row["lang"] in LANGUAGES else LANGUAGES[-1])["page"]["record_gone"]
        parts = orjson.dumps([{"kind": "text", "text": text, "cites": []}]).decode()
        db.execute(
            "UPDATE conversations_message SET text = ?, parts = ?, citations = '[]', salt = '' WHERE id = ?",
            (text, parts, row["id"]),
        )
    db.execute(f"UPDATE conversations_decision SET records_at = NULL WHERE id IN ({over})", (*places, limit))
    return len(rows)


def _read_briefs(reads: sqlite3.Connection, limit: int) -> Iterator[Sequence[int]]:
    yield from _in_order(
        reads,
        "SELECT h.at AS place, h.id FROM handover_handover h WHERE INSTR(h.brief, '\"proven\"') > 0 AND h.at < :limit"
        " AND (h.at, h.id) > (:place, :id) ORDER BY h.at, h.id LIMIT :most",
        limit,
    )


def _empty_facts(db: sqlite3.Connection, places: Sequence[int], limit: int) -> int:
    rows = db.execute(
        "SELECT h.id, h.brief FROM handover_handover h JOIN conversations_conversation c ON c.id = h.conversation_id"
        f" WHERE h.id IN ({','.join('?' * len(places))}) AND h.at < ? AND NOT {HELD}",
        (*places, limit),
    ).fetchall()
    for row in rows:
        brief = json.loads(row["brief"])
        brief["facts"] = [fact for fact in brief.get("facts") or [] if fact.get("proof") != "proven"]
        told = json.dumps(brief, ensure_ascii=False)
        db.execute("UPDATE handover_handover SET brief = ? WHERE id = ?", (told, row["id"]))
    return len(rows)


def _read_memories(reads: sqlite3.Connection, limit: int) -> Iterator[Sequence[int]]:
    yield from _in_order(
        reads,
        "SELECT c.began_at AS place, c.rowid AS id FROM conversations_conversation c WHERE NOT (c.memory = '{}')"
        " AND c.began_at < :limit AND c.last_at < :limit AND (c.began_at, c.rowid) > (:place, :id)"
        " ORDER BY c.began_at, c.rowid LIMIT :most",
        limit,
    )


def _empty_memories(db: sqlite3.Connection, places: Sequence[int], limit: int) -> int:
    return db.execute(
        "UPDATE conversations_conversation AS c SET memory = '{}'"
        f" WHERE c.rowid IN ({','.join('?' * len(places))}) AND c.last_at < ? AND NOT {HELD}",
        (*places, limit),
    ).rowcount


def _in_order(reads: sqlite3.Connection, sql: str, limit: int) -> Iterator[Sequence[int]]:
    """The oldest first; what a hold keeps is passed."""
    last: sqlite3.Row | dict[str, int] = {"place": -1, "id": 0}
    while rows := reads.execute(
        sql, {"limit": limit, "place": last["place"], "id": last["id"], "most": _ROWS}
    ).fetchall():
        last = rows[-1]
        yield [row["id"] for row in rows]


forget_records = Forget(_read_records, _empty_answers)
forget_seen = Forget(_read_briefs, _empty_facts)
forget_memory = Forget(_read_memories, _empty_memories)
