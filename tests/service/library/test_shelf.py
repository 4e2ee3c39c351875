"""The shelf: a broken change leaves the old content serving and shows the complaint; a good one is taken up."""

import os
import shutil
from pathlib import Path

import pytest
from django.test import override_settings
from tests.service.conftest import COMPANIES

from kompas.assistant.company import CompanyRefused
from kompas.assistant.domain.errors import Permanent
from kompas.service.library import shelf as shelves
from kompas.service.library.shelf import Shelf, fingerprint, prepare_apart


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A company of its own with one article, prepared in a second."""
    folder = tmp_path / "mine"
    shutil.copytree(
        COMPANIES / "waterdijk", folder, ignore=shutil.ignore_patterns("knowledge", "intents", "tests", "rules.yaml")
    )
    (folder / "knowledge/nl").mkdir(parents=True)
    article = "---\ntitle: Afval\nlang: nl\nquestions: [Wanneer wordt het afval opgehaald?]\n---\nAfval halen we op maandag op.\n"
    (folder / "knowledge/nl/afval.md").write_text(article, encoding="utf-8")
    return folder


@pytest.fixture
def shelf(folder: Path, tmp_path: Path) -> Shelf:
    return Shelf(folder, tmp_path / "data")


def change(file: Path, old: str, new: str) -> None:
    file.write_text(file.read_text("utf-8").replace(old, new), encoding="utf-8")
    os.utime(file, ns=(1, os.stat(file).st_mtime_ns + 1_000_000))


def test_nothing_new_is_nothing(shelf: Shelf) -> None:
    assert (shelf.refresh(), shelf.complaints, shelf.wanted) == (None, (), None)


def test_a_broken_change_leaves_the_old_one_serving_and_is_shown_with_its_place(shelf: Shelf, folder: Path) -> None:
    before = shelf.now
    change(folder / "company.yaml", "name:", "naem:")
    assert shelf.refresh() is None
    assert shelf.now is before
    assert shelf.now.assistant.complete("Wanneer wordt het afval opgehaald?", "nl")
    assert any(complaint.startswith("company.yaml:") and "naem" in complaint for complaint in shelf.complaints)
    told = shelf.complaints
    assert shelf.refresh() is None
    assert shelf.complaints == told, "it is still shown while nothing changes"
    change(folder / "company.yaml", "naem:", "name:")
    assert shelf.refresh() is None, "what serves was put back"
    assert (shelf.complaints, shelf.now) == ((), before)


def test_a_good_change_is_prepared_elsewhere_first_and_then_taken_up(
    shelf: Shelf, folder: Path, tmp_path: Path
) -> None:
    before = shelf.now
    change(folder / "knowledge/nl/afval.md", "maandag", "dinsdag")
    assert shelf.refresh() is None
    assert shelf.wanted is not None
    assert shelf.now is before
    prepare_apart(folder, tmp_path / "data/prepared" / shelf.wanted)
    assert shelf.refresh() == shelf.now.company.version
    assert "dinsdag" in shelf.now.company.articles[0].body
    assert shelf.wanted is None


def test_what_cannot_be_prepared_is_told_and_the_old_one_goes_on(shelf: Shelf, folder: Path, tmp_path: Path) -> None:
    before = shelf.now
    change(folder / "knowledge/nl/afval.md", "maandag", "woensdag")
    shelf.refresh()
    told = ("company.yaml: could not be prepared",)
    shelf.give_up(*told)
    assert (shelf.refresh(), shelf.now, shelf.complaints) == (None, before, told)
    prepare_apart(folder, tmp_path / "data/prepared" / str(shelf.wanted))
    assert shelf.refresh() is not None, "the last try succeeded after all"
    assert shelf.complaints == ()


def test_a_look_that_goes_wrong_is_looked_again(
    shelf: Shelf, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file may vanish while an editor saves it, and what was prepared may not load: the change is not forgotten."""
    change(folder / "knowledge/nl/afval.md", "maandag", "donderdag")
    with monkeypatch.context() as once:
        once.setattr(shelves, "read_company", _fails)
        with pytest.raises(OSError, match="vanished"):
            shelf.refresh()
    assert shelf.refresh() is None
    prepare_apart(folder, tmp_path / "data/prepared" / str(shelf.wanted))
    with monkeypatch.context() as once:
        once.setattr(shelf, "_load", _fails)
        with pytest.raises(OSError, match="vanished"):
            shelf.refresh()
    assert shelf.refresh() is not None
    assert "donderdag" in shelf.now.company.articles[0].body


def _fails(_: object) -> None:
    raise OSError("a file vanished")


def test_of_what_was_prepared_the_newest_few_stay(folder: Path, tmp_path: Path) -> None:
    prepared = tmp_path / "data/prepared"
    for age in range(9):
        (prepared / f"old-{age}").mkdir(parents=True)
        os.utime(prepared / f"old-{age}", (1_000_000 - age, 1_000_000 - age))
    (prepared / ".preparing-x").mkdir()
    shelf = Shelf(folder, tmp_path / "data")
    stays = {f"old-{age}" for age in range(4)} | {".preparing-x", "read-before", shelf.now.company.version}
    assert {place.name for place in prepared.iterdir()} == stays


def test_the_fingerprint_sees_new_changed_and_removed_files_and_no_hidden_ones(folder: Path) -> None:
    seen = [fingerprint(folder)]
    (folder / ".swap").write_text("x")
    (folder / ".git").mkdir()
    (folder / ".git/index").write_text("x")
    assert fingerprint(folder) == seen[0]
    (folder / "knowledge/nl/extra.md").write_text("x")
    seen.append(fingerprint(folder))
    (folder / "knowledge/nl/extra.md").write_text("xy")
    seen.append(fingerprint(folder))
    (folder / "knowledge/nl/extra.md").unlink()
    assert len(set(seen)) == 3
    assert fingerprint(folder) == seen[0]


def test_a_folder_that_was_read_before_is_not_read_again(
    shelf: Shelf, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> None:
        raise AssertionError("the folder was read again")

    monkeypatch.setattr(shelves, "read_company", refuse)
    assert Shelf(folder, tmp_path / "data").now.company == shelf.now.company


def test_a_break_while_nothing_ran_is_refused_at_start(shelf: Shelf, folder: Path, tmp_path: Path) -> None:
    change(folder / "company.yaml", "name:", "naem:")
    with pytest.raises(CompanyRefused):
        Shelf(folder, tmp_path / "data")


def test_what_another_kompas_prepared_is_made_anew(shelf: Shelf, folder: Path, tmp_path: Path) -> None:
    maker = tmp_path / "data" / "prepared" / shelf.now.company.version / "made-by"
    maker.write_text("0.0.1 1")
    assert Shelf(folder, tmp_path / "data").now.company == shelf.now.company
    assert maker.read_text() != "0.0.1 1"


def test_a_preparation_that_hangs_before_the_start_is_said_in_one_line(folder: Path, tmp_path: Path) -> None:
    with override_settings(BACKROOM_SECONDS=0.01), pytest.raises(Permanent, match="longer than") as told:
        prepare_apart(folder, tmp_path / "prepared")
    assert "KOMPAS_BACKROOM_SECONDS" in told.value.remedy
