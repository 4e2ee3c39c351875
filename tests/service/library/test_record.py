"""Which content served when."""

import json
import sqlite3

from kompas.assistant.company.complaints import Complaint
from kompas.assistant.company.sentences import sentence
from kompas.service.library.record import offered, record_version


def rows(db: sqlite3.Connection) -> list[tuple[str, int | None, list[str]]]:
    kept = db.execute("SELECT version, served_at, complaints FROM library_companyversion ORDER BY id")
    return [(row["version"], row["served_at"], json.loads(row["complaints"])) for row in kept]


def trail(db: sqlite3.Connection) -> list[tuple[str, str]]:
    return [(row["kind"], row["data"]) for row in db.execute("SELECT kind, data FROM conversations_event ORDER BY id")]


def test_a_version_that_goes_on_serving_is_one_record(db: sqlite3.Connection) -> None:
    for at, version in ((1, "a"), (2, "a"), (3, "b"), (4, "a")):
        record_version(db, version, at)
    assert rows(db) == [("a", 1, []), ("b", 3, []), ("a", 4, [])]
    assert trail(db)[0] == ("company.served", '{"version":"a"}')
    assert len(trail(db)) == 3


def test_a_refused_one_never_served_and_its_complaints_are_counted_on_the_trail(db: sqlite3.Connection) -> None:
    record_version(db, "a", 1)
    offered(db, None, [Complaint("rules.yaml", 3, "", sentence("…"), sentence("")), sentence("given up")], 2)
    record_version(db, "a", 3)
    assert rows(db) == [("a", 1, []), ("", None, ["rules.yaml:3: …", "given up"])]
    assert trail(db)[-1] == ("company.refused", '{"complaints":2}')


def test_putting_back_what_serves_and_taking_up_a_new_one_are_told_apart(db: sqlite3.Connection) -> None:
    record_version(db, "a", 1)
    offered(db, None, [], 2)
    offered(db, "b", [], 3)
    assert [kind for kind, _ in trail(db)] == ["company.served", "company.restored", "company.served"]
