"""The sealer: every event linked within a second, screens' too; the head outside; a digest without its salt is mute."""

import hashlib
import sqlite3
from contextlib import closing

from tests.service.people import Visitor, until

from kompas.service.accounts.models import Staff
from kompas.service.clock import now_ms
from kompas.service.conversations import store
from kompas.service.database.connection import connect
from kompas.service.database.screen import writing
from kompas.service.handover import desk
from kompas.service.house import House
from kompas.service.privacy.sealer import HEADS
from kompas.service.privacy.trail import head, kept_heads, verify


def unsealed() -> int:
    with closing(connect(readonly=True)) as db:
        sql = "SELECT COUNT(*) FROM conversations_event WHERE id NOT IN (SELECT event_id FROM privacy_seal)"
        return int(db.execute(sql).fetchone()[0])


def test_events_of_messages_and_of_screens_are_linked_in_stored_order_within_a_second(house: House, agent: int) -> None:
    visitor = Visitor(house)
    visitor.write(lambda db: store.record(db, "test.from_the_path", "system", now_ms(), visitor.id))
    with writing() as db:
        desk.note(db, visitor.id, agent, "Belt liever.", now_ms())
    with writing() as db:
        desk.stop(db, agent, "", now_ms())
    until(lambda: unsealed() == 0, 3)
    with closing(connect(readonly=True)) as db:
        sealed = [row["kind"] for row in db.execute(
            "SELECT e.kind FROM privacy_seal s JOIN conversations_event e ON e.id = s.event_id ORDER BY s.rowid")]  # fmt: skip
        assert list(verify(db, head(db))) == []
    assert sealed[-4:] == ["conversation.begun", "test.from_the_path", "note.added", "assistant.stopped"]


def test_the_head_is_written_outside_the_database_and_still_stands(house: House) -> None:
    until(lambda: kept_heads(house.data_dir / HEADS), 5)
    Visitor(house)
    house.sealer.stop()
    kept = kept_heads(house.data_dir / HEADS)
    with closing(connect(readonly=True)) as db:
        assert kept[-1] == head(db)
        assert all(list(verify(db, one)) == [] for one in kept)


def test_two_people_at_once_leave_one_chain(house: House, agent: int) -> None:
    """Screens write on Django's connection, the path on the writer's: the order is that of storing."""
    visitors = [Visitor(house) for _ in range(3)]
    for visitor in visitors:
        with writing() as db:
            desk.note(db, visitor.id, agent, "x", now_ms())
        visitor.write(lambda db, id=visitor.id: store.record(db, "test.done", "system", now_ms(), id))
    assert Staff.objects.filter(pk=agent).exists()
    until(lambda: unsealed() == 0, 3)
    with closing(connect(readonly=True)) as db:
        assert list(verify(db)) == []


def test_once_the_salt_is_deleted_a_guess_of_the_text_cannot_be_tested(db: sqlite3.Connection) -> None:
    store.begin(db, "c1", "chat", "nl", "digest", 10**13, 1)
    for text in ("ja", "ja"):
        store.say(db, "c1", store.Words("customer", text, "nl", "human"), 2, "customer")
    salts = [row["salt"] for row in db.execute("SELECT salt FROM conversations_message")]
    digests = [row["digest"] for row in db.execute("SELECT digest FROM conversations_event WHERE digest != ''")]
    assert len(set(salts)) == len(set(digests)) == 2  # equal texts do not show that they are equal
    assert all(len(salt) == 32 for salt in salts)
    db.execute("DELETE FROM conversations_message")
    kept = str(
        [
            tuple(row)
            for table in ("conversations_event", "conversations_conversation")
            for row in db.execute(f"SELECT * FROM {table}")
        ]
    )
    assert not any(salt in kept for salt in salts)
    assert hashlib.sha256(b"ja").hexdigest() not in digests
