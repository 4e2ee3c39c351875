"""Login tokens of the company's site: expired, forged, foreign and too long ones prove nothing."""

import sqlite3
from typing import Any

import jwt
import pytest
import time_machine

from kompas.assistant.domain.customer import Identity, Level
from kompas.assistant.domain.errors import NotAllowed
from kompas.service.conversations import store
from kompas.service.customers import identity

SECRET = "a secret shared with the shop's site"
NOW = 1_795_510_800


@pytest.fixture(autouse=True)
def _now(db: sqlite3.Connection) -> Any:
    for id in ("c1", "c2"):
        store.begin(db, id, "chat", "nl", "digest", 10**13, NOW * 1000)
    with time_machine.travel(NOW, tick=False):
        yield


def token(secret: str = SECRET, algorithm: str = "HS256", **claims: Any) -> str:
    made = {
        "aud": "kompas",
        "sub": "C-1",
        "name": "Jo Vermeer",
        "email": "jo@klant.example",
        "iat": NOW,
        "exp": NOW + 300,
    }
    return jwt.encode({k: v for k, v in {**made, **claims}.items() if v is not None}, secret, algorithm=algorithm)


def login(db: sqlite3.Connection, told: str, id: str = "c1") -> Identity:
    return identity.login(db, id, told, SECRET, NOW * 1000)


def test_a_good_token_binds_the_conversation_with_name_and_address(db: sqlite3.Connection) -> None:
    proven = login(db, token())
    assert (proven.level, proven.customer_key, proven.method) == (Level.VERIFIED, "C-1", "site")
    (customer,) = db.execute("SELECT name FROM customers_customer").fetchall()
    (address,) = db.execute("SELECT channel, address FROM customers_address").fetchall()
    assert (customer["name"], tuple(address)) == ("Jo Vermeer", ("mail", "jo@klant.example"))
    assert store.conversation(db, "c1")["customer_id"] is not None
    assert identity.identity_of(db, "c2") == Identity()


BAD = {
    "forged": lambda: token(secret="another secret of the same length"),
    "expired": lambda: token(iat=NOW - 400, exp=NOW - 10),
    "from the future": lambda: token(iat=NOW + 60, exp=NOW + 300),
    "for somebody else": lambda: token(aud="other"),
    "for nobody": lambda: token(aud=None),
    "about nobody": lambda: token(sub=None),
    "without an end": lambda: token(exp=None),
    "living too long": lambda: token(exp=NOW + 601),
    "unsigned": lambda: jwt.encode(
        {"aud": "kompas", "sub": "C-1", "iat": NOW, "exp": NOW + 300}, None, algorithm="none"
    ),
    "of another kind": lambda: token(secret=SECRET * 4, algorithm="HS512"),
    "no token": lambda: "x.y.z",
    "empty": lambda: "",
}


@pytest.mark.parametrize("kind", BAD)
def test_what_is_not_good_proves_nothing_and_says_what_to_do(db: sqlite3.Connection, kind: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        login(db, BAD[kind]())
    assert refused.value.remedy
    assert "C-1" not in str(refused.value)
    assert identity.identity_of(db, "c1") == Identity()
    assert db.execute("SELECT COUNT(*) FROM customers_customer").fetchone()[0] == 0


def test_a_conversation_is_never_bound_to_another_customer(db: sqlite3.Connection) -> None:
    login(db, token())
    with pytest.raises(NotAllowed, match="another customer"):
        login(db, token(sub="C-2"))
    assert identity.identity_of(db, "c1").customer_key == "C-1"


def test_the_same_customer_may_sign_in_again_and_elsewhere(db: sqlite3.Connection) -> None:
    login(db, token())
    login(db, token(name=None))
    login(db, token(name=""), "c2")
    assert [tuple(row) for row in db.execute("SELECT key, name FROM customers_customer")] == [("C-1", "Jo Vermeer")]
    assert db.execute("SELECT COUNT(*) FROM customers_address").fetchone()[0] == 1


def test_the_trail_holds_how_but_not_who(db: sqlite3.Connection) -> None:
    login(db, token())
    (event,) = db.execute("SELECT * FROM conversations_event WHERE kind = 'identity.proven'").fetchall()
    assert event["data"] == '{"method":"site","level":2}'
    assert "Jo" not in str(tuple(event))
