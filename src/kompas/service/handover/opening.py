"""How a conversation reaches a person: the live queue while people work, a stored promise outside hours."""

import json
import secrets
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from kompas.assistant.company.hours import add_open_hours, next_opening, open_at, say_due, say_moment
from kompas.assistant.domain.reply import Spoken
from kompas.service.clock import moment
from kompas.service.conversations import store
from kompas.service.conversations.wire import spoken
from kompas.service.handover import promises
from kompas.service.handover.queue import minutes_to_wait, position_of
from kompas.service.library.shelf import Served

_LETTERS = "BCDFGHJKLMNPQRSTVWXZ23456789"


@dataclass(frozen=True, slots=True)
class Opening:
    """Why a person is needed and what goes with it. `words` are the assistant's own, said before the queue's."""

    code: str
    brief: Mapping[str, Any]
    rule: str = ""
    urgent: bool = False
    by: str = "assistant"


def pass_on(db: sqlite3.Connection, served: Served, conversation: str, opening: Opening, at: int) -> None:
    """Open a handover, once: while one is open, only its place in the queue is told again, and what is new goes with the
    promise that is owed already."""
    row = store.conversation(db, conversation)
    assert row is not None
    live = open_at(served.company.hours, moment(at))
    promise, is_added = promises.open_of(db, conversation), False
    if row["held_by"] == "assistant" and live:
        _open(db, row, opening, live, at)
        store.hold(db, conversation, "queue")
    elif row["held_by"] == "assistant" and promise is not None:
        is_added = promises.add(db, promise, opening.brief, opening.urgent, at)
    elif row["held_by"] == "assistant":
        handover = _open(db, row, opening, live, at)
        promises.make(db, served, row, handover, _reference(db), _due(served, at), at)
    tell_place(db, served, conversation, at, is_added)


def tell_place(db: sqlite3.Connection, served: Served, conversation: str, at: int, is_added: bool = False) -> None:
    """Say what happens next: the place in the queue, or the promise that is stored, `is_added` when words went with it."""
    row = store.conversation(db, conversation)
    assert row is not None
    lang, voice = row["lang"], served.voice
    if row["held_by"] == "agent":
        return
    if row["held_by"] == "queue":
        position = position_of(db, conversation)
        minutes = minutes_to_wait(db, position)
        key = ("waiting" if minutes is not None else "place") + ("_first" if position <= 1 else "")
        words = voice.say(key, lang, position=position, minutes=minutes or 0)
    else:
        promise = promises.open_of(db, conversation)
        if promise is None:
            return
        words = promise_words(served, promise, lang, at)
        if is_added:
            words = Spoken(f"{voice.say('promise_added', lang)} {words}")
    store.say(db, conversation, spoken(words, lang), at, "assistant")


def promise_words(served: Served, promise: sqlite3.Row, lang: str, at: int) -> Spoken:
    """The promise in words: when we open, its reference, and where and when the answer comes."""
    now = moment(at)
    opening = next_opening(served.company.hours, now)
    opens = say_moment(opening, lang, now) if opening else ""
    due = say_due(moment(promise["due_at"]).astimezone(served.zone), lang, now.astimezone(served.zone))
    if not promise["address"]:
        return served.voice.say("closed_ask_address", lang, opens=opens, ref=promise["reference"])
    return served.voice.say("closed", lang, opens=opens, ref=promise["reference"], address=promise["address"], day=due)


def close_queue(db: sqlite3.Connection, served: Served, at: int) -> int:
    """After closing time who still waits gets a promise instead of silence, and who was promised an answer before is told
    of that one; gives how many."""
    if open_at(served.company.hours, moment(at)):
        return 0
    waiting = db.execute(
        "SELECT h.id AS handover, c.* FROM handover_handover h JOIN conversations_conversation c ON c.id = h.conversation_id"
        " WHERE h.ended_at IS NULL AND h.taken_at IS NULL AND h.live AND c.held_by = 'queue'"
    ).fetchall()
    for row in waiting:
        db.execute("UPDATE handover_handover SET live = FALSE WHERE id = ?", (row["handover"],))
        store.hold(db, row["id"], "assistant")
        promise, is_added = promises.open_of(db, row["id"]), False
        if promise is not None:
            is_added = promises.join(db, promise, row["handover"], at)
        else:
            promises.make(db, served, row, row["handover"], _reference(db), _due(served, at), at)
        tell_place(db, served, row["id"], at, is_added)
    return len(waiting)


def _open(db: sqlite3.Connection, row: sqlite3.Row, opening: Opening, live: bool, at: int) -> int:
    brief = json.dumps(opening.brief, ensure_ascii=False)
    made = db.execute(
        "INSERT INTO handover_handover (conversation_id, code, rule, urgent, live, brief, correction, at, ended)"
        " VALUES (?, ?, ?, ?, ?, ?, '', ?, '') RETURNING id",
        (row["id"], opening.code, opening.rule, opening.urgent, live, brief, at),
    ).fetchone()
    about = {"code": opening.code, "rule": opening.rule, "live": live, "urgent": opening.urgent, "handover": made["id"]}
    store.record(db, "handover.opened", opening.by, at, row["id"], about)
    handover: int = made["id"]
    return handover


def _due(served: Served, at: int) -> int:
    due = add_open_hours(served.company.hours, moment(at), served.company.answer_within_hours)
    return int(due.astimezone(UTC).timestamp() * 1000)


def _reference(db: sqlite3.Connection) -> str:
    """Short enough for the telephone, without letters and digits that look alike, and not to be guessed from another."""
    while True:
        made = "K-" + "".join(secrets.choice(_LETTERS) for _ in range(6))
        if db.execute("SELECT 1 FROM handover_promise WHERE reference = ?", (made,)).fetchone() is None:
            return made
