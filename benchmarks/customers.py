"""Many customers with conversations in a database, each recognisable by a mark in all that is about them."""

import os
import secrets
import sqlite3
from dataclasses import dataclass
from pathlib import Path

DAY_MS = 86_400_000
_WORDS = (
    "wanneer",
    "komt",
    "mijn",
    "pakket",
    "en",
    "kan",
    "ik",
    "het",
    "nog",
    "ruilen",
    "want",
    "de",
    "maat",
    "valt",
    "tegen",
)


@dataclass(frozen=True, slots=True)
class Known:
    """A customer of the benchmark."""

    mark: str
    key: str
    address: str


def set_up(data: Path) -> None:
    """An empty database with all tables in this folder, in use by Django."""
    os.environ["KOMPAS_DATA_DIR"] = str(data)
    os.environ["KOMPAS_DEMO"] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kompas.service.settings")
    data.mkdir(parents=True, exist_ok=True)
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def fill(customers: int, messages: int, at: int) -> list[Known]:
    """So many customers with a conversation of so many messages each, talking at the same time, as customers do."""
    from contextlib import closing

    from kompas.service.database.connection import connect, transaction

    known = [_new() for _ in range(customers)]
    with closing(connect()) as db:
        db.execute("PRAGMA synchronous=OFF")
        for start in range(0, customers, 500):
            some = known[start : start + 500]
            with transaction(db):
                places = [_begun(db, one, at) for one in some]
                for number in range(messages):
                    for one, place in zip(some, places, strict=True):
                        _said(db, one, place, number, at)
                for one, place in zip(some, places, strict=True):
                    _owed(db, one, place, at)
        from kompas.service.privacy.trail import seal

        with transaction(db):
            while seal(db):
                pass
    return known


def _new() -> Known:
    mark = secrets.token_hex(8)
    return Known(mark, f"C-{mark}", f"{mark}@post.example")


def _begun(db: sqlite3.Connection, one: Known, at: int) -> str:
    from kompas.service.conversations import store
    from kompas.service.customers import identity

    place = secrets.token_urlsafe(16)
    store.begin(db, place, "chat", "nl", secrets.token_hex(32), at + DAY_MS, at)
    identity.prove(db, place, one.key, "site", at, f"Jo {one.mark}", one.address)
    return place


def _said(db: sqlite3.Connection, one: Known, place: str, number: int, at: int) -> None:
    from kompas.service.conversations import store
    from kompas.service.conversations.wire import spoken

    text = f"{one.mark} {' '.join(secrets.choice(_WORDS) for _ in range(30))}"
    words = spoken(text, "nl", "customer" if number % 2 == 0 else "assistant", "human")
    if number % 2 == 0:
        words = store.Words("customer", text, "nl", "human", words.parts, external_id=f"chat:{place}:{number}")
    seq = store.say(db, place, words, at, words.author)
    if number % 2:
        trace = f'{{"records":[],"reasons":[],"x":"{"y" * 800}"}}'
        store.decide(db, place, seq, at, "answer", "answered", trace)
        memory = f'{{"lang":"nl","x":"{one.mark}{"z" * secrets.randbelow(300)}"}}'
        db.execute("UPDATE conversations_conversation SET memory = ? WHERE id = ?", (memory, place))


def _owed(db: sqlite3.Connection, one: Known, place: str, at: int) -> None:
    from kompas.service.channels import mail

    brief = f'{{"wish":"{one.mark}","facts":[]}}'
    row = db.execute(
        "INSERT INTO handover_handover (conversation_id, code, rule, urgent, live, brief, correction, at, ended, ended_at)"
        " VALUES (?, 'wants_human', '', 0, 0, ?, '', ?, 'kept', ?) RETURNING id",
        (place, brief, at, at),
    ).fetchone()
    db.execute(
        "INSERT INTO handover_promise (reference, conversation_id, handover_id, address, at, due_at, kept_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (f"K-{secrets.token_hex(6)}", place, row["id"], one.address, at, at, at),
    )
    mail.post(db, place, "answer", one.address, "Antwoord", f"Beste {one.mark}", at)
