"""Codes by mail: limited tries, short life, single use, and the same from outside for every address."""

import re
import sqlite3

import pytest

from kompas.assistant.domain.customer import CodeCheck, Level
from kompas.service.conversations import outbox, store
from kompas.service.customers import codes, identity
from kompas.service.customers.identity import identity_of
from kompas.service.library.shelf import Served

MINUTE = 60_000
NOW = 1_795_510_800_000
KNOWN, UNKNOWN = "jo@klant.example", "niemand@klant.example"


@pytest.fixture(autouse=True)
def _begun(db: sqlite3.Connection) -> None:
    for id in ("c1", "c2"):
        store.begin(db, id, "chat", "nl", "digest", 10**13, NOW)


def send(db: sqlite3.Connection, shop: Served, address: str = KNOWN, id: str = "c1", at: int = NOW) -> str | None:
    """The code that was mailed, if any."""
    before = mails(db)
    codes.send_code(db, shop, id, "nl", address, "C-1" if address.lower() == KNOWN else None, at)
    new = mails(db)[len(before) :]
    return re.search(r"\b\d{6}\b", new[0]["body"])[0] if new else None  # type: ignore[index]


def mails(db: sqlite3.Connection) -> list[sqlite3.Row]:
    return db.execute("SELECT * FROM conversations_delivery ORDER BY id").fetchall()


def check(db: sqlite3.Connection, shop: Served, code: str | None, at: int = NOW, id: str = "c1") -> CodeCheck:
    assert code is not None
    return codes.check_code(db, shop, id, code, at)


def wrong_one(code: str | None) -> str:
    return "111111" if code != "111111" else "222222"


def test_a_right_code_proves_who_it_is_once(db: sqlite3.Connection, shop: Served) -> None:
    code = send(db, shop)
    assert mails(db)[0]["recipient"] == KNOWN
    assert check(db, shop, code) is CodeCheck.RIGHT
    assert (identity_of(db, "c1").level, identity_of(db, "c1").customer_key) == (Level.VERIFIED, "C-1")
    assert check(db, shop, code) is CodeCheck.EXPIRED


def test_a_code_of_another_customer_than_the_conversations_own_is_wrong(db: sqlite3.Connection, shop: Served) -> None:
    """The customer asked for a code of one account, and signed in on the site with another before typing it."""
    code = send(db, shop)
    identity.prove(db, "c1", "C-2", "site", NOW)
    assert check(db, shop, code) is CodeCheck.WRONG
    assert identity_of(db, "c1").customer_key == "C-2"
    assert [row["key"] for row in db.execute("SELECT key FROM customers_customer")] == ["C-2"]


def test_tries_are_limited_and_then_the_right_code_is_too_late(db: sqlite3.Connection, shop: Served) -> None:
    code = send(db, shop)
    tries = shop.company.identity.code_tries
    results = [check(db, shop, wrong_one(code)) for _ in range(tries)]
    assert results == [CodeCheck.WRONG] * (tries - 1) + [CodeCheck.TOO_MANY]
    assert check(db, shop, code) is CodeCheck.TOO_MANY
    assert identity_of(db, "c1").level is Level.NONE


def test_a_code_lives_as_long_as_the_company_says(db: sqlite3.Connection, shop: Served) -> None:
    life = shop.company.identity.code_minutes * MINUTE
    assert check(db, shop, send(db, shop), NOW + life) is CodeCheck.EXPIRED
    assert check(db, shop, send(db, shop, id="c2"), NOW + life - 1, "c2") is CodeCheck.RIGHT


def test_a_new_code_replaces_the_old(db: sqlite3.Connection, shop: Served) -> None:
    old, new = send(db, shop), send(db, shop)
    if old != new:
        assert check(db, shop, old) is CodeCheck.WRONG
    assert check(db, shop, new) is CodeCheck.RIGHT


def test_a_code_is_good_in_its_own_conversation_only(db: sqlite3.Connection, shop: Served) -> None:
    code = send(db, shop)
    send(db, shop, id="c2", address=UNKNOWN)
    assert check(db, shop, code, id="c2") is CodeCheck.WRONG
    assert identity_of(db, "c2").level is Level.NONE


def test_an_unknown_address_looks_the_same_from_outside(db: sqlite3.Connection, shop: Served) -> None:
    """No mail leaves, but events, tries and their answers are those of a known address."""
    known, unknown = send(db, shop), send(db, shop, UNKNOWN, "c2")
    assert (known is None, unknown is None) == (False, True)
    tries = shop.company.identity.code_tries
    answers = [[check(db, shop, wrong_one(known), id=id) for _ in range(tries + 1)] for id in ("c1", "c2")]
    assert answers[0] == answers[1]
    db.execute("UPDATE conversations_delivery SET due_at = 0")
    (letter,) = outbox._claim(db)
    outbox._sent(db, letter)
    outbox._failed(db, letter, "refused", refused=True)
    told = [
        db.execute("SELECT seq, kind FROM conversations_event WHERE conversation_id = ?", (id,)).fetchall()
        for id in ("c1", "c2")
    ]
    assert [tuple(row) for row in told[0]] == [tuple(row) for row in told[1]]
    beside = db.execute("SELECT kind FROM conversations_event WHERE conversation_id IS NULL ORDER BY id")
    assert [row["kind"] for row in beside] == ["mail.queued", "mail.sent", "mail.given_up"]


