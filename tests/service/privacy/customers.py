"""Customers with something of everything that can be stored about them, each recognisable by their own words."""

import secrets
import sqlite3
from dataclasses import dataclass

from kompas.service.channels import mail
from kompas.service.conversations import store
from kompas.service.conversations.rating import rate
from kompas.service.conversations.wire import spoken
from kompas.service.customers import identity
from kompas.service.handover import desk, promises
from kompas.service.library.shelf import Served

DAY = 86_400_000


@dataclass(frozen=True)
class Told:
    """A customer and one conversation of theirs; `mark` stands in every text about them."""

    mark: str
    conversation: str
    key: str
    address: str
    reference: str


def told(db: sqlite3.Connection, served: Served, at: int, agent: int | None = None, proven: bool = True) -> Told:
    """Everything that a customer can leave behind, at one moment."""
    mark = "Kw" + secrets.token_hex(6)
    one = Told(mark, secrets.token_urlsafe(16), f"C-{mark}", f"{mark.lower()}@post.example", f"K-{mark.upper()}")
    store.begin(db, one.conversation, "chat", "nl", f"digest-{mark}", at + DAY, at)
    if proven:
        identity.prove(db, one.conversation, one.key, "site", at, f"Jo {mark}", one.address)
    asked = store.Words(
        "customer",
        f"Mijn vraag {mark}",
        "nl",
        "human",
        spoken(f"Mijn vraag {mark}", "nl").parts,
        external_id=f"chat:{mark}",
    )
    seq = store.say(db, one.conversation, asked, at, "customer")
    seq = store.say(db, one.conversation, spoken(f"Uw pakket {mark} komt.", "nl"), at, "assistant", reply_to=seq)
    store.decide(
        db, one.conversation, seq, at, "answer", "answered", f'{{"records":["shop/orders"],"x":"{mark}"}}', True
    )
    mail.post(db, one.conversation, "answer", one.address, f"Onderwerp {mark}", f"Tekst {mark}", at)
    rate(db, one.conversation, 2, True, f"Goed {mark}", at)
    _handed_over(db, served, one, at, agent)
    db.execute("UPDATE conversations_conversation SET memory = ? WHERE id = ?", (f'{{"x":"{mark}"}}', one.conversation))
    if agent is not None:
        desk.note(db, one.conversation, agent, f"Let op {mark}", at)
    return one


def _handed_over(db: sqlite3.Connection, served: Served, one: Told, at: int, agent: int | None) -> None:
    facts = f'[{{"text":"bestelling {one.mark}","proof":"proven","at":null}},{{"text":"zegt {one.mark}","proof":"claimed"}}]'
    row = db.execute(
        "INSERT INTO handover_handover (conversation_id, code, rule, urgent, live, brief, correction, at, ended, ended_at,"
        " agent_id) VALUES (?, 'wants_human', '', 0, 0, ?, ?, ?, 'kept', ?, ?) RETURNING id",
        (one.conversation, f'{{"wish":"{one.mark}","facts":{facts}}}', f"Nee, {one.mark}", at, at, agent),
    ).fetchone()
    conversation = store.conversation(db, one.conversation)
    assert conversation is not None
    promises.make(db, served, conversation, row["id"], one.reference, at + DAY, at)
    db.execute(
        "UPDATE handover_promise SET address = ?, kept_at = ? WHERE reference = ?",
        (one.address, at + DAY, one.reference),
    )


def mentions(db: sqlite3.Connection, mark: str) -> dict[str, int]:
    """How many rows of each table still say it."""
    found: dict[str, int] = {}
    for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        for row in db.execute(f'SELECT * FROM "{table}"').fetchall():
            if any(mark.lower() in str(value).lower() for value in tuple(row)):
                found[table] = found.get(table, 0) + 1
    return found
