"""The shelf: a changed company serves at once, and what was prepared of it takes its place."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import override_settings
from tests.service.library.conftest import WASTE, says

from kompas.assistant.company import CompanyRefused, read_company
from kompas.assistant.company.sentences import sentence
from kompas.assistant.company.words import first_names
from kompas.assistant.domain.company import Company, ModelPlan
from kompas.assistant.domain.errors import Permanent
from kompas.service.library import shelf as shelves
from kompas.service.library.library import Library
from kompas.service.library.served_folder import fingerprint
from kompas.service.library.shelf import Shelf, prepare_apart


@pytest.fixture
def shelf(library: Library) -> Shelf:
    return library.shelf


def changed(folder: Path, day: str) -> Company:
    file = folder / WASTE
    file.write_text(file.read_text("utf-8").replace("maandag", day), encoding="utf-8")
    return read_company(folder)


def test_a_revision_serves_until_it_is_prepared(library: Library, shelf: Shelf, folder: Path, data_dir: Path) -> None:
    company = changed(folder, "zaterdag")
    assert shelf.revise(company)
    assert (shelf.now.company, shelf.wanted) == (company, company.version)
    assert "zaterdag" in says(library)
    assert shelf.refresh() is None, "it is not prepared yet"
    prepare_apart(folder, data_dir / "prepared" / company.version, folder)
    assert shelf.refresh() == company.version
    assert (shelf.now.company, shelf.wanted) == (company, None)
    assert shelf.now.assistant.prepared.base is None, "made whole"


def test_what_takes_names_out_is_loaded_before_a_customer_comes(shelf: Shelf) -> None:
    """Only where words may leave the house: it takes a moment, and memory."""
    assistant = shelf.now.assistant
    for model, loaded in ((None, 0), (ModelPlan("http://127.0.0.1:1/v1", "small"), 1)):
        first_names.cache_clear()
        shelves._warm_up(assistant.revised(replace(assistant.company, model=model)))
        assert first_names.cache_info().currsize == loaded


def test_so_much_at_once_waits_until_it_is_prepared(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    before = shelf.now
    one = before.company.articles[0]
    many = tuple(replace(one, id=f"nl/a{n}", slug=f"a{n}") for n in range(99))
    assert not shelf.revise(replace(before.company, articles=many, version="more"))
    assert (shelf.now, shelf.wanted) == (before, "more")


def test_what_is_published_while_the_prepared_loads_goes_first(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    first = replace(shelf.now.company, name="First", version="first")
    second = replace(shelf.now.company, name="Second", version="second")
    shelf.revise(first)

    def load(version: str) -> object:
        shelf.revise(second)
        return None

    monkeypatch.setattr(shelves, "is_prepared", lambda _: True)
    monkeypatch.setattr(shelf, "_load", load)
    assert shelf.refresh() is None
    assert shelf.now.company == second


def test_what_cannot_be_prepared_is_told_and_the_revision_goes_on(shelf: Shelf) -> None:
    company = replace(shelf.now.company, name="Another", version="another")
    shelf.revise(company)
    shelf.give_up(sentence("could not be prepared"))
    assert (shelf.refresh(), shelf.now.company, shelf.complaints) == (
        None,
        company,
        (sentence("could not be prepared"),),
    )
    shelf.revise(replace(company, version="next"))
    assert shelf.complaints == ()


def test_of_what_was_prepared_the_newest_few_stay(library: Library, tmp_path: Path) -> None:
    prepared = tmp_path / "apart/prepared"
    for age in range(9):
        (prepared / f"old-{age}").mkdir(parents=True)
        os.utime(prepared / f"old-{age}", (1_000_000 - age, 1_000_000 - age))
    (prepared / ".preparing-x").mkdir()
    version = library.shelf.now.company.version
    Shelf(library.served.place, library.source, tmp_path / "apart", version)
    stays = {f"old-{age}" for age in range(4)} | {".preparing-x", version}
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


def test_what_another_kompas_prepared_is_made_anew(library: Library, tmp_path: Path) -> None:
    version = library.shelf.now.company.version
    maker = tmp_path / "apart/prepared" / version / "made-by"
    maker.parent.mkdir(parents=True)
    maker.write_text("0.0.1 1")
    assert (
        Shelf(library.served.place, library.source, tmp_path / "apart", version).now.company
        == library.shelf.now.company
    )
    assert maker.read_text() != "0.0.1 1"


def test_what_this_kompas_finds_unsound_is_said_with_its_places(library: Library, folder: Path, tmp_path: Path) -> None:
    (folder / "company.yaml").write_text("naem: x")
    with pytest.raises(CompanyRefused, match="naem"):
        Shelf(folder, folder, tmp_path / "apart", "none")


def test_a_preparation_that_hangs_before_the_start_is_said_in_one_line(folder: Path, tmp_path: Path) -> None:
    with override_settings(BACKROOM_SECONDS=0.01), pytest.raises(Permanent, match="longer than") as told:
        prepare_apart(folder, tmp_path / "prepared", folder)
    assert "KOMPAS_BACKROOM_SECONDS" in told.value.remedy
