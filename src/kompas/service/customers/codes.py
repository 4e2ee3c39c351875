"""Codes by mail: single use, short life, limited tries per conversation and per address, never an oracle."""

import secrets
import sqlite3

from django.utils.crypto import constant_time_compare, salted_hmac

from kompas.assistant.domain.customer import CodeCheck
from kompas.assistant.domain.errors import NotAllowed
from kompas.service.channels import mail
from kompas.service.conversations import store
from kompas.service.customers import identity
from kompas.service.library.shelf import Served

MOST_PER_HOUR = 5  # codes to one address
_HOUR = 3_600_000


def send_code(
    db: sqlite3.Connection, served: Served, conversation: str, lang: str, address: str, customer: str | None, at: int
) -> None:
    """Mail a code when the address is a customer's. Otherwise the same row without a code: the outside sees no difference.

    The caller asked `minutes_to_wait` first.
    """
    code = f"{secrets.randbelow(1_000_000):06}"
    rules = served.company.identity
    db.execute(
        "UPDATE customers_code SET expires_at = ? WHERE conversation_id = ? AND used_at IS NULL", (at, conversation)
    )
    db.execute(
        "INSERT INTO customers_code (conversation_id, customer_key, address_digest, digest, at, expires_at, tries)"
        " VALUES (?, ?, ?, ?, ?, ?, 0)",
        (
            conversation,
            customer or "",
            _keyed(address.lower()),
            _keyed(f"{conversation}:{code}"),
            at,
            at + rules.code_minutes * 60_000,
        ),
    )
    store.record(db, "identity.code_asked", "customer", at, conversation)
    if customer is not None:
        words = {"code": code, "company": served.company.name, "minutes": rules.code_minutes}
        subject = served.voice.say("code_mail.subject", lang, **words)
        mail.post(db, conversation, "code", address, subject, served.voice.say("code_mail.body", lang, **words), at)


def minutes_to_wait(db: sqlite3.Connection, address: str, at: int) -> int:
    """Until another code may go to this address, 0 for now. Counted for every address alike, known here or not."""
    row = db.execute(
        "SELECT at FROM customers_code WHERE address_digest = ? AND at > ? ORDER BY at DESC LIMIT 1 OFFSET ?",
        (_keyed(address.lower()), at - _HOUR, MOST_PER_HOUR - 1),
    ).fetchone()
    return -(-(row["at"] + _HOUR - at) // 60_000) if row is not None else 0


def refuse(db: sqlite3.Connection, conversation: str, at: int) -> None:
    """No code now. The newest one stays good: only the trail hears of it."""
    store.record(db, "identity.code_refused", "system", at, conversation, {"most": MOST_PER_HOUR})


def check_code(db: sqlite3.Connection, served: Served, conversation: str, code: str, at: int) -> CodeCheck:
    """Check a typed code against the newest one; a right one proves the identity.

    A code of another customer than the one whose conversation it is by now is wrong.
    """
    row = db.execute(
        "SELECT * FROM customers_code WHERE conversation_id = ? ORDER BY id DESC LIMIT 1", (conversation,)
    ).fetchone()
    if row is None or row["used_at"] is not None or row["expires_at"] <= at:
        return CodeCheck.EXPIRED
    if row["tries"] >= served.company.identity.code_tries:
        return CodeCheck.TOO_MANY
    db.execute("UPDATE customers_code SET tries = tries + 1 WHERE id = ?", (row["id"],))
    right = constant_time_compare(row["digest"], _keyed(f"{conversation}:{code}")) and row["customer_key"] != ""
    store.record(db, "identity.code_tried", "customer", at, conversation, {"right": right})
    if right:
        db.execute("UPDATE customers_code SET used_at = ? WHERE id = ?", (at, row["id"]))
        try:
            identity.prove(db, conversation, row["customer_key"], "mail", at, mail=_mailed_to(db, conversation))
        except NotAllowed:
            return CodeCheck.WRONG
        return CodeCheck.RIGHT
    return CodeCheck.WRONG if row["tries"] + 1 < served.company.identity.code_tries else CodeCheck.TOO_MANY


def _mailed_to(db: sqlite3.Connection, conversation: str) -> str:
    """Where the newest code went: the customer has just proved that they read mail there."""
    row = db.execute(
        "SELECT recipient FROM conversations_delivery WHERE conversation_id = ? AND purpose = 'code'"
        " ORDER BY id DESC LIMIT 1",
        (conversation,),
    ).fetchone()
    return str(row["recipient"]) if row is not None else ""


def _keyed(value: str) -> str:
    return salted_hmac("kompas.customers.codes", value, algorithm="sha256").hexdigest()
