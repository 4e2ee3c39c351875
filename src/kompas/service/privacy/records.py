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

_LOOKED_AT = 1_000  # rows of one read
_ROWS = 200  # of one write


@dataclass(frozen=True, slots=True)
class Forget:
    """`places` finds numbers of rows, some at a time, on a connection that reads; `act` empties them in a write."""

    places: Callable[[sqlite3.Connection, int], Iterator[Sequence[int]]]
    act: Callable[[sqlite3.Connection, Sequence[int], int], int]


def _read_records(reads: sqlite3.Connection, limit: int) -> Iterator[Sequence[int]]:
    """Decisions for which records were read, in stored order, which is that of time."""
    yield from _in_order(
        reads,
        'SELECT d.id, d.at < :limit AND d.trace LIKE \'%"records":["%\' AND EXISTS (SELECT 1 FROM conversations_message m'
        " WHERE m.conversation_id = d.conversation_id AND m.seq = d.seq AND m.salt <> '') AS over"
        " FROM conversations_decision d WHERE d.id > :after ORDER BY d.id LIMIT :most",
        limit,
    )


def _empty_answers(db: sqlite3.Connection, places: Sequence[int], limit: int) -> int:
    rows = db.execute(
        "SELECT m.id, m.lang FROM conversations_decision d JOIN conversations_message m"
        " ON m.conversation_id = d.conversation_id AND m.seq = d.seq JOIN conversations_conversation c"
        f" ON c.id = d.conversation_id WHERE d.id IN ({','.join('?' * len(places))}) AND d.at < ? AND NOT {HELD}",
        (*places, limit),
    ).fetchall()
    for row in rows:
        text = words(row["lang"] if row["lang"] in LANGUAGES else LANGUAGES[-1])["page"]["record_gone"]
        parts = orjson.dumps([{"kind": "text", "text": text, "cites": []}]).decode()
        db.execute(
            "UPDATE conversations_message SET text = ?, parts = ?, citations = '[]', salt = '' WHERE id = ?",
            (text, parts, row["id"]),
        )
    return len(rows)


def _read_briefs(reads: sqlite3.Connection, limit: int) -> Iterator[Sequence[int]]:
    yield from _in_order(
        reads,
        "SELECT h.id, h.at < :limit AND h.brief LIKE '%\"proven\"%' AS over"
        " FROM handover_handover h WHERE h.id > :after ORDER BY h.id LIMIT :most",
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
        "SELECT c.rowid AS id, c.last_at < :limit AND c.memory <> '{}' AS over"
        " FROM conversations_conversation c WHERE c.rowid > :after ORDER BY c.rowid LIMIT :most",
        limit,
    )


def _empty_memories(db: sqlite3.Connection, places: Sequence[int], limit: int) -> int:
    return db.execute(
        "UPDATE conversations_conversation AS c SET memory = '{}'"
        f" WHERE c.rowid IN ({','.join('?' * len(places))}) AND c.last_at < ? AND NOT {HELD}",
        (*places, limit),
    ).rowcount


def _in_order(reads: sqlite3.Connection, sql: str, limit: int) -> Iterator[Sequence[int]]:
    """What is over, as the table is read through; an empty part where there was nothing."""
    after = 0
    while rows := reads.execute(sql, {"limit": limit, "after": after, "most": _LOOKED_AT}).fetchall():
        after = rows[-1]["id"]
        over = [row["id"] for row in rows if row["over"]]
        if not over:
            yield ()
        for start in range(0, len(over), _ROWS):
            yield over[start : start + _ROWS]


forget_records = Forget(_read_records, _empty_answers)
forget_seen = Forget(_read_briefs, _empty_facts)
forget_memory = Forget(_read_memories, _empty_memories)
