"""What the customer says of the help."""

import sqlite3

from kompas.service.conversations import store
from kompas.service.conversations.rating import rate


def test_a_later_rating_replaces_and_each_is_on_the_trail(db: sqlite3.Connection) -> None:
    store.begin(db, "c1", "chat", "nl", "digest", 10**13, 1)
    rate(db, "c1", 5, False, "lang gewacht", 2)
    assert db.execute("SELECT COUNT(*) FROM conversations_resolution").fetchone()[0] == 0
    rate(db, "c1", 1, True, "", 3)
    (row,) = db.execute("SELECT effort, solved, comment, at FROM conversations_rating").fetchall()
    assert tuple(row) == (1, 1, "", 3)
    (solved,) = db.execute("SELECT by, cause, at FROM conversations_resolution").fetchall()
    assert tuple(solved) == ("customer", "confirmed", 3)
    trail = [
        row["data"] for row in db.execute("SELECT data FROM conversations_event WHERE kind = 'conversation.rated'")
    ]
    assert trail == ['{"effort":5,"solved":false}', '{"effort":1,"solved":true}']


def test_solved_twice_is_one_confirmed_resolution(db: sqlite3.Connection) -> None:
    store.begin(db, "c1", "chat", "nl", "digest", 10**13, 1)
    for at in (2, 3):
        rate(db, "c1", 1, True, "", at)
    assert resolutions(db) == [3]


def test_who_takes_solved_back_confirms_nothing(db: sqlite3.Connection) -> None:
    store.begin(db, "c1", "chat", "nl", "digest", 10**13, 1)
    rate(db, "c1", 1, True, "", 2)
    rate(db, "c1", 4, False, "", 3)
    assert resolutions(db) == []


def test_a_matter_that_was_opened_again_is_confirmed_again(db: sqlite3.Connection) -> None:
    store.begin(db, "c1", "chat", "nl", "digest", 10**13, 1)
    rate(db, "c1", 1, True, "", 2)
    store.say(db, "c1", store.Words("customer", "Toch nog iets", "nl", "human"), 3, "customer")
    rate(db, "c1", 1, True, "", 4)
    assert resolutions(db) == [2, 4]


def resolutions(db: sqlite3.Connection) -> list[int]:
    return [row["at"] for row in db.execute("SELECT at FROM conversations_resolution ORDER BY id")]
