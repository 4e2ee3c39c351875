"""A company is compiled once, stored whole or not at all, and taken up without training."""

from pathlib import Path

import pytest
from tests.assistant.company.folders import SAMPLE, copy_of_sample
from tests.assistant.talk import turn

from kompas.assistant.company import read_company
from kompas.assistant.domain.errors import Permanent
from kompas.assistant.making import store
from kompas.assistant.prepared import Prepared, take_up
from kompas.assistant.turn import take_turn


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    into = tmp_path_factory.mktemp("prepared") / "v1"
    store(read_company(SAMPLE), into)
    return into


def test_what_is_taken_up_thinks_as_what_was_compiled(stored: Path, molen: Prepared) -> None:
    taken_up = take_up(stored, lambda _company: molen.connectors)
    assert taken_up.company == molen.company
    for text in ("wat is de levertijd", "waar is mijn boek", "medewerker", "iets onbekends"):
        here, there = take_turn(molen, turn(text)), take_turn(taken_up, turn(text))
        assert (here.reply, here.decision) == (there.reply, there.decision)


def test_storing_again_leaves_it_as_it_is(stored: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in stored.rglob("*")}
    store(read_company(SAMPLE), stored)
    assert {path: path.stat().st_mtime_ns for path in stored.rglob("*")} == before


def test_what_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("kompas.assistant.making.dump_company", full)
    with pytest.raises(OSError, match="full"):
        store(read_company(SAMPLE), tmp_path / "v1")
    assert list(tmp_path.iterdir()) == []


def test_a_company_without_intents_needs_no_model(tmp_path: Path) -> None:
    folder = copy_of_sample(tmp_path)
    for left_out in ("intents/bestellen.yaml", "rules.yaml", "workflows/order_status.yaml", "tests/levertijd.yaml"):
        (folder / left_out).unlink()
    store(read_company(folder), tmp_path / "v1")
    taken_up = take_up(tmp_path / "v1", lambda _company: {})
    assert taken_up.intents is None
    assert "2 werkdagen" in take_turn(taken_up, turn("hoe lang duurt het voor een boek er is?")).reply.text


@pytest.mark.parametrize("left", ["nothing", "half"])
def test_what_is_not_there_is_told_with_its_remedy(tmp_path: Path, left: str) -> None:
    if left == "half":
        (tmp_path / "company.json").write_text("{")
    with pytest.raises(Permanent) as told:
        take_up(tmp_path, lambda _company: {})
    assert told.value.remedy
