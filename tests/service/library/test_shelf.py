"""The company on the shelf: read once, taken up fast, replaced only by what is sound."""

from pathlib import Path

import pytest

from kompas.assistant.company import CompanyRefused
from kompas.assistant.company.new_company import write_new_company
from kompas.service.library import shelf as shelves
from kompas.service.library.shelf import Shelf, fingerprint


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A new company, so small that it is prepared in a moment."""
    write_new_company(tmp_path / "bakker", "nl")
    return tmp_path / "bakker"


@pytest.fixture
def shelf(folder: Path, data_dir: Path) -> Shelf:
    return Shelf(folder, data_dir)


def test_a_folder_that_was_read_before_is_not_read_again(
    shelf: Shelf, folder: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> None:
        raise AssertionError("the folder was read again")

    monkeypatch.setattr(shelves, "read_company", refuse)
    assert Shelf(folder, data_dir).now.company == shelf.now.company


def test_a_change_behind_our_back_is_read_at_start(shelf: Shelf, folder: Path, data_dir: Path) -> None:
    voice = folder / "company.yaml"
    voice.write_text(voice.read_text() + "\nunknown_key: 1\n")
    with pytest.raises(CompanyRefused):
        Shelf(folder, data_dir)


def test_what_another_kompas_prepared_is_made_anew(shelf: Shelf, folder: Path, data_dir: Path) -> None:
    place = data_dir / "prepared" / shelf.now.company.version
    (place / "index" / "format").write_text("0")
    assert Shelf(folder, data_dir).now.company.version == shelf.now.company.version
    assert (place / "index" / "format").read_text() != "0"


def test_a_broken_change_leaves_the_old_one_serving_and_says_where(shelf: Shelf, folder: Path) -> None:
    before = shelf.now
    voice = folder / "company.yaml"
    sound = voice.read_text()
    voice.write_text(sound + "\nunknown_key: 1\n")
    assert shelf.refresh() is None
    assert shelf.now is before
    assert "company.yaml" in shelf.complaints[0]
    assert "unknown_key" in shelf.complaints[0]
    voice.write_text(sound)
    assert shelf.refresh() is None
    assert shelf.complaints == ()


def test_a_fingerprint_tells_every_change(folder: Path) -> None:
    seen = {fingerprint(folder)}
    (folder / "tests" / "nieuw.yaml").write_text("nieuw")
    seen.add(fingerprint(folder))
    (folder / "tests" / "nieuw.yaml").write_text("anders!")
    seen.add(fingerprint(folder))
    (folder / "tests" / "nieuw.yaml").rename(folder / "tests" / "ander.yaml")
    seen.add(fingerprint(folder))
    assert len(seen) == 4
    (folder / ".hidden").write_text("an editor's own file")
    assert fingerprint(folder) in seen
