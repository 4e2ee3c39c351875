"""A changed company folder is prepared in the back room and taken up; what is owed survives every kill."""

import os
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tests.service.people import until

from kompas.assistant.company import read_company
from kompas.assistant.company.new_company import write_new_company
from kompas.service.clock import now_ms
from kompas.service.database.connection import connect
from kompas.service.house import House
from kompas.service.library import preparation
from kompas.service.library.drafts import save_draft
from kompas.service.library.preparation import ask_for, claim, finish, given_up, prepare, unfinished
from kompas.service.library.publishing import publish, schedule
from kompas.service.tending import GIVEN_UP, Tending

DAY_MS = 86_400_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A new company, so small that it is prepared in a moment."""
    write_new_company(tmp_path / "bakker", "nl")
    return tmp_path / "bakker"


@pytest.fixture
def house(folder: Path, open_house: Callable[..., Any]) -> Iterator[House]:
    with open_house(folder) as house:
        # where tests before this one left only others' prepared versions, it begins with one of these, revised
        until(lambda: house.shelf.wanted is None, 60)
        yield house


def change(folder: Path) -> str:
    """A version of the folder that was never there before; gives its name."""
    file = folder / "company.yaml"
    file.write_text(file.read_text().replace("Bakker", f"Slager {secrets.token_hex(4)}"))
    return read_company(folder).version


def written(job: Callable[..., Any]) -> Any:
    with closing(connect()) as db:
        return job(db)


def owed(folder: Path) -> tuple[int, Path]:
    """The id of work that is asked for, and where its result will lie."""
    version = change(folder)
    id = written(lambda db: ask_for(db, version, folder, 1))
    return id, Path(os.environ["KOMPAS_DATA_DIR"]) / "prepared" / version


def test_a_changed_folder_is_taken_up_though_the_child_is_killed(house: House, folder: Path) -> None:
    before = house.backroom.child
    version = change(folder)
    until(lambda: house.backroom.child is not before, 20)
    assert house.backroom.child is not None
    house.backroom.child.kill()
    until(lambda: house.shelf.now.company.version == version and house.shelf.wanted is None, 60)
    assert written(lambda db: unfinished(db, 1)) == []


def test_what_an_earlier_process_left_is_asked_for_again(house: House, folder: Path) -> None:
    id, _ = owed(folder)
    rung: list[int] = []
    house.backroom.ring = lambda task, id: rung.append(id)  # type: ignore[method-assign]
    Tending(house).remind()
    assert id in rung, "the house's own rounds may have rung as well"


def test_a_version_that_cannot_be_prepared_is_complained_of(house: House, folder: Path) -> None:
    house.backroom.ring = lambda task, id: None  # type: ignore[method-assign]
    tending = Tending(house)
    version = change(folder)
    id = until(lambda: written(lambda db: unfinished(db, 1)))[0]  # the house has seen it and asked
    assert house.shelf.wanted == version
    for _ in range(preparation.MOST_TRIES):
        written(lambda db: claim(db, id))
    assert written(lambda db: given_up(db, version))
    tending.remind()
    tending.look_at_the_folder()
    assert house.shelf.complaints == (GIVEN_UP,)
    assert written(lambda db: unfinished(db, 1)) == [], "it is not asked for again by itself"
    assert house.shelf.now.company.version == version, "a revision of what was prepared before serves meanwhile"


def test_what_is_published_is_prepared_while_the_folder_has_a_mistake(house: House, folder: Path) -> None:
    """The mistake may stand there for days; what editors publish is sound, and is not to wait for it."""
    (folder / "rules.yaml").write_text("rulez: []\n")
    until(lambda: house.shelf.refused, 20)
    draft = save_draft("knowledge/nl/brood.md", "---\ntitle: Brood\nlang: nl\n---\nVers brood.\n", "staff:1")
    publish(draft.pk, "staff:1")
    until(lambda: house.shelf.wanted is None, 60)
    assert house.shelf.refused, "it is complained of still"


def test_prepared_twice_at_once_is_prepared(data_dir: Path, folder: Path) -> None:
    id, place = owed(folder)
    both = [threading.Thread(target=prepare, args=(id,)) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join(60)
    prepare(id)
    assert (place / "company.json").exists()
    assert written(lambda db: unfinished(db, 1)) == []
    assert not list(place.parent.glob(".preparing-*"))


def test_a_folder_that_changed_meanwhile_is_left_to_the_next_look(data_dir: Path, folder: Path) -> None:
    id, place = owed(folder)
    (folder / "company.yaml").write_text("name: 1")
    prepare(id)
    assert not place.exists()
    assert written(lambda db: unfinished(db, 1)) == []


def test_only_the_last_claim_may_call_it_done(data_dir: Path) -> None:
    id = written(lambda db: ask_for(db, "v1", Path("x"), 1))
    first, second = (written(lambda db: claim(db, id)) for _ in range(2))
    written(lambda db: finish(db, id, first["claim"], 2))
    assert written(lambda db: unfinished(db, 2)) == [id]
    written(lambda db: finish(db, id, second["claim"], 2))
    assert written(lambda db: unfinished(db, 2)) == []
    assert written(lambda db: claim(db, id)) is None


def test_finished_work_is_pruned_and_may_be_asked_for_again(data_dir: Path) -> None:
    id = written(lambda db: ask_for(db, "v1", Path("x"), 1))
    written(lambda db: finish(db, id, claim(db, id)["claim"], 2))  # type: ignore[index]
    assert written(lambda db: ask_for(db, "v1", Path("x"), 3)) == id
    assert written(lambda db: unfinished(db, 3)) == [id]
    written(lambda db: finish(db, id, claim(db, id)["claim"], 4))  # type: ignore[index]
    written(lambda db: unfinished(db, 4 + DAY_MS))
    assert written(lambda db: db.execute("SELECT count(*) FROM library_preparation").fetchone()[0]) == 0


def test_what_was_given_up_long_ago_is_pruned_too(data_dir: Path) -> None:
    id = written(lambda db: ask_for(db, "v1", Path("x"), 1))
    for _ in range(preparation.MOST_TRIES):
        written(lambda db: claim(db, id))
    written(lambda db: unfinished(db, 2))
    assert written(lambda db: given_up(db, "v1"))
    written(lambda db: unfinished(db, 2 + DAY_MS))
    assert written(lambda db: db.execute("SELECT count(*) FROM library_preparation").fetchone()[0]) == 0


def test_the_clock_publishes_what_is_due_and_the_trail_tells_what_serves(house: House) -> None:
    draft = save_draft("voice.yaml", "address_form: je\n", "staff:1")
    schedule(draft.pk, now_ms() + DAY_MS, "staff:1")
    written(lambda db: db.execute("UPDATE library_version SET due_at = 1 WHERE id = ?", (draft.pk,)))
    until(lambda: house.shelf.now.company.voice.address_form == "je")
    version = house.shelf.now.company.version
    served = "SELECT version FROM library_companyversion ORDER BY id DESC LIMIT 1"
    until(lambda: written(lambda db: db.execute(served).fetchone()["version"]) == version)
