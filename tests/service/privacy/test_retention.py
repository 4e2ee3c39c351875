"""A frozen clock and a sweep: nothing overdue is left, nothing else is touched, and holds hold."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from tests.service.privacy.customers import DAY, Told, mentions, told

from kompas.service.channels import mail
from kompas.service.customers import codes
from kompas.service.database.connection import connect, transaction
from kompas.service.library.shelf import Served
from kompas.service.privacy import holds
from kompas.service.privacy.residue import empty_the_log, search
from kompas.service.privacy.retention import Sweep, overdue
from kompas.service.privacy.subject import find
from kompas.service.privacy.terms import limits_of
from kompas.service.privacy.trail import Fault, head, seal, verify

NOW = 1_790_000_000_000
TERMS = {"messages": 100, "briefs": 200, "records_read": 30, "promises": 300, "accounts": 400, "events": 500}

Swept = Callable[[], dict[str, int]]


@pytest.fixture
def write(db: sqlite3.Connection) -> Callable[[Any], int]:
    def write(job: Callable[[sqlite3.Connection], int]) -> int:
        with transaction(db):
            return job(db)

    return write


@pytest.fixture
def swept(db: sqlite3.Connection, write: Callable[[Any], int]) -> Swept:
    def swept() -> dict[str, int]:
        with closing(connect(readonly=True)) as reads:
            before = overdue(reads, limits_of(TERMS, NOW))
            sweep = Sweep(reads, write, limits_of(TERMS, NOW), NOW)
            for _ in sweep.batches():
                pass
            left = overdue(reads, limits_of(TERMS, NOW))
            assert {kept_as for kept_as, rows in left.items() if rows} <= {"events"}, (
                before,
                left,
            )  # an unsealed one stays
        empty_the_log()
        return dict(sweep.counts)

    return swept


def lived(db: sqlite3.Connection, shop: Served, days_ago: int) -> Told:
    with transaction(db):
        return told(db, shop, NOW - days_ago * DAY)


def test_what_is_within_its_term_stays(db: sqlite3.Connection, shop: Served, swept: Swept) -> None:
    one = lived(db, shop, 29)
    before = mentions(db, one.mark)
    swept()
    assert mentions(db, one.mark) == before


def test_records_go_first_wherever_they_were_shown(db: sqlite3.Connection, shop: Served, swept: Swept) -> None:
    one = lived(db, shop, 31)
    counts = swept()
    assert counts["records_read"] == 3
    said = db.execute("SELECT text, salt FROM conversations_message ORDER BY seq").fetchall()
    assert [one.mark in row["text"] for row in said] == [True, False]
    assert "dossier" in said[1]["text"]
    assert said[1]["salt"] == ""
    brief = db.execute("SELECT brief FROM handover_handover").fetchone()["brief"]
    assert "bestelling" not in brief
    assert "zegt" in brief
    assert db.execute("SELECT memory FROM conversations_conversation").fetchone()["memory"] == "{}"
    assert swept().get("records_read", 0) == 0


def test_each_class_goes_at_its_own_end(db: sqlite3.Connection, shop: Served, swept: Swept) -> None:
    over_words, over_briefs, over_all = lived(db, shop, 102), lived(db, shop, 203), lived(db, shop, 304)
    swept()
    told_by = {"conversations_conversation", "customers_customer", "customers_address", "conversations_event"}
    assert set(mentions(db, over_words.mark)) == told_by | {"handover_handover", "handover_promise"}
    assert set(mentions(db, over_briefs.mark)) == told_by | {"handover_promise"}
    assert set(mentions(db, over_all.mark)) == {"conversations_event"}
    assert find(db, over_all.conversation) == []
    assert find(db, over_words.key)[0].conversations == (over_words.conversation,)


def test_no_byte_is_left_after_its_term(db: sqlite3.Connection, shop: Served, swept: Swept) -> None:
    one = lived(db, shop, 304)
    sought = [f"vraag {one.mark}", one.address, f"Jo {one.mark}", f"Tekst {one.mark}"]
    empty_the_log()
    assert len(search(sought)) == 4
    swept()
    assert search(sought) == []


def test_a_hold_on_a_customer_or_a_conversation_stops_the_clock(
    db: sqlite3.Connection, shop: Served, swept: Swept
) -> None:
    held, other, free = lived(db, shop, 450), lived(db, shop, 450), lived(db, shop, 450)
    numbers = [
        holds.hold(db, find(db, held.key)[0], "geschil", "staff:1", NOW),
        holds.hold(db, find(db, other.conversation)[0], "geschil", "staff:1", NOW),
    ]
    before = mentions(db, held.mark), mentions(db, other.mark)
    swept()
    assert (mentions(db, held.mark), mentions(db, other.mark)) == before
    assert set(mentions(db, free.mark)) == {"conversations_event"}
    for number in numbers:
        holds.lift(db, number, "staff:2", NOW)
    swept()
    assert set(mentions(db, held.mark)) == {"conversations_event"}


def test_many_messages_of_one_conversation_go_in_several_writes(
    db: sqlite3.Connection, shop: Served, swept: Swept
) -> None:
    one = lived(db, shop, 101)
    with transaction(db):
        db.executemany(
            "INSERT INTO conversations_message (conversation_id, seq, author, at, lang, text, parts, citations, provenance,"
            " salt) VALUES (?, ?, 'customer', ?, 'nl', 'x', '[]', '[]', 'human', 's')",
            [(one.conversation, 1000 + number, NOW - 101 * DAY) for number in range(450)],
        )
    assert (
        swept()["messages"] == 450 + 7
    )  # with what was said before, two mails, a decision, a rating and its resolution
    assert db.execute("SELECT COUNT(*) FROM conversations_message").fetchone()[0] == 0


def test_mails_of_no_conversation_go_too(db: sqlite3.Connection, swept: Swept) -> None:
    with transaction(db):
        mail.post(db, None, "invitation", "old@post.example", "x", "x", NOW - 101 * DAY)
        mail.post(db, None, "invitation", "new@post.example", "x", "x", NOW - 99 * DAY)
    swept()
    assert [row[0] for row in db.execute("SELECT recipient FROM conversations_delivery")] == ["new@post.example"]


def test_old_events_are_cut_off_and_the_chain_goes_on(db: sqlite3.Connection, shop: Served, swept: Swept) -> None:
    lived(db, shop, 501)
    with transaction(db):
        seal(db)
        kept = head(db)
    lived(db, shop, 10)
    with transaction(db):
        seal(db)
    later = head(db)
    assert swept()["events"] == kept.event
    with transaction(db):
        seal(db)
    assert db.execute("SELECT MIN(id) FROM conversations_event").fetchone()[0] > kept.event
    assert list(verify(db)) == []
    assert list(verify(db, later)) == []
    assert list(verify(db, kept)) == []  # what was cut off cannot be looked at any more
    db.execute("UPDATE conversations_event SET kind = 'x' WHERE id = (SELECT MIN(id) FROM conversations_event)")
    assert [fault.what for fault in verify(db)] == ["changed"]


def test_a_beginning_that_was_cut_off_in_secret_is_found(db: sqlite3.Connection, shop: Served, swept: Swept) -> None:
    lived(db, shop, 501)
    lived(db, shop, 10)
    with transaction(db):
        seal(db)
    swept()
    with transaction(db):
        seal(db)
    forged = db.execute("SELECT event_id, hash FROM privacy_seal ORDER BY event_id LIMIT 1").fetchone()
    db.execute("DELETE FROM conversations_event WHERE id <= ?", (forged["event_id"],))
    db.execute("DELETE FROM privacy_seal WHERE event_id <= ?", (forged["event_id"],))
    db.execute("UPDATE privacy_checkpoint SET event_id = ?, hash = ?", tuple(forged))
    assert list(verify(db)) == [Fault(forged["event_id"], "untold")]


def test_what_is_not_sealed_yet_is_not_cut_off(db: sqlite3.Connection, shop: Served, swept: Swept) -> None:
    lived(db, shop, 501)
    assert swept().get("events", 0) == 0


def test_a_colleague_who_left_loses_name_and_devices(db: sqlite3.Connection, swept: Swept) -> None:
    from kompas.service.accounts.models import Staff

    left = Staff.objects.create_user("vertrokken", "v@post.example", first_name="Vera", is_active=False)
    here = Staff.objects.create_user("gebleven", "g@post.example", first_name="Guus")
    Staff.objects.filter(pk__in=[left.pk, here.pk]).update(date_joined="2020-01-01T00:00:00Z")
    assert swept()["accounts"] == 1
    left.refresh_from_db()
    here.refresh_from_db()
    assert (left.username, left.first_name, left.email) == (f"left-{left.pk}", "", "")
    assert here.first_name == "Guus"
    assert swept().get("accounts", 0) == 0


def test_codes_and_the_mails_that_brought_them_go_after_a_day(
    db: sqlite3.Connection, shop: Served, swept: Swept
) -> None:
    """However long messages are kept: in a conversation of somebody else nobody would find that address again."""
    one = lived(db, shop, 1)
    address = "iemand.anders@post.example"
    with transaction(db):
        codes.send_code(db, shop, one.conversation, "nl", address, "C-other", NOW - DAY - 1)
        db.execute("UPDATE conversations_delivery SET due_at = NULL, sent_at = at WHERE purpose = 'code'")
        codes.send_code(db, shop, one.conversation, "nl", "te.jong@post.example", "C-young", NOW - DAY + 1)
    before = mentions(db, one.mark)
    assert swept()["messages"] == 2
    assert search([address, "C-other"]) == []
    assert mentions(db, "te.jong@post.example") == {"conversations_delivery": 1}
    assert mentions(db, "C-young") == {"customers_code": 1}
    assert mentions(db, one.mark) == before, "what was said stays for its term"


def test_codes_under_a_hold_stay(db: sqlite3.Connection, shop: Served, swept: Swept) -> None:
    one = lived(db, shop, 2)
    with transaction(db):
        codes.send_code(db, shop, one.conversation, "nl", one.address, one.key, NOW - 2 * DAY)
        holds.hold(db, find(db, one.key)[0], "rechtszaak", "staff:1", NOW)
    swept()
    assert db.execute("SELECT COUNT(*) FROM customers_code").fetchone()[0] == 1
