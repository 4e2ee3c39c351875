"""The chain finds what was changed, taken out, slipped in or cut off."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kompas.service.conversations import store
from kompas.service.database.connection import connect
from kompas.service.privacy.trail import Fault, Head, head, kept_heads, seal, verify


@pytest.fixture
def db(data_dir: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect()) as db:
        for number in range(20):
            store.record(db, "test.done", "system", number, data={"n": number})
        seal(db)
        yield db


def test_a_whole_trail_has_no_fault(db: sqlite3.Connection) -> None:
    assert list(verify(db, head(db))) == []


@pytest.mark.parametrize("column", ["kind", "by", "at", "data", "digest"])
def test_a_changed_line_is_found(db: sqlite3.Connection, column: str) -> None:
    db.execute(f"UPDATE conversations_event SET {column} = '7x' WHERE id = 7")
    assert Fault(7, "changed") in list(verify(db))


def test_a_line_taken_out_is_found(db: sqlite3.Connection) -> None:
    db.execute("DELETE FROM conversations_event WHERE id = 7")
    assert list(verify(db)) == [Fault(7, "missing")]


def test_a_line_taken_out_with_its_seal_is_found(db: sqlite3.Connection) -> None:
    db.execute("DELETE FROM conversations_event WHERE id = 7")
    db.execute("DELETE FROM privacy_seal WHERE event_id = 7")
    assert list(verify(db)) == [Fault(8, "changed")]


def test_an_end_cut_off_is_found_by_a_head_kept_elsewhere(db: sqlite3.Connection) -> None:
    kept = head(db)
    db.execute("DELETE FROM conversations_event WHERE id > 15")
    db.execute("DELETE FROM privacy_seal WHERE event_id > 15")
    assert list(verify(db)) == []
    assert list(verify(db, kept)) == [Fault(20, "cut_off")]


def test_a_chain_made_anew_is_found_by_a_head_kept_elsewhere(db: sqlite3.Connection) -> None:
    kept = head(db)
    db.execute("UPDATE conversations_event SET kind = 'forged' WHERE id = 3")
    db.execute("DELETE FROM privacy_seal")
    seal(db)
    assert list(verify(db)) == []
    assert list(verify(db, kept)) == [Fault(20, "changed")]


def test_erasing_a_message_leaves_the_chain_whole(db: sqlite3.Connection) -> None:
    store.begin(db, "c1", "chat", "nl", "x", 1, 1)
    store.say(db, "c1", store.Words("customer", "mijn geheim", "nl", "human"), 2, "customer")
    seal(db)
    db.execute("DELETE FROM conversations_message")
    assert list(verify(db, head(db))) == []


@pytest.mark.parametrize("text", ["", "12", "x:" + "a" * 64, "5:" + "a" * 63])
def test_what_is_no_head_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no head"):
        Head.read(text)


def test_a_head_that_a_crash_left_unfinished_is_none(tmp_path: Path) -> None:
    whole = Head(7, "a" * 64)
    heads = tmp_path / "trail-heads.log"
    assert kept_heads(heads) == []
    heads.write_text(f"2026-11-24T09:00:00+00:00 {whole}\n2026-11-24T09:01:00+00:00 8:bbbb")
    assert kept_heads(heads) == [whole]
