"""The message path in plain, named SQL. Every function runs inside a write transaction that the caller opened.

Times are milliseconds since 1970, UTC. Nothing here waits for anything outside the database.
"""

import hashlib
import json
import secrets
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Plain = str | int | float | bool | None | Sequence[str]

_CONVERSATION = "conversations_conversation"


@dataclass(frozen=True, slots=True)
class Words:
    """A message to be stored, ready as the front door sends it."""

    author: str
    text: str
    lang: str
    provenance: str
    parts: str = "[]"
    citations: str = "[]"
    external_id: str | None = None
    agent_id: int | None = None


def begin(db: sqlite3.Connection, conversation: str, channel: str, lang: str, digest: str, until: int, at: int) -> None:
    """A new conversation, held by the assistant. `digest` is that of the visitor's token, good until `until`."""
    db.execute(
        f"INSERT INTO {_CONVERSATION} (id, channel, lang, visitor_digest, visitor_until, began_at, last_at, seq, held_by,"
        " answered_seq, asked_seq, claim, claimed_until, attempts, memory)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, 0, 'assistant', 0, 0, 0, 0, 0, '{}')",
        (conversation, channel, lang, digest, until, at, at),
    )
    record(db, "conversation.begun", "customer", at, conversation, {"channel": channel, "lang": lang})


def record(
    db: sqlite3.Connection,
    kind: str,
    by: str,
    at: int,
    conversation: str | None = None,
    data: Mapping[str, Plain] | None = None,
    digest: str = "",
    moves: bool = True,
) -> int:
    """Append one line to the trail and give its place in the conversation (0 without one).

    Who only looked `moves` nothing: the conversation is as lively as it was.
    """
    seq = _next_seq(db, conversation, at if moves else None) if conversation is not None else None
    db.execute(
        "INSERT INTO conversations_event (conversation_id, seq, kind, by, at, data, digest) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (conversation, seq, kind, by, at, json.dumps(data or {}, ensure_ascii=False, separators=(",", ":")), digest),
    )
    return seq or 0


def say(db: sqlite3.Connection, conversation: str, words: Words, at: int, by: str, **data: Plain) -> int:
    """Store a message with its event, bound by a salted digest; gives its place."""
    salt = secrets.token_hex(16)
    digest = hashlib.sha256(f"{salt}{words.text}".encode()).hexdigest()
    about: dict[str, Plain] = {"author": words.author, "provenance": words.provenance, **data}
    seq = record(db, "message.posted", by, at, conversation, about, digest)
    db.execute(
        "INSERT INTO conversations_message (conversation_id, seq, author, agent_id, at, lang, text, parts, citations,"
        " provenance, external_id, salt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (conversation, seq, words.author, words.agent_id, at, words.lang, words.text, words.parts, words.citations,
         words.provenance, words.external_id, salt),
    )  # fmt: skip
    return seq


def place_of(db: sqlite3.Connection, external_id: str) -> int | None:
    """Where a message with this (channel, external id) already stands."""
    row = db.execute("SELECT seq FROM conversations_message WHERE external_id = ?", (external_id,)).fetchone()
    return row["seq"] if row is not None else None


def conversation(db: sqlite3.Connection, conversation: str) -> sqlite3.Row | None:
    row: sqlite3.Row | None = db.execute(f"SELECT * FROM {_CONVERSATION} WHERE id = ?", (conversation,)).fetchone()
    return row


def messages(db: sqlite3.Connection, conversation: str, after: int = 0, most: int = 200) -> list[sqlite3.Row]:
    """The newest `most` messages after a place, in order."""
    return db.execute(
        "SELECT * FROM (SELECT * FROM conversations_message WHERE conversation_id = ? AND seq > ? ORDER BY seq DESC LIMIT ?)"
        " AS newest ORDER BY seq",
        (conversation, after, most),
    ).fetchall()


def told_by_customers(db: sqlite3.Connection, conversations: Sequence[str]) -> list[sqlite3.Row]:
    """What customers said in these conversations, with the answers that showed them records of theirs, in order."""
    return db.execute(
        "SELECT conversation_id, seq, author, text, CASE author WHEN 'customer' THEN '[]' ELSE parts END AS parts"
        f" FROM conversations_message WHERE conversation_id IN ({', '.join('?' * len(conversations))})"
        " AND (author = 'customer' OR (author = 'assistant' AND parts LIKE '%\"record\"%')) ORDER BY conversation_id, seq",
        conversations,
    ).fetchall()


def shown(db: sqlite3.Connection, conversation: str, after: int) -> list[sqlite3.Row]:
    """Messages after a place as their customer's screen shows them: `about` is their event's data, and the agent's name."""
    return db.execute(
        "SELECT m.*, e.data AS about, s.first_name, s.last_name, s.username FROM conversations_message m"
        " LEFT JOIN conversations_event e ON e.conversation_id = m.conversation_id AND e.seq = m.seq"
        " LEFT JOIN accounts_staff s ON s.id = m.agent_id WHERE m.conversation_id = ? AND m.seq > ? ORDER BY m.seq",
        (conversation, after),
    ).fetchall()


