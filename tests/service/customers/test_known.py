"""What is known of customers: all of it, of each conversation apart, and nothing of who is unknown."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from tests.service.people import Visitor

from kompas.service.clock import now_ms
from kompas.service.customers.identity import prove
from kompas.service.customers.known import known_values
from kompas.service.database.connection import connect
from kompas.service.house import House


def proven(visitor: Visitor, customer: str, name: str, *mails: str) -> None:
    for mail in mails or ("",):
        visitor.write(lambda db, mail=mail: prove(db, visitor.id, customer, "site", now_ms(), name, mail))


@pytest.fixture
def db(house: House) -> Iterator[sqlite3.Connection]:
    with closing(connect(readonly=True)) as db:
        yield db


def test_names_addresses_and_keys_by_conversation(house: House, db: sqlite3.Connection) -> None:
    noor, sam, nobody = Visitor(house), Visitor(house), Visitor(house)
    proven(noor, "C-1", "Noor de Wit", "noor@example.nl", "werk@example.nl")
    proven(sam, "C-2", "Sam")
    assert known_values(db, [noor.id, sam.id, nobody.id, "gone"]) == {
        noor.id: ("C-1", "Noor de Wit", "Noor", "de", "Wit", "noor@example.nl", "werk@example.nl"),
        sam.id: ("C-2", "Sam", "Sam"),
    }


def test_of_no_conversations_nothing_is_known(db: sqlite3.Connection) -> None:
    assert known_values(db, []) == {}
