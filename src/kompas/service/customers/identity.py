"""How surely we know the customer of a conversation, and the proofs that make it so."""

import sqlite3

import jwt

from kompas.assistant.domain.customer import Identity, Level
from kompas.assistant.domain.errors import NotAllowed
from kompas.service.clock import moment
from kompas.service.conversations import store

_LONGEST_LIFE = 600  # seconds that a site's login token may live


def identity_of(db: sqlite3.Connection, conversation: str) -> Identity:
    """The newest proof of this conversation, or nothing. Another conversation of the same customer proves nothing here."""
    row = db.execute(
        "SELECT p.level, p.method, p.at, c.key FROM customers_identityproof p JOIN customers_customer c ON c.id = p.customer_id"
        " WHERE p.conversation_id = ? ORDER BY p.id DESC LIMIT 1",
        (conversation,),
    ).fetchone()
    if row is None:
        return Identity()
    return Identity(Level(row["level"]), row["key"], row["method"], moment(row["at"]))


def prove(
    db: sqlite3.Connection, conversation: str, key: str, method: str, at: int, name: str = "", mail: str = ""
) -> None:
    """Bind the conversation to a customer. Raises NotAllowed, and writes nothing, when it is another customer's already."""
    bound = db.execute(
        "SELECT c.key FROM conversations_conversation v JOIN customers_customer c ON c.id = v.customer_id WHERE v.id = ?",
        (conversation,),
    ).fetchone()
    if bound is not None and bound["key"] != key:
        raise NotAllowed("this conversation belongs to another customer", "begin a new conversation")
    row = db.execute(
        "INSERT INTO customers_customer (key, name, since) VALUES (?, ?, ?)"
        " ON CONFLICT (key) DO UPDATE SET name ="
        " CASE WHEN excluded.name = '' THEN customers_customer.name ELSE excluded.name END RETURNING id",
        (key, name, at),
    ).fetchone()
    db.execute("UPDATE conversations_conversation SET customer_id = ? WHERE id = ?", (row["id"], conversation))
    db.execute(
        "INSERT INTO customers_identityproof (conversation_id, customer_id, level, method, at) VALUES (?, ?, ?, ?, ?)",
        (conversation, row["id"], int(Level.VERIFIED), method, at),
    )
    if mail:
        db.execute(
            "INSERT INTO customers_address (customer_id, channel, address) VALUES (?, 'mail', ?) ON CONFLICT DO NOTHING",
            (row["id"], mail),
        )
    store.record(db, "identity.proven", "customer", at, conversation, {"method": method, "level": int(Level.VERIFIED)})


def name_of(db: sqlite3.Connection, conversation: str) -> str | None:
    """What the verified customer of a conversation is called, where that is known."""
    row = db.execute(
        "SELECT c.name FROM conversations_conversation v JOIN customers_customer c ON c.id = v.customer_id WHERE v.id = ?",
        (conversation,),
    ).fetchone()
    return (row["name"] or None) if row is not None else None


def is_nameless(db: sqlite3.Connection, conversation: str, after: int) -> bool:
    """Whether the customer proved after this place who they are, and what they are called is not known here yet."""
    row = db.execute(
        "SELECT 1 FROM conversations_conversation v JOIN customers_customer c ON c.id = v.customer_id"
        " JOIN conversations_event e ON e.conversation_id = v.id AND e.seq > ? AND e.kind = 'identity.proven'"
        " WHERE v.id = ? AND c.name = '' LIMIT 1",
        (after, conversation),
    ).fetchone()
    return row is not None


def call(db: sqlite3.Connection, conversation: str, key: str, name: str, at: int) -> None:
    """From now on staff read what this conversation's customer is called. A name that the site gave stays."""
    named = db.execute(
        "UPDATE customers_customer SET name = ? WHERE key = ? AND name = ''"
        " AND id = (SELECT customer_id FROM conversations_conversation WHERE id = ?)",
        (name, key, conversation),
    )
    if named.rowcount:
        store.record(db, "customer.named", "system", at, conversation, {"purpose": "find_customer.name"})


def read_login(token: str, secret: str) -> tuple[str, str, str]:
    """Key, name and mail address of a login token signed by the company's site.

    Raises NotAllowed when it is forged, expired, for somebody else, or lives longer than ten minutes.
    """
    try:
        claims = jwt.decode(
            token,
            secret,
            algorithms=["HS256"],
            audience="kompas",
            options={"require": ["exp", "iat", "sub", "aud"]},
            leeway=5,
        )
    except jwt.InvalidTokenError as fault:
        raise NotAllowed("the login token is not valid", "ask the site for a new login token") from fault
    if claims["exp"] - claims["iat"] > _LONGEST_LIFE:
        raise NotAllowed("the login token lives too long", "sign login tokens for at most ten minutes")
    return str(claims["sub"]), str(claims.get("name", "")), str(claims.get("email", ""))


def login(db: sqlite3.Connection, conversation: str, token: str, secret: str, at: int) -> Identity:
    """Bind the conversation to the customer of a valid login token."""
    key, name, mail = read_login(token, secret)
    prove(db, conversation, key, "site", at, name, mail)
    return identity_of(db, conversation)
