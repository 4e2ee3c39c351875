"""The commands, on a house at rest and, from another process, on one that serves."""

import os
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from tests.service.people import Visitor, kinds
from tests.service.privacy.customers import DAY, Told, mentions, told
from typer.testing import CliRunner

from kompas.cli import app
from kompas.service.clock import now_ms
from kompas.service.database.connection import connect, transaction
from kompas.service.house import House
from kompas.service.library.shelf import Served


@pytest.fixture
def one(db: sqlite3.Connection, shop: Served) -> Told:
    with transaction(db):
        return told(db, shop, now_ms() - 40 * DAY)


def kompas(*words: str, typed: str | None = None) -> str:
    done = CliRunner().invoke(app, list(words), input=typed)
    assert done.exit_code == 0, done.output
    return done.output


def test_exported_and_erased(db: sqlite3.Connection, one: Told, data_dir: Path, tmp_path: Path) -> None:
    zip_file, data = tmp_path / "export.zip", ("--data", str(data_dir))
    kompas("export", "customer", "-", "--to", str(zip_file), "--company", "zwaluw", *data, typed=f"{one.address}\n")
    with zipfile.ZipFile(zip_file) as archive:
        assert f"Mijn vraag {one.mark}" in archive.read("data.json").decode()
    assert CliRunner().invoke(app, ["erase", "customer", one.key, *data], input="n\n").exit_code == 1
    assert "no trace is left" in kompas("erase", "customer", one.key, "--yes", *data)
    assert set(mentions(db, one.mark)) == {"conversations_event"}
    assert CliRunner().invoke(app, ["erase", "customer", one.key, "--yes", *data]).exit_code == 1


def test_what_names_several_is_asked_back(
    db: sqlite3.Connection, one: Told, shop: Served, data_dir: Path, tmp_path: Path
) -> None:
    with transaction(db):
        other = told(db, shop, now_ms(), proven=False)
        db.execute("UPDATE handover_promise SET address = ? WHERE reference = ?", (one.address, other.reference))
    data = ("--data", str(data_dir), "--yes")
    asked = CliRunner().invoke(app, ["erase", "customer", one.address, *data])
    assert asked.exit_code == 1
    assert one.key in asked.output
    assert other.conversation in asked.output
    assert len(kompas("erase", "customer", one.address, "--all", *data).splitlines()) == 2
    assert set(mentions(db, other.mark)) == {"conversations_event"}


def test_counted_first_then_swept(db: sqlite3.Connection, one: Told, data_dir: Path) -> None:
    def line(output: str) -> list[str]:
        return next(line for line in output.splitlines() if line.startswith("records_read")).split()

    data = ("--data", str(data_dir))
    before = mentions(db, one.mark)
    kompas("retention", "zwaluw", "--dry-run", *data)
    assert mentions(db, one.mark) == before
    assert line(kompas("retention", "zwaluw", *data))[3:] == ["3", "gone"]
    assert line(kompas("retention", "zwaluw", *data))[3:] == ["0", "gone"]


def test_a_serving_house_is_erased_in_from_another_process(house: House, data_dir: Path) -> None:
    visitor = Visitor(house)
    visitor.asks("Wat kost een grote beurt?")
    done = subprocess.run(
        [sys.executable, "-m", "kompas", "erase", "customer", visitor.id, "--yes", "--data", str(data_dir)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "no trace is left" in done.stdout
    assert visitor.messages() == []
    assert kinds(visitor.id)[-1] == "conversation.erased"
    other = Visitor(house)
    other.asks("Wat kost een grote beurt?")
    assert connect(readonly=True).execute("PRAGMA quick_check").fetchone()[0] == "ok"
