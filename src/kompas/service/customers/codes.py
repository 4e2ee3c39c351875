"""Codes by mail: single use, short life, limited tries, never an oracle.

How many go out is bounded three ways, each the same for every mail address, known here or not:

- one visitor: 5 an hour;
- one network: 5 an hour to one mail address, 30 in all (`networks.py`);
- one mail address: 20 an hour and 40 a day, from wherever they are asked.

So a stranger in one network uses up their own bound and leaves the customer's codes alone. Only many networks together reach
the third one, and then whoever proved that address before in the same browser still gets theirs. With 5 tries for a code of a
million, guessing succeeds from one network at most once in 40,000 hours, and from all networks of the world together
at most once in 5,000 days.
"""

import secrets
import sqlite3

from django.utils.crypto import constant_time_compare, salted_hmac

from kompas.assistant.domain.customer import CodeCheck
from kompas.assistant.domain.errors import NotAllowed
from kompas.service.channels import mail
from kompas.service.conversations import store
from kompas.service.customers import identity
from kompas.service.library.shelf import Served

MOST_BY_VISITOR = 5  # in an hour
MOST_TO_ADDRESS = 20  # in an hour, from anywhere
MOST_IN_A_DAY = 40  # to one address, from anywhere
_HOUR = 3_600_000
_DAY = 24 * _HOUR


def send_code(
    db: sqlite3.Connection, served: Served, conversation: str, lang: str, address: str, customer: str | None, at: int
) -> None:
    """Mail a code when the address is a customer's. Otherwise the same row without a code: the outside sees no difference.

    The caller asked `minutes_to_wait` first, here and of the networks.
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


def minutes_to_wait(db: sqlite3.Connection, conversation: str, address: str, customer: str | None, at: int) -> int:
    """Until the visitor of this conversation may have another code sent to this address, 0 for now; `customer` is whose
    address it is. What their network asked for is counted elsewhere."""
    digest = _keyed(address.lower())
    waits = [_wait(db, _BY_VISITOR, (conversation, at - _HOUR), MOST_BY_VISITOR, _HOUR, at)]
    if not _proved_before(db, conversation, customer):
        waits.append(_wait(db, _TO_ADDRESS, (digest, at - _HOUR), MOST_TO_ADDRESS, _HOUR, at))
        waits.append(_wait(db, _TO_ADDRESS, (digest, at - _DAY), MOST_IN_A_DAY, _DAY, at))
    return max(waits)


_BY_VISITOR = (
    "SELECT k.at FROM conversations_conversation v JOIN customers_code k ON k.conversation_id = v.id"
    " WHERE v.visitor_digest = (SELECT visitor_digest FROM conversations_conversation WHERE id = ?) AND k.at > ?"
    " ORDER BY k.at DESC LIMIT 1 OFFSET ?"
)
_TO_ADDRESS = "SELECT at FROM customers_code WHERE address_digest = ? AND at > ? ORDER BY at DESC LIMIT 1 OFFSET ?"


def _wait(db: sqlite3.Connection, sql: str, since: tuple[str, int], most: int, length: int, at: int) -> int:
    """Minutes until the oldest of `most` is over."""
    row = db.execute(sql, (*since, most - 1)).fetchone()
    return -(-(row["at"] + length - at) // 60_000) if row is not None else 0


def _proved_before(db: sqlite3.Connection, conversation: str, customer: str | None) -> bool:
    """Whether somebody proved in this browser that they are this customer."""
    row = db.execute(
        "SELECT 1 FROM conversations_conversation v JOIN customers_identityproof p ON p.conversation_id = v.id"
        " JOIN customers_customer c ON c.id = p.customer_id"
        " WHERE v.visitor_digest = (SELECT visitor_digest FROM conversations_conversation WHERE id = ?) AND c.key = ? LIMIT 1",
        (conversation, customer or ""),
    ).fetchone()
    return row is not None


def refuse(db: sqlite3.Connection, conversation: str, minutes: int, at: int) -> None:
    """No code for so many minutes. The newest one stays good: only the trail hears of it."""
    store.record(db, "identity.code_refused", "system", at, conversation, {"minutes": minutes})


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