def test_without_a_code_every_digit_is_expired(db: sqlite3.Connection, shop: Served) -> None:
    assert check(db, shop, "123456") is CodeCheck.EXPIRED


def wait(db: sqlite3.Connection, address: str = KNOWN, id: str = "c1", at: int = NOW) -> int:
    return codes.minutes_to_wait(db, id, address, "C-1" if address.lower() == KNOWN else None, at)


def strangers(db: sqlite3.Connection, shop: Served, number: int, address: str, at: int = NOW) -> None:
    """As many codes for this address, each asked by somebody else."""
    for n in range(number):
        store.begin(db, f"s{at}-{n}", "chat", "nl", f"digest {at} {n}", 10**13, at)
        send(db, shop, address, f"s{at}-{n}", at)


@pytest.mark.parametrize("address", [KNOWN, UNKNOWN])
def test_a_visitor_has_five_codes_in_an_hour_for_whatever_address(
    db: sqlite3.Connection, shop: Served, address: str
) -> None:
    """Known here or not: the same count, so that the refusal tells nobody who is a customer. Another conversation of the
    same visitor counts with it."""
    for n, (written, id) in enumerate(
        ((address, "c1"), (address.upper(), "c2"), *[("iemand@anders.example", "c1")] * 3)
    ):
        assert wait(db, written, id, NOW + n * MINUTE) == 0
        send(db, shop, written, id, NOW + n * MINUTE)
    for id in ("c1", "c2"):
        assert wait(db, address, id, NOW + 10 * MINUTE) == 50
    assert wait(db, "nog@iemand.example", at=NOW + 10 * MINUTE) == 50
    assert wait(db, address, at=NOW + 60 * MINUTE - 1) == 1
    assert wait(db, address, at=NOW + 60 * MINUTE) == 0
    send(db, shop, address, at=NOW + 60 * MINUTE)
    assert wait(db, address, at=NOW + 60 * MINUTE) == 1


def test_a_stranger_who_uses_up_their_codes_leaves_the_customer_theirs(db: sqlite3.Connection, shop: Served) -> None:
    store.begin(db, "stranger", "chat", "nl", "another digest", 10**13, NOW)
    for _ in range(codes.MOST_BY_VISITOR):
        assert wait(db, id="stranger") == 0
        send(db, shop, id="stranger")
    assert wait(db, id="stranger") == 60
    assert wait(db, id="c1") == 0
    assert check(db, shop, send(db, shop)) is CodeCheck.RIGHT


@pytest.mark.parametrize("address", [KNOWN, UNKNOWN])
def test_from_anywhere_an_address_has_twenty_in_an_hour_and_forty_in_a_day(
    db: sqlite3.Connection, shop: Served, address: str
) -> None:
    strangers(db, shop, 19, address)
    assert wait(db, address) == 0
    strangers(db, shop, 1, address, NOW + 1)
    assert wait(db, address, at=NOW + 1) == 60
    assert wait(db, address.upper(), at=NOW + 1) == 60
    assert wait(db, "iemand@anders.example", at=NOW + 1) == 0
    later = NOW + 61 * MINUTE
    assert wait(db, address, at=later) == 0
    strangers(db, shop, 20, address, later)
    assert wait(db, address, at=later + 60 * MINUTE) == 24 * 60 - 121
    assert wait(db, address, at=NOW + 24 * 60 * MINUTE + 1) == 0


def test_whoever_proved_the_address_in_this_browser_is_not_shut_out_by_all_the_others(
    db: sqlite3.Connection, shop: Served
) -> None:
    identity.prove(db, "c2", "C-1", "mail", NOW - 10**9, mail=KNOWN)
    strangers(db, shop, codes.MOST_TO_ADDRESS, KNOWN)
    assert wait(db, id="c1") == 0, "c1 is of the visitor who proved it in c2"
    store.begin(db, "stranger", "chat", "nl", "another digest", 10**13, NOW)
    assert wait(db, id="stranger") == 60
    for _ in range(codes.MOST_BY_VISITOR):
        send(db, shop)
    assert wait(db, id="c1") == 60, "their own bound holds for them too"


def test_what_is_refused_leaves_the_newest_code_as_it_was(db: sqlite3.Connection, shop: Served) -> None:
    code = send(db, shop)
    codes.refuse(db, "c1", 12, NOW)
    assert check(db, shop, code) is CodeCheck.RIGHT


def test_neither_code_nor_address_is_kept_in_its_row_or_on_the_trail(db: sqlite3.Connection, shop: Served) -> None:
    code = send(db, shop)
    kept = [
        tuple(row)
        for table in ("customers_code", "conversations_event")
        for row in db.execute(f"SELECT * FROM {table}")
    ]
    assert code not in str(kept).replace(str(NOW), "")
    assert KNOWN not in str(kept)
