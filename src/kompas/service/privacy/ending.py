"""What the end of a term does to rows: each function is one short write, and leaves alone what is under a legal hold."""

import re
import sqlite3
from collections.abc import Sequence
from datetime import datetime

from kompas.service.privacy.holds import HELD
from kompas.service.privacy.register import Fate, Table, Whose, owned_by, tables


def aged_tables() -> Sequence[Table]:
    """Tables whose rows have a term of their own."""
    said = said_tables()
    return [table for table in tables() if table.age and table not in said]


def said_tables() -> Sequence[Table]:
    """What was said in a conversation: found from the oldest conversations on, for there is no index by time."""
    return [one for one in tables() if one.kept_as == "messages" and one.whose is Whose.CONVERSATION and one.age]


def from_where(table: Table) -> str:
    """Rows `t` of this table that are over their term (the one value to bind), with their conversation `c`."""
    link = {Whose.CONVERSATION: f"c.id = t.{table.by}", Whose.CUSTOMER: f"c.customer_id = t.{table.by}"}
    joined = f"LEFT JOIN conversations_conversation c ON {link.get(table.whose, 'FALSE')}"
    full = " OR ".join(f"{column} <> '{value}'" for column, value in table.empty.items())
    still = f" AND ({full})" if table.ends is Fate.EMPTY else ""
    return f"FROM {table.name} t {joined} WHERE {_of(table)} < ?{still} AND NOT {HELD}"


def take_out(db: sqlite3.Connection, table: Table, rows: Sequence[int], limit: int) -> int:
    """Delete or empty these rows, where their term is still over."""
    over = f"rowid IN (SELECT t.rowid {from_where(table)} AND t.rowid IN ({_marks(rows)}))"
    if table.ends is Fate.EMPTY:
        emptied = ", ".join(f"{column} = ?" for column in table.empty)
        values = (*table.empty.values(), limit, *rows)
        return db.execute(f"UPDATE {table.name} SET {emptied} WHERE {over}", values).rowcount
    return db.execute(f"DELETE FROM {table.name} WHERE {over}", (limit, *rows)).rowcount


def words_over(db: sqlite3.Connection, ids: Sequence[str], limit: int, most: int) -> int:
    """Delete at most so many rows of what was said in these conversations; as many as asked for: there may be more."""
    gone = 0
    for table in said_tables():
        found = f"SELECT t.rowid {from_where(table)} AND t.{table.by} IN ({_marks(ids)}) LIMIT ?"
        values = (limit, *ids, most - gone)
        gone += db.execute(f"DELETE FROM {table.name} WHERE rowid IN ({found})", values).rowcount
        if gone == most:
            break
    return gone


def end_conversations(db: sqlite3.Connection, ids: Sequence[str], limit: int) -> int:
    """Delete those of these conversations that nothing is left of, with their customer when it was the last one."""
    left = " AND ".join(f"NOT EXISTS ({_still_there(table)})" for table in _keeping_it())
    rows = db.execute(
        f"SELECT c.id, c.customer_id FROM conversations_conversation c WHERE c.id IN ({_marks(ids)})"
        f" AND c.last_at < ? AND {left} AND NOT {HELD}",
        (*ids, limit),
    ).fetchall()
    if not rows:
        return 0
    over = [row["id"] for row in rows]
    gone = sum(_deleted(db, table, over) for table in owned_by(Whose.CONVERSATION))
    for customer in {row["customer_id"] for row in rows if row["customer_id"] is not None}:
        gone += _end_customer(db, customer)
    return gone


def codes_over(db: sqlite3.Connection, before: int, most: int) -> int:
    """Codes of that long ago, with the mails that brought them: they open nothing any more, and whoever asked for them may
    have given somebody else's address. At most so many; gives how many rows went."""
    rows = db.execute(
        "SELECT k.id, k.conversation_id FROM customers_code k"
        f" JOIN conversations_conversation c ON c.id = k.conversation_id WHERE k.at < ? AND NOT {HELD} LIMIT ?",
        (before, most),
    ).fetchall()
    ids, conversations = [row["id"] for row in rows], list({row["conversation_id"] for row in rows})
    mails = db.execute(
        "DELETE FROM conversations_delivery WHERE purpose = 'code' AND due_at IS NULL AND at < ?"
        f" AND conversation_id IN ({_marks(conversations)})",
        (before, *conversations),
    ).rowcount
    return db.execute(f"DELETE FROM customers_code WHERE id IN ({_marks(ids)})", ids).rowcount + mails


def forget_colleagues(db: sqlite3.Connection, before: datetime, now: datetime) -> int:
    """Accounts of who left and did not sign in since, and what the browsers of anybody kept longer than they may."""
    gone = db.execute("DELETE FROM django_session WHERE expire_date < ?", (_written(now),)).rowcount
    rows = db.execute(
        "SELECT id FROM accounts_staff WHERE NOT is_active AND username <> 'left-' || id"
        " AND COALESCE(last_login, date_joined) < ? LIMIT 50",
        (_written(before),),
    ).fetchall()
    for row in rows:
        for table in owned_by(Whose.COLLEAGUE):
            if table.erasure is Fate.EMPTY:
                emptied = ", ".join(f"{column} = ?" for column in table.empty)
                values = (*table.empty.values(), row["id"])
                db.execute(f"UPDATE {table.name} SET {emptied}, username = 'left-' || id WHERE id = ?", values)
            else:
                gone += db.execute(f"DELETE FROM {table.name} WHERE {table.by} = ?", (row["id"],)).rowcount
    return gone + len(rows)


def _keeping_it() -> Sequence[Table]:
    """A conversation stays for as long as one of these holds something of it."""
    kept = ("messages", "briefs", "promises")
    return [one for one in owned_by(Whose.CONVERSATION) if one.kept_as in kept and one.age and one.personal]


def _still_there(table: Table) -> str:
    full = " OR ".join(f"k.{column} <> '{value}'" for column, value in table.empty.items())
    still = f" AND ({full})" if table.ends is Fate.EMPTY else ""
    return f"SELECT 1 FROM {table.name} k WHERE k.{table.by} = c.id{still}"


def _deleted(db: sqlite3.Connection, table: Table, ids: Sequence[str]) -> int:
    if table.erasure is not Fate.DELETE:
        return 0
    return db.execute(f"DELETE FROM {table.name} WHERE {table.by} IN ({_marks(ids)})", ids).rowcount


def _end_customer(db: sqlite3.Connection, customer: int) -> int:
    if db.execute("SELECT 1 FROM conversations_conversation WHERE customer_id = ?", (customer,)).fetchone():
        return 0
    if db.execute("SELECT 1 FROM privacy_hold WHERE customer_id = ? AND lifted_at IS NULL", (customer,)).fetchone():
        return 0
    return sum(
        db.execute(f"DELETE FROM {table.name} WHERE {table.by} = ?", (customer,)).rowcount
        for table in owned_by(Whose.CUSTOMER)
        if table.erasure is Fate.DELETE
    )


def _of(table: Table) -> str:
    """The age, with its columns named as those of `t`."""
    return re.sub(r"[a-z_]+", lambda name: f"t.{name[0]}" if name[0] in table.columns else name[0], table.age)


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))


def _written(at: datetime) -> str:
    """As Django writes moments into SQLite."""
    return at.strftime("%Y-%m-%d %H:%M:%S")
