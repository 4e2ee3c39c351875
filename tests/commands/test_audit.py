"""audit: a trail that somebody tampered with is found, line by line, on a real database."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from tests.commands.running import environment, kompas

_MADE = """
from contextlib import closing
import django
django.setup()
from django.core.management import call_command
from kompas.service.conversations import store
from kompas.service.database.connection import connect
from kompas.service.privacy.trail import seal
call_command("migrate", verbosity=0, interactive=False)
with closing(connect()) as db:
    db.execute("BEGIN IMMEDIATE")
    for number in range(12):
        store.record(db, "test.done", "system", number, data={"n": number})
    seal(db)
    db.execute("COMMIT")
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a sealed trail of twelve lines."""
    data = tmp_path_factory.mktemp("made") / "data"
    data.mkdir()
    more = {"KOMPAS_DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "kompas.service.settings"}
    subprocess.run([sys.executable, "-c", _MADE], env=environment() | more, check=True, timeout=120)
    return data


@pytest.fixture
def data(made: Path, tmp_path: Path) -> Path:
    """A copy of it, made as backups are made, to tamper with."""
    copy = tmp_path / "data"
    copy.mkdir()
    there, here = (sqlite3.connect(folder / "kompas.sqlite3") for folder in (made, copy))
    with closing(there), closing(here):
        there.backup(here)
    return copy


def tamper(data: Path, *statements: str) -> None:
    with closing(sqlite3.connect(data / "kompas.sqlite3")) as db:
        for statement in statements:
            assert db.execute(statement).rowcount > 0
        db.commit()


def head_of(data: Path) -> str:
    done = kompas("audit", "head", "--data", data, cwd=data)
    assert done.returncode == 0
    return done.stdout.strip()


def verified(data: Path, *words: str) -> tuple[int, list[str]]:
    done = kompas("audit", "verify", "--data", data, *words, cwd=data)
    return done.returncode, done.stdout.splitlines()


def test_a_whole_trail_is_told_with_its_head_on_one_line(data: Path) -> None:
    head = head_of(data)
    assert head.startswith("12:")
    assert len(head) == 3 + 64
    done = kompas("audit", "verify", "--data", data, "--head", head, cwd=data, wide=False)
    assert (done.returncode, done.stdout) == (0, f"The trail is whole: 12 lines, head {head}\n")


def test_every_changed_line_is_found(data: Path) -> None:
    columns = ("kind", "by", "at", "data", "digest")
    tamper(
        data,
        *(f"UPDATE conversations_event SET {column} = '7x' WHERE id = {id}" for id, column in enumerate(columns, 4)),
    )
    assert verified(data) == (1, [f"event {id}: changed" for id in range(4, 9)])


def test_a_missing_line_is_found(data: Path) -> None:
    tamper(data, "DELETE FROM conversations_event WHERE id = 7")
    assert verified(data) == (1, ["event 7: missing"])


def test_a_line_missing_with_its_seal_is_found(data: Path) -> None:
    tamper(data, "DELETE FROM conversations_event WHERE id = 7", "DELETE FROM privacy_seal WHERE event_id = 7")
    assert verified(data) == (1, ["event 8: changed"])


def test_a_trail_cut_off_at_the_end_is_found_by_a_head_that_was_kept(data: Path) -> None:
    head = head_of(data)
    tamper(data, "DELETE FROM conversations_event WHERE id > 9", "DELETE FROM privacy_seal WHERE event_id > 9")
    assert verified(data)[0] == 0, "without the head nothing can be seen"
    assert verified(data, "--head", head) == (1, ["event 12: cut_off"])
    (data / "trail-heads.log").write_text(f"2026-11-24T09:00:00+00:00 {head}\n")
    assert verified(data) == (1, ["event 12: cut_off"])


def test_a_head_of_another_trail_is_found(data: Path) -> None:
    assert verified(data, "--head", "12:" + "a" * 64) == (1, ["event 12: changed"])


def test_a_place_without_a_trail_and_a_head_that_is_none(data: Path, tmp_path: Path) -> None:
    for words in (["head"], ["verify"]):
        done = kompas("audit", *words, "--data", tmp_path / "nowhere", cwd=tmp_path)
        assert done.returncode == 2
        assert "holds no database of Kompas" in done.stderr
    done = kompas("audit", "verify", "--data", data, "--head", "12", cwd=data)
    assert done.returncode == 2
    assert "'12' is no head. A head looks like 1234:ab12" in done.stderr