def author_of(db: sqlite3.Connection, conversation: str, seq: int) -> str | None:
    """Who said what stands at this place; None for nobody."""
    row = db.execute(
        "SELECT author FROM conversations_message WHERE conversation_id = ? AND seq = ?", (conversation, seq)
    ).fetchone()
    return row["author"] if row is not None else None


def agents_name(db: sqlite3.Connection, agent: int | None) -> str | None:
    """What an agent is called; None for nobody, or for who is no longer known."""
    row = db.execute("SELECT first_name, last_name, username FROM accounts_staff WHERE id = ?", (agent,)).fetchone()
    return (f"{row['first_name']} {row['last_name']}".strip() or row["username"]) if row is not None else None


def told(db: sqlite3.Connection, conversation: str, kind: str) -> Iterator[dict[str, Any]]:
    """What the events of one kind in a conversation hold, in order."""
    rows = db.execute(
        "SELECT data FROM conversations_event WHERE conversation_id = ? AND kind = ? ORDER BY seq", (conversation, kind)
    )
    return (json.loads(row["data"]) for row in rows)


def asked(db: sqlite3.Connection, conversation: str, seq: int, at: int, complete: bool, settle_ms: int) -> None:
    """The customer wrote: their turn is due now, or, for a fragment, when the settling time since the first is over."""
    db.execute(
        f"UPDATE {_CONVERSATION} SET asked_seq = :seq, resolved_at = NULL,"
        " waiting_since = CASE WHEN held_by = 'assistant' THEN COALESCE(waiting_since, :at) END,"
        " due_at = CASE WHEN held_by = 'assistant' THEN"
        "   CASE WHEN :complete THEN :at ELSE COALESCE(waiting_since, :at) + :settle END END"
        " WHERE id = :id",
        {"seq": seq, "at": at, "complete": complete, "settle": settle_ms, "id": conversation},
    )


def claim_due(db: sqlite3.Connection, now: int, lease_ms: int, most: int) -> list[sqlite3.Row]:
    """Claim conversations whose turn is due, the longest waiting first. A claim carries a number and lapses."""
    return db.execute(
        f"UPDATE {_CONVERSATION} SET claim = claim + 1, claimed_until = :now + :lease, attempts = attempts + 1"
        f" WHERE id IN (SELECT id FROM {_CONVERSATION} WHERE due_at <= :now AND claimed_until <= :now"
        " AND held_by = 'assistant' ORDER BY due_at LIMIT :most) RETURNING *",
        {"now": now, "lease": lease_ms, "most": most},
    ).fetchall()


def finish_turn(db: sqlite3.Connection, id: str, claim: int, seen: int, patient: bool, memory: str, lang: str) -> bool:
    """End a turn, only where the claim is still ours, the assistant still has the word and nothing new was asked.

    `patient` is false for a turn that was begun anew too often: it answers what it has seen and the rest stays due.
    """
    done = db.execute(
        f"UPDATE {_CONVERSATION} SET answered_seq = :seen, memory = :memory, lang = :lang, claimed_until = 0, attempts = 0,"
        " due_at = CASE WHEN asked_seq > :seen THEN due_at END,"
        " waiting_since = CASE WHEN asked_seq > :seen THEN waiting_since END"
        " WHERE id = :id AND claim = :claim AND held_by = 'assistant' AND (asked_seq = :seen OR NOT :patient)",
        {"seen": seen, "memory": memory, "lang": lang, "id": id, "claim": claim, "patient": patient},
    )
    return done.rowcount == 1


def still_ours(db: sqlite3.Connection, id: str, claim: int, seen: int | None = None) -> bool:
    """Whether this claim still has the word for the assistant, while its turn is not over; with `seen`, also whether the
    customer has asked nothing new."""
    row = db.execute(
        f"SELECT 1 FROM {_CONVERSATION} WHERE id = ? AND claim = ? AND claimed_until > 0 AND held_by = 'assistant'"
        " AND asked_seq = COALESCE(?, asked_seq)",
        (id, claim, seen),
    ).fetchone()
    return row is not None


def begun(db: sqlite3.Connection, conversation: str, answered: int) -> bool:
    """Whether a turn that is not over was begun to be answered: the last words of ours are a sentence that was released."""
    row = db.execute(
        "SELECT e.data FROM conversations_message m JOIN conversations_event e"
        " ON e.conversation_id = m.conversation_id AND e.seq = m.seq WHERE m.conversation_id = ? AND m.seq > ?"
        " AND m.author = 'assistant' ORDER BY m.seq DESC LIMIT 1",
        (conversation, answered),
    ).fetchone()
    return row is not None and "sentence" in json.loads(row["data"])


