"""Promises: stored with a reference, confirmed by mail as soon as there is an address, and kept once."""

import sqlite3

import pytest

from kompas.service.conversations import store
from kompas.service.customers.identity import prove
from kompas.service.handover import desk, promises
from kompas.service.library.shelf import Served

NOW = 1_795_510_800_000


@pytest.fixture(autouse=True)
def _begun(db: sqlite3.Connection) -> None:
    store.begin(db, "c1", "chat", "nl", "digest", 10**13, NOW)


@pytest.fixture
def noor(db: sqlite3.Connection) -> int:
    from kompas.service.accounts.models import Staff

    return int(Staff.objects.create_user("noor-test", first_name="Noor", last_name="de Wit").pk)


def make(db: sqlite3.Connection, shop: Served, reference: str = "K-BCDFGH") -> int:
    handover = db.execute(
        "INSERT INTO handover_handover (conversation_id, code, rule, urgent, live, brief, correction, at, ended)"
        " VALUES ('c1', 'wants_human', '', 0, 0, '{}', '', ?, '') RETURNING id",
        (NOW,),
    ).fetchone()["id"]
    row = store.conversation(db, "c1")
    assert row is not None
    promises.make(db, shop, row, handover, reference, NOW + 10**8, NOW)
    promise = promises.open_of(db, "c1")
    assert promise is not None
    return int(promise["id"])


def mails(db: sqlite3.Connection) -> list[tuple[str, str, str]]:
    return [
        tuple(row) for row in db.execute("SELECT purpose, recipient, subject FROM conversations_delivery ORDER BY id")
    ]


def test_a_proven_address_gets_the_mail_at_once(db: sqlite3.Connection, shop: Served) -> None:
    prove(db, "c1", "C-1", "site", NOW, "Jo", "jo@klant.example")
    make(db, shop)
    ((purpose, recipient, subject),) = mails(db)
    assert (purpose, recipient) == ("promise", "jo@klant.example")
    assert "K-BCDFGH" in subject


def test_without_one_it_is_mailed_as_soon_as_the_customer_gives_it_and_only_once(
    db: sqlite3.Connection, shop: Served
) -> None:
    make(db, shop)
    assert mails(db) == []
    row = store.conversation(db, "c1")
    assert row is not None
    given = promises.take_address(db, shop, row, "jo@klant.example", NOW)
    assert given is not None
    assert given["address"] == "jo@klant.example"
    assert promises.take_address(db, shop, row, "dief@elders.example", NOW) is None
    assert [recipient for _, recipient, _ in mails(db)] == ["jo@klant.example"]


def test_a_stranger_floods_nobody_with_promises(db: sqlite3.Connection, shop: Served) -> None:
    """Each is kept and has its reference; only the mail about it stays away, until some of them are kept."""
    for number in range(7):
        id = make(db, shop, f"K-BCDFG{number}")
        row = store.conversation(db, "c1")
        assert row is not None
        promise = promises.take_address(db, shop, row, ("jo@klant.example", "JO@klant.example")[number % 2], NOW)
        assert promise is not None
        assert promise["id"] == id
    assert len(mails(db)) == 5
    db.execute("UPDATE handover_promise SET kept_at = ? WHERE reference <> 'K-BCDFG0'", (NOW,))
    make(db, shop, "K-BCDFG8")
    row = store.conversation(db, "c1")
    assert row is not None
    promises.take_address(db, shop, row, "jo@klant.example", NOW)
    assert len(mails(db)) == 6


def test_the_trail_holds_the_reference_and_no_address(db: sqlite3.Connection, shop: Served) -> None:
    make(db, shop)
    row = store.conversation(db, "c1")
    assert row is not None
    promises.take_address(db, shop, row, "jo@klant.example", NOW)
    trail = str([tuple(row) for row in db.execute("SELECT * FROM conversations_event")])
    assert "K-BCDFGH" in trail
    assert "jo@klant.example" not in trail


def test_what_an_agent_answers_goes_to_the_promised_address_too(
    db: sqlite3.Connection, shop: Served, noor: int
) -> None:
    prove(db, "c1", "C-1", "site", NOW, "Jo", "jo@klant.example")
    promise = make(db, shop)
    assert desk.take(db, shop, "c1", noor, "Noor de Wit", NOW)
    assert desk.reply(db, shop, "c1", noor, "Honden zijn welkom.", NOW + 1)
    purpose, recipient, subject = mails(db)[-1]
    assert (purpose, recipient) == ("answer", "jo@klant.example")
    assert "K-BCDFGH" in subject
    body = db.execute("SELECT body FROM conversations_delivery ORDER BY id DESC").fetchone()["body"]
    assert body.startswith("Honden zijn welkom.")
    desk.keep_promise(db, promise, noor, NOW + 2)
    assert desk.reply(db, shop, "c1", noor, "Nog een fijne dag.", NOW + 3)
    assert len(mails(db)) == 2, "a kept promise is mailed no more"


def test_without_a_promise_an_answer_stays_in_the_chat(db: sqlite3.Connection, shop: Served, noor: int) -> None:
    prove(db, "c1", "C-1", "site", NOW, "Jo", "jo@klant.example")
    assert desk.take(db, shop, "c1", noor, "Noor de Wit", NOW)
    assert desk.reply(db, shop, "c1", noor, "Honden zijn welkom.", NOW)
    assert mails(db) == []


def test_it_is_kept_once_by_whom_and_when_and_ends_its_handover(
    db: sqlite3.Connection, shop: Served, noor: int
) -> None:
    promise = make(db, shop)
    assert desk.keep_promise(db, promise, noor, NOW + 5)
    assert not desk.keep_promise(db, promise, noor, NOW + 9)
    kept = db.execute("SELECT kept_at, kept_by_id FROM handover_promise").fetchone()
    assert tuple(kept) == (NOW + 5, noor)
    assert promises.open_of(db, "c1") is None
    assert db.execute("SELECT ended FROM handover_handover").fetchone()["ended"] == "kept"
    assert not desk.keep_promise(db, 99, noor, NOW)


def test_resolving_the_talk_does_not_take_a_promise_away(db: sqlite3.Connection, shop: Served) -> None:
    make(db, shop)
    assert desk.close(db, shop, "c1", NOW)
    assert promises.open_of(db, "c1") is not None
