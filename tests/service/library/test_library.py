"""The source folder is read and never writes over a screen; the served folder and the shelf follow the database."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.service.library.conftest import ARTICLE, WASTE, number_of, opened, published, says

from kompas.assistant.company import CompanyRefused, read_company
from kompas.assistant.domain.errors import Permanent
from kompas.service.library import editions, lists, shelf
from kompas.service.library import library as libraries
from kompas.service.library.conflicts import settle
from kompas.service.library.library import Library
from kompas.service.library.served_folder import ServedFolder


def change(file: Path, old: str, new: str) -> None:
    file.write_text(file.read_text("utf-8").replace(old, new), encoding="utf-8")
    os.utime(file, ns=(1, os.stat(file).st_mtime_ns + 1_000_000))


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and path.name != ".published")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_the_first_start_takes_the_whole_folder_in(library: Library, folder: Path) -> None:
    assert files(library.served.place) == files(folder)
    assert {one.path for one in lists.documents()} == files(folder).keys()
    assert library.shelf.now.company == read_company(folder)
    assert (editions.current().number, editions.current().version) == (1, library.shelf.now.company.version)


def test_nothing_new_is_nothing(library: Library) -> None:
    before = library.shelf.now
    library.look()
    assert (library.shelf.now, library.shelf.complaints, editions.current().number) == (before, (), 1)


def test_a_good_change_serves_at_once_and_is_prepared_later(library: Library, folder: Path) -> None:
    change(folder / WASTE, "maandag", "dinsdag")
    library.look()
    assert "dinsdag" in says(library)
    assert library.shelf.now.company == read_company(folder)
    assert library.shelf.wanted == library.shelf.now.company.version
    assert lists.version(WASTE, 2).by == "folder"  # type: ignore[union-attr]
    assert b"dinsdag" in (library.served.place / WASTE).read_bytes()


def test_a_broken_change_leaves_the_old_one_serving_and_is_shown_with_its_place(library: Library, folder: Path) -> None:
    before = library.shelf.now
    change(folder / "company.yaml", "name:", "naem:")
    change(folder / WASTE, "maandag", "dinsdag")
    for _ in range(2):
        library.look()
        assert any(str(one).startswith("company.yaml:") and "naem" in str(one) for one in library.shelf.complaints)
        assert library.shelf.now is before, "all of the folder is taken or nothing"
    change(folder / "company.yaml", "naem:", "name:")
    library.look()
    assert library.shelf.complaints == ()
    assert "dinsdag" in says(library)


def test_a_name_that_is_not_read_is_refused(library: Library, folder: Path) -> None:
    (folder / "rulez.yaml").write_text("rules: []")
    library.look()
    assert str(library.shelf.complaints[0]).startswith("rulez.yaml: this file is not read.")
    (folder / "rulez.yaml").unlink()
    library.look()
    assert library.shelf.complaints == ()


def test_a_file_that_goes_is_removed(library: Library, folder: Path) -> None:
    (folder / "rules.yaml").unlink()
    library.look()
    assert library.shelf.now.company.rules == ()
    assert not (library.served.place / "rules.yaml").exists()
    assert [one.removed for one in lists.documents() if one.path == "rules.yaml"] == [True]


def test_a_newer_edit_of_a_screen_stands_and_the_folder_is_shown_as_a_conflict(library: Library, folder: Path) -> None:
    published(ARTICLE.replace("maandag", "vrijdag"))
    change(folder / WASTE, "maandag", "dinsdag")
    library.look()
    assert "vrijdag" in says(library)
    (conflict,) = lists.conflicts()
    assert "dinsdag" in (conflict.theirs.text or "")
    assert "vrijdag" in (conflict.document.published.text or "")  # type: ignore[union-attr]
    change(folder / WASTE, "dinsdag", "woensdag")
    library.look()
    (conflict,) = lists.conflicts()
    assert "woensdag" in (conflict.theirs.text or ""), "the folder's newest text"
    change(folder / WASTE, "woensdag", "vrijdag")
    library.look()
    assert not lists.conflicts(), "the folder says the same now"


@pytest.mark.parametrize(("keep", "day"), [("folder", "dinsdag"), ("screen", "vrijdag")])
def test_a_conflict_is_settled_once_and_stays_settled(library: Library, folder: Path, keep: str, day: str) -> None:
    published(ARTICLE.replace("maandag", "vrijdag"))
    change(folder / WASTE, "maandag", "dinsdag")
    library.look()
    settle(lists.conflicts()[0].pk, keep, "staff:1")
    assert day in says(library)
    assert not lists.conflicts()
    library.look()
    assert (day in says(library), list(lists.conflicts())) == (True, [])
    with pytest.raises(Permanent):
        settle(1, keep, "staff:1")
    change(folder / WASTE, "dinsdag", "zondag")
    library.look()
    assert ("zondag" in says(library)) is (keep == "folder"), "after the folder's text was chosen it is followed again"
    assert len(lists.conflicts()) == (keep == "screen")


def test_a_folder_that_was_read_before_is_not_read_again_at_start(
    library: Library, folder: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("something was read again")

    for module, name in (
        (libraries, "take_in"),
        (editions, "digests"),
        (editions, "texts"),
        (shelf.companies, "read_company"),
    ):
        monkeypatch.setattr(module, name, refuse)
    assert opened(folder, data_dir).shelf.now.company == library.shelf.now.company


def test_a_break_while_nothing_ran_is_refused_at_start(library: Library, folder: Path, data_dir: Path) -> None:
    change(folder / "company.yaml", "name:", "naem:")
    with pytest.raises(CompanyRefused, match="naem"):
        Library(folder, data_dir)


def test_a_change_while_nothing_ran_serves_after_the_start(library: Library, folder: Path, data_dir: Path) -> None:
    change(folder / WASTE, "maandag", "dinsdag")
    again = opened(folder, data_dir)
    assert "dinsdag" in says(again)
    assert again.shelf.wanted == again.shelf.now.company.version, "what was prepared before is revised: no wait"


@pytest.mark.parametrize("harm", ["lost", "half", "more", "mark", "booted"])
def test_the_served_folder_is_made_again_from_the_database(
    library: Library, folder: Path, data_dir: Path, harm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(ARTICLE.replace("maandag", "vrijdag"))
    place, whole = library.served.place, files(library.served.place)
    match harm:
        case "lost":
            for path in whole:
                (place / path).unlink()
        case "half":
            (place / WASTE).write_bytes(whole[WASTE][:10])
        case "more":
            (place / "knowledge/nl/extra.md").write_text(ARTICLE)
            (place / "knowledge/nl/.new").write_text("half")
        case "mark":
            (place / ".published").write_text("nonsense")
        case "booted":
            (place / WASTE).write_bytes(bytes(len(whole[WASTE])))
            os.utime(place / WASTE, ns=(0, 0))
            monkeypatch.setattr("kompas.service.library.served_folder._boot", lambda: "another")
    again = opened(folder, data_dir)
    assert files(place) == whole
    assert "vrijdag" in says(again)


STEPS: list[tuple[str, Callable[[pytest.MonkeyPatch], None]]] = [
    ("the served folder", lambda patch: patch.setattr(ServedFolder, "write", _killed)),
    ("the shelf", lambda patch: patch.setattr(shelf.Shelf, "revise", _killed)),
    ("everything after the transaction", lambda patch: patch.setattr(Library, "catch_up", _killed)),
    ("half a folder", lambda patch: patch.setattr("kompas.service.library.served_folder.replace_file", _torn)),
]


class Killed(BaseException):
    """The process ends here; nothing after it happens."""


def _killed(*_: object) -> None:
    raise Killed


def _torn(file: Path, content: bytes) -> None:
    file.with_name(".new").write_bytes(content[:5])
    raise Killed


@pytest.mark.parametrize(("step", "fault"), STEPS, ids=[step for step, _ in STEPS])
def test_killed_at_any_step_the_next_start_serves_what_is_published(
    library: Library, folder: Path, data_dir: Path, step: str, fault: Callable[[pytest.MonkeyPatch], None]
) -> None:
    from kompas.service.library import publishing
    from kompas.service.library.drafts import save_draft

    draft = save_draft(WASTE, ARTICLE.replace("maandag", "vrijdag"), "staff:1", based_on=1)
    checked = library.check({WASTE: draft.raw})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publishing, "_check", lambda _: checked)
        fault(patch)
        with pytest.raises(Killed):
            publishing.publish(draft.pk, "staff:1")
    assert number_of() == 2, "it was committed"
    again = opened(folder, data_dir)
    assert "vrijdag" in says(again)
    assert files(again.served.place)[WASTE] == draft.raw


def test_killed_in_the_transaction_nothing_is_published(library: Library, folder: Path, data_dir: Path) -> None:
    from kompas.service.conversations import store
    from kompas.service.library import publishing
    from kompas.service.library.drafts import save_draft

    draft = save_draft(WASTE, ARTICLE.replace("maandag", "vrijdag"), "staff:1", based_on=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "record", lambda *_, **__: _killed())
        with pytest.raises(Killed):
            publishing.publish(draft.pk, "staff:1")
    again = opened(folder, data_dir)
    assert (number_of(), "maandag" in says(again)) == (1, True)
    assert lists.drafts()[0].pk == draft.pk


def test_a_fault_after_the_commit_is_mended_by_the_next_look(library: Library, db: sqlite3.Connection) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ServedFolder, "write", _full)
        published(ARTICLE.replace("maandag", "vrijdag"))
        assert "vrijdag" in says(library), "it serves though the disk is full"
    library.look()
    assert b"vrijdag" in (library.served.place / WASTE).read_bytes()


def _full(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_the_source_may_not_lie_in_what_is_served(folder: Path, data_dir: Path) -> None:
    for place in (data_dir / "company", data_dir / "company/mine"):
        with pytest.raises(Permanent, match="lies where"):
            Library(place, data_dir)
