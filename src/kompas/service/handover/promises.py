"""Promises: stored tasks that we owe a customer, with a reference, a deadline and a mail that says so."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

from kompas.assistant.company.hours import say_due
from kompas.service.channels import mail
from kompas.service.clock import moment
from kompas.service.conversations import store
from kompas.service.conversations.authors import by_staff
from kompas.service.library.shelf import Served

_LONGEST = 1000  # characters of open questions that a brief holds together
_MOST_OPEN = 5  # promises to one address that are confirmed by mail, as long as they are open


def make(
    db: sqlite3.Connection, served: Served, row: sqlite3.Row, handover: int, reference: str, due_at: int, at: int
) -> None:
    """Store a promise. It goes by mail when we know a proven address, else as soon as the customer gives one."""
    address = _known_address(db, row["customer_id"])
    db.execute(
        "INSERT INTO handover_promise (reference, conversation_id, handover_id, address, at, due_at) VALUES (?, ?, ?, ?, ?, ?)",
        (reference, row["id"], handover, address, at, due_at),
    )
    store.record(db, "promise.made", "assistant", at, row["id"], {"reference": reference, "due_at": due_at})
    if address:
        _confirm(db, served, row["id"], row["lang"], reference, address, due_at, at)


def open_of(db: sqlite3.Connection, conversation: str) -> sqlite3.Row | None:
    """The newest promise of a conversation that is not kept yet."""
    row: sqlite3.Row | None = db.execute(
        "SELECT * FROM handover_promise WHERE conversation_id = ? AND kept_at IS NULL ORDER BY id DESC LIMIT 1",
        (conversation,),
    ).fetchone()
    return row


def add(db: sqlite3.Connection, promise: sqlite3.Row, brief: Mapping[str, Any], urgent: bool, at: int) -> bool:
    """What the customer says after the promise goes with it, into the same brief; false when it holds that already."""
    row = db.execute("SELECT brief FROM handover_handover WHERE id = ?", (promise["handover_id"],)).fetchone()
    before = json.loads(row["brief"])
    together = {**before, **dict(_together(before, brief))}
    if together == before:
        return False
    db.execute(
        "UPDATE handover_handover SET brief = ?, urgent = (urgent OR ?) WHERE id = ?",
        (json.dumps(together, ensure_ascii=False), urgent, promise["handover_id"]),
    )
    told = {"reference": promise["reference"], "handover": promise["handover_id"]}
    store.record(db, "promise.added", "customer", at, promise["conversation_id"], told)
    return True


def join(db: sqlite3.Connection, promise: sqlite3.Row, handover: int, at: int) -> bool:
    """A handover that nobody took goes into the promise that is owed already, and is over; false when it told nothing new."""
    row = db.execute("SELECT brief, urgent FROM handover_handover WHERE id = ?", (handover,)).fetchone()
    db.execute("UPDATE handover_handover SET ended_at = ?, ended = 'joined' WHERE id = ?", (at, handover))
    db.execute(
        "UPDATE handover_handover SET correction = n.correction, corrected_at = n.corrected_at FROM handover_handover n"
        " WHERE handover_handover.id = ? AND n.id = ? AND n.correction <> ''",
        (promise["handover_id"], handover),
    )
    return add(db, promise, json.loads(row["brief"]), bool(row["urgent"]), at)


def take_address(db: sqlite3.Connection, served: Served, row: sqlite3.Row, address: str, at: int) -> sqlite3.Row | None:
    """Give the open promise without an address this one, and confirm it by mail; None when there is no such promise."""
    promise = open_of(db, row["id"])
    if promise is None or promise["address"]:
        return None
    db.execute("UPDATE handover_promise SET address = ? WHERE id = ?", (address, promise["id"]))
    store.record(db, "promise.addressed", "customer", at, row["id"], {"reference": promise["reference"]})
    _confirm(db, served, row["id"], row["lang"], promise["reference"], address, promise["due_at"], at)
    return open_of(db, row["id"])


def mail_answer(db: sqlite3.Connection, served: Served, row: sqlite3.Row, text: str, at: int) -> None:
    """What an agent answers goes to the address of the open promise too: the customer need not come back for it."""
    promise = open_of(db, row["id"])
    if promise is None or not promise["address"]:
        return
    words = {"ref": promise["reference"], "company": served.company.name, "text": text}
    subject = served.voice.say("answer_mail.subject", row["lang"], **words)
    body = served.voice.say("answer_mail.body", row["lang"], **words)
    mail.post(db, row["id"], "answer", promise["address"], subject, body, at)


def keep(db: sqlite3.Connection, promise_id: int, agent_id: int, at: int) -> bool:
    """The promise is kept: by whom and when. False when it was kept already."""
    done = db.execute(
        "UPDATE handover_promise SET kept_at = ?, kept_by_id = ? WHERE id = ? AND kept_at IS NULL"
        " RETURNING reference, conversation_id",
        (at, agent_id, promise_id),
    ).fetchone()
    if done is None:
        return False
    store.record(db, "promise.kept", by_staff(agent_id), at, done["conversation_id"], {"reference": done["reference"]})
    return True


def _confirm(
    db: sqlite3.Connection, served: Served, conversation: str, lang: str, ref: str, address: str, due_at: int, at: int
) -> None:
    """Anybody may type anybody's address: the promise is kept and told in the chat, but nobody's mail is flooded with them."""
    open_there = db.execute(
        "SELECT COUNT(*) FROM handover_promise WHERE lower(address) = lower(?) AND kept_at IS NULL", (address,)
    ).fetchone()[0]
    if open_there > _MOST_OPEN:
        return
    day = say_due(moment(due_at).astimezone(served.zone), lang, moment(at).astimezone(served.zone))
    words = {"ref": ref, "company": served.company.name, "day": day}
    subject = served.voice.say("promise_mail.subject", lang, **words)
    body = served.voice.say("promise_mail.body", lang, **words)
    mail.post(db, conversation, "promise", address, subject, body, at)


def _known_address(db: sqlite3.Connection, customer: int | None) -> str:
    row = db.execute(
        "SELECT address FROM customers_address WHERE customer_id = ? AND channel = 'mail' ORDER BY id LIMIT 1",
        (customer,),
    ).fetchone()
    return str(row["address"]) if row is not None else ""


def _together(before: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The wish stays; what it does not say yet is an open question. Facts, sources and steps each once."""
    wish = before.get("wish") or new.get("wish") or ""
    asked = [before.get("open_question"), new.get("wish"), new.get("open_question")]
    yield "wish", wish
    yield "open_question", " · ".join(dict.fromkeys(one for one in asked if one and one != wish))[-_LONGEST:]
    for part in ("facts", "tried", "sources"):
        yield part, [*before.get(part, ()), *(one for one in new.get(part, ()) if one not in before.get(part, ()))]
    yield "mood", new.get("mood") or before.get("mood") or ""
