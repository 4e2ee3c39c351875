"""Whose conversations are whose: verified, at the same address, of the same visitor; and two strangers never."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from tests.service.people import Visitor

from kompas.service.clock import now_ms
from kompas.service.customers.identity import prove
from kompas.service.customers.same import same_customers
from kompas.service.database.connection import connect
from kompas.service.handover.models import Handover, Promise
from kompas.service.house import House


def proven(visitor: Visitor, customer: str, mail: str = "") -> None:
    visitor.write(lambda db: prove(db, visitor.id, customer, "mail", now_ms(), mail=mail))


def at_address(visitor: Visitor, address: str) -> None:
    """They have a promise, and said where it may be kept."""
    handover = Handover.objects.create(conversation_id=visitor.id, code="wants_human", live=False, at=now_ms())
    owed = {"reference": f"K-{handover.pk}", "at": now_ms(), "due_at": now_ms(), "address": address}
    Promise.objects.create(conversation_id=visitor.id, handover=handover, **owed)


@pytest.fixture
def db(house: House) -> Iterator[sqlite3.Connection]:
    with closing(connect(readonly=True)) as db:
        yield db


@pytest.fixture
def three(house: House) -> tuple[Visitor, Visitor, Visitor]:
    return Visitor(house, id="a" * 20), Visitor(house, id="b" * 20, channel="mail"), Visitor(house, id="c" * 20)


Three = tuple[Visitor, Visitor, Visitor]


def test_strangers_have_nothing_in_common(db: sqlite3.Connection, three: Three) -> None:
    assert [same_customers(db, one.id) for one in three] == [[], [], []]


def test_who_is_verified_as_the_same_person_is_the_same(db: sqlite3.Connection, three: Three) -> None:
    a, b, c = three
    proven(a, "C-1")
    proven(b, "C-1")
    proven(c, "C-2")
    assert [same_customers(db, one.id) for one in three] == [[b.id], [a.id], []]


def test_who_gives_the_same_address_is_the_same(db: sqlite3.Connection, three: Three) -> None:
    a, b, c = three
    at_address(a, "Noor@Example.nl")
    at_address(b, "noor@example.nl")
    at_address(c, "")
    assert [same_customers(db, one.id) for one in three] == [[b.id], [a.id], []]


def test_a_typed_address_joins_nobody_with_a_verified_customer(db: sqlite3.Connection, three: Three) -> None:
    a, b, c = three
    proven(a, "C-1", mail="noor@example.nl")
    at_address(a, "noor@example.nl")
    at_address(b, "noor@example.nl")
    at_address(c, "noor@example.nl")
    assert [same_customers(db, one.id) for one in three] == [[], [c.id], [b.id]]
    proven(b, "C-1")
    assert [set(same_customers(db, one.id)) for one in three] == [{b.id}, {a.id}, set()], "now it is theirs"


def test_the_same_visitor_is_the_same_before_and_after_they_were_verified(house: House, db: sqlite3.Connection) -> None:
    a = Visitor(house, id="a" * 20, token="of one browser")
    b = Visitor(house, id="b" * 20, token="of one browser")
    c = Visitor(house, id="c" * 20)
    assert (same_customers(db, a.id), same_customers(db, b.id)) == ([b.id], [a.id])
    proven(b, "C-1")
    proven(c, "C-1")
    assert set(same_customers(db, c.id)) == {a.id, b.id}, "what they asked before they were verified counts"
    assert set(same_customers(db, a.id)) == {b.id, c.id}


def test_two_verified_customers_of_one_browser_are_two(house: House, db: sqlite3.Connection) -> None:
    nobody, one, other = (Visitor(house, id=id * 20, token="of one browser") for id in "abc")
    proven(one, "C-1")
    proven(other, "C-2")
    assert [same_customers(db, who.id) for who in (nobody, one, other)] == [[], [], []]


def test_a_conversation_that_is_gone_is_of_nobody(db: sqlite3.Connection) -> None:
    assert same_customers(db, "gone") == []


def test_finding_them_reads_no_table_through(db: sqlite3.Connection) -> None:
    from kompas.service.customers import same

    for sql in (same._NEAR, same._LEADS_TO):
        plan = db.execute(f"EXPLAIN QUERY PLAN {sql}", {"id": "a", "owner": 1, "most": 5}).fetchall()
        read_through = [row["detail"] for row in plan if row["detail"].startswith("SCAN")]
        assert {one.split()[1] for one in read_through} <= {"theirs", "addresses", "near", "given"}, read_through
