"""Erasing everything about one customer: rows now, bytes right after, and again after a restore.

The trail stays whole: its lines hold ids and digests, and the salts of the digests go with the messages.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

from kompas.assistant.domain.errors import NotAllowed, Temporary
from kompas.service.clock import now_ms
from kompas.service.conversations import store
from kompas.service.database.connection import connect, transaction
from kompas.service.privacy import receipts
from kompas.service.privacy.ledger import LEDGER, Erased, write_down, written
from kompas.service.privacy.register import Fate, Table
from kompas.service.privacy.residue import cleaned, traces
from kompas.service.privacy.subject import Subject, holds_on, of_conversation, of_customer, rows_of


def erase(db: sqlite3.Connection, subject: Subject, by: str, at: int, data_dir: Path) -> str:
    """Erase, in the caller's transaction; gives the number of the receipt. Raises NotAllowed under a legal hold.

    The assistant's turn under way finds its conversation gone and says nothing; open streams end with "gone".
    """
    if holds_on(db, subject):
        raise NotAllowed("this customer is under a legal hold", "Lift the hold first, if its reason is over.")
    number = receipts.new_number()
    write_down(
        data_dir / LEDGER, Erased(number, at, by, subject.customer, subject.since, subject.conversations)
    )  # before the commit: what is promised here is done again after a crash or a restore
    _take_out(db, subject, number, by, at)
    return number


def erase_and_clean(subject: Subject, by: str, data_dir: Path) -> tuple[str, int]:
    """Erase and wait until the bytes are gone: the number of the receipt, and how many traces stand in others' rows."""
    with closing(connect()) as db:
        with transaction(db):
            sought = traces(db, subject)
            number = erase(db, subject, by, now_ms(), data_dir)
        return number, clean(db, number, sought)


def clean(db: sqlite3.Connection, number: str | None, sought: list[str] | None) -> int:
    """Make sure that the bytes are gone, and note it on the receipt."""
    residue = cleaned(sought)
    with transaction(db):
        receipts.clean(db, number, residue, now_ms())
    return residue


def reapply(data_dir: Path) -> int:
    """Erase again whoever the ledger says was erased and this database does not know of; gives how many that were.

    To be called before anybody is served from a database that may come from a backup.
    """
    with closing(connect()) as db:
        with transaction(db):
            known = {row["number"] for row in db.execute("SELECT number FROM privacy_receipt")}
            again = [erased for erased in written(data_dir / LEDGER) if erased.receipt not in known]
            sought = [trace for erased in again for trace in _again(db, erased)]
        if again:
            with suppress(Temporary):  # the keeper tries again
                clean(db, None, sought)
    return len(again)


def _again(db: sqlite3.Connection, erased: Erased) -> list[str]:
    """What was erased once is erased whatever holds say: they are older than the erasure."""
    customer = of_customer(db, erased.customer) if erased.customer is not None else None
    if customer is not None and customer.since != erased.since:
        customer = None  # another person, with a number that was given anew
    ours = [found for id in erased.conversations if (found := of_conversation(db, id)) is not None]
    alone = [id for found in ours if found.customer is None for id in found.conversations]
    theirs = customer or Subject(None, ())
    subject = Subject(theirs.customer, tuple(dict.fromkeys((*theirs.conversations, *alone))), erased.since, theirs.key)
    sought = traces(db, subject)
    _take_out(db, subject, erased.receipt, erased.by, erased.at)
    return sought


def _take_out(db: sqlite3.Connection, subject: Subject, number: str, by: str, at: int) -> None:
    for conversation in subject.conversations:
        store.record(db, "conversation.erased", by, at, conversation, {"receipt": number})
    counts = _elsewhere(db, subject)
    for table, where, values in list(rows_of(subject, erased=True)):
        number_of_rows = _done(db, table, where, values)
        counts[table.name] = counts.get(table.name, 0) + number_of_rows
    receipts.give(db, number, "erasure", by, {name: count for name, count in counts.items() if count}, at)


def _elsewhere(db: sqlite3.Connection, subject: Subject) -> dict[str, int]:
    """Codes that were asked for this customer in conversations of somebody else, with the mails that brought them."""
    if subject.customer is None:
        return {}
    codes = db.execute("DELETE FROM customers_code WHERE customer_key = ?", (subject.key,)).rowcount
    mails = db.execute(
        "DELETE FROM conversations_delivery WHERE purpose = 'code' AND recipient IN"
        " (SELECT address FROM customers_address WHERE customer_id = ?)",
        (subject.customer,),
    ).rowcount
    return {"customers_code": codes, "conversations_delivery": mails}


def _done(db: sqlite3.Connection, table: Table, where: str, values: Sequence[str | int]) -> int:
    match table.erasure:
        case Fate.DELETE:
            return db.execute(f"DELETE FROM {table.name} WHERE {where}", values).rowcount
        case Fate.EMPTY:
            emptied = ", ".join(f"{column} = ?" for column in table.empty)
            return db.execute(
                f"UPDATE {table.name} SET {emptied} WHERE {where}",
                (*table.empty.values(), *values),
            ).rowcount
        case Fate.KEEP:
            return 0
