"""How things stand: every part by what it does, and nothing that is well looks worrying."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from tests.service.people import Visitor, until

from kompas.assistant.domain.company import EmbedderPlan, ModelPlan
from kompas.service.clock import now_ms
from kompas.service.database.connection import connect
from kompas.service.house import House
from kompas.service.status.standing import Health, Standing, standing_of


def now_of(house: House) -> Standing:
    with closing(connect(readonly=True)) as db:
        return standing_of(db, house, now_ms())


def test_a_house_that_was_just_opened_is_well(house: House) -> None:
    standing = until(lambda: (now := now_of(house)).parts["trail"] is Health.WELL and now)
    assert set(standing.parts.values()) == {Health.WELL}
    assert standing.ready
    assert standing.version == house.shelf.now.company.version
    assert standing.served_since is not None


def test_a_part_that_died_is_named(house: House) -> None:
    house.worker.stop()
    assert now_of(house).parts["worker"] is Health.FAILING
    assert not now_of(house).ready
    house.outbox.stop()
    house.sealer.stop()
    parts = now_of(house).parts
    assert (parts["mail"], parts["trail"], parts["database"]) == (Health.FAILING, Health.WORRYING, Health.WELL)


def test_what_waits_is_counted(house: House) -> None:
    Visitor(house).asks("Ik wil een medewerker spreken")
    standing = now_of(house)
    assert standing.customers_waiting + standing.promises_open == 1
    with closing(connect()) as db:
        db.execute("UPDATE conversations_conversation SET due_at = 1, claimed_until = 9e15, held_by = 'assistant'")
    late = now_of(house)
    assert late.turns_due == 1
    assert late.oldest_turn_seconds > 1e6


def test_a_database_that_cannot_be_read_is_no_error(house: House) -> None:
    with closing(sqlite3.connect(":memory:")) as nothing:
        standing = standing_of(nothing, house, now_ms())
    assert standing.parts["database"] is Health.FAILING
    assert not standing.ready


def test_a_model_is_a_part_where_one_is_named(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "model" not in now_of(house).parts
    served = house.shelf.now
    plan = ModelPlan("http://127.0.0.1:1/v1", "small")
    house.shelf.now = replace(served, company=replace(served.company, model=plan))
    assert now_of(house).parts["model"] is Health.WELL
    elsewhere = replace(plan, base_url="https://models.example.org/v1")
    house.shelf.now = replace(served, company=replace(served.company, model=elsewhere))
    assert now_of(house).parts["model"] is Health.WORRYING
    assert now_of(house).ready


def test_an_embedder_is_a_part_where_one_is_named(house: House, tmp_path: Path) -> None:
    assert "embedder" not in now_of(house).parts
    served = house.shelf.now
    company = replace(served.company, embedder=EmbedderPlan(str(tmp_path / "none")))
    house.shelf.now = replace(served, company=company)
    assert now_of(house).parts["embedder"] is Health.WELL
    house.shelf._embedding.open(company)
    assert now_of(house).parts["embedder"] is Health.WORRYING
    assert now_of(house).ready


def test_little_room_is_told(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda place: type("Usage", (), {"free": 1000})())
    assert now_of(house).parts["disk"] is Health.WORRYING
    assert now_of(house).ready