def tokens_since(db: sqlite3.Connection, at: int) -> int:
    """What language models read and wrote since then."""
    rows = db.execute("SELECT data FROM conversations_event WHERE kind = 'model.asked' AND at >= ?", (at,))
    return sum(about["read"] + about["written"] for about in (json.loads(row["data"]) for row in rows))


def free_claim(db: sqlite3.Connection, id: str, claim: int) -> None:
    """Give a claim back; a turn that is no longer the assistant's is no longer due."""
    db.execute(
        f"UPDATE {_CONVERSATION} SET claimed_until = 0,"
        " due_at = CASE WHEN held_by = 'assistant' THEN due_at END WHERE id = ? AND claim = ?",
        (id, claim),
    )


def free_all_claims(db: sqlite3.Connection) -> None:
    """At start no turn can be under way: this process is the only one that serves this database."""
    db.execute(f"UPDATE {_CONVERSATION} SET claimed_until = 0 WHERE claimed_until > 0")


def clock_went_back(db: sqlite3.Connection, now: int) -> None:
    """What fell due by a clock that was ahead is due now: nobody waits until it is that late again."""
    db.execute(
        f"UPDATE {_CONVERSATION} SET due_at = MIN(due_at, :now), claimed_until = MIN(claimed_until, :now)"
        " WHERE due_at IS NOT NULL AND (due_at > :now OR claimed_until > :now)",
        {"now": now},
    )
    db.execute("UPDATE conversations_delivery SET due_at = :now WHERE due_at > :now", {"now": now})


def next_due(db: sqlite3.Connection) -> int | None:
    """When the next turn is due or its claim lapses."""
    row = db.execute(
        "SELECT MIN(CASE WHEN due_at > claimed_until THEN due_at ELSE claimed_until END) AS at"
        f" FROM {_CONVERSATION} WHERE due_at IS NOT NULL AND held_by = 'assistant'"
    ).fetchone()
    at: int | None = row["at"]
    return at


def hold(db: sqlite3.Connection, id: str, holder: str, agent_id: int | None = None) -> None:
    """Give the word to somebody. With a person there is no turn; back with the assistant, only what comes next is."""
    db.execute(
        f"UPDATE {_CONVERSATION} SET held_by = ?, agent_id = ?, due_at = NULL, waiting_since = NULL, claimed_until = 0,"
        " attempts = 0, answered_seq = asked_seq, claim = claim + 1 WHERE id = ?",
        (holder, agent_id, id),
    )


def decide(
    db: sqlite3.Connection,
    conversation: str,
    seq: int,
    at: int,
    kind: str,
    code: str,
    trace: str,
    records: bool = False,
) -> None:
    """Store a decision with the trace that explains it, and whether the customer's records were read for it."""
    db.execute(
        "INSERT INTO conversations_decision (conversation_id, seq, at, kind, code, trace, records_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (conversation, seq, at, kind, code, trace, at if records else None),
    )


def decided(db: sqlite3.Connection, conversation: str, seq: int) -> sqlite3.Row | None:
    """The decision behind the reply at this place: kind and trace, with the reply's citations."""
    row: sqlite3.Row | None = db.execute(
        "SELECT d.kind, d.trace, m.citations FROM conversations_decision d JOIN conversations_message m"
        " ON m.conversation_id = d.conversation_id AND m.seq = d.seq WHERE d.conversation_id = ? AND d.seq = ?"
        " ORDER BY d.id LIMIT 1",
        (conversation, seq),
    ).fetchone()
    return row


def letters(db: sqlite3.Connection, most: int) -> list[sqlite3.Row]:
    """The newest mails, sent or not."""
    return db.execute(
        "SELECT recipient, subject, body, at FROM conversations_delivery ORDER BY id DESC LIMIT ?", (most,)
    ).fetchall()


def can_be_read(db: sqlite3.Connection) -> bool:
    """Whether the database answers."""
    try:
        db.execute(f"SELECT id FROM {_CONVERSATION} LIMIT 1").fetchone()
    except sqlite3.Error:
        return False
    return True


def stopped(db: sqlite3.Connection) -> bool:
    """Whether a supervisor has stopped the assistant."""
    return db.execute("SELECT 1 FROM handover_stop WHERE lifted_at IS NULL LIMIT 1").fetchone() is not None


def _next_seq(db: sqlite3.Connection, conversation: str, at: int | None) -> int:
    row = db.execute(
        f"UPDATE {_CONVERSATION} SET seq = seq + 1, last_at = COALESCE(?, last_at) WHERE id = ? RETURNING seq",
        (at, conversation),
    ).fetchone()
    seq: int = row["seq"]
    return seq
