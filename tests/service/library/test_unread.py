"""What cannot be read or written is complained of where people look, until it is mended; nobody's text is lost by it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from tests.service.library.conftest import WASTE, number_of, published, says
from tests.service.library.screens.conftest import KEEP, NEW_TEXT, editor, eva, page, sent
from tests.service.library.test_library import change

from kompas.assistant.company import CompanyRefused
from kompas.service import house as houses
from kompas.service.accounts.models import Role, Staff
from kompas.service.clock import DAY_MS, now_ms
from kompas.service.library import lists, source_folder
from kompas.service.library.drafts import save_draft
from kompas.service.library.library import Library
from kompas.service.library.models import State, Version
from kompas.service.library.publishing import publish, publish_due, schedule
from kompas.service.library.refusals import NotWritten
from kompas.service.library.served_folder import ServedFolder

__all__ = ("editor", "eva")
FULL = OSError(28, "No space left on device")
VOICE = "voice.yaml"


def nowhere(folder: Path) -> Path:
    """A file that is there and cannot be read, also not by root."""
    link = folder / "knowledge/nl/weg.md"
    link.symlink_to(folder / "there-is-no-such-file")
    return link


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """The served folder cannot be written from now on; gives what mends it."""

    def write(self: ServedFolder, edition: int, changes: object) -> None:
        raise FULL

    monkeypatch.setattr(ServedFolder, "write", write)
    return monkeypatch.undo


def test_an_unreadable_file_is_shown_until_it_is_mended(library: Library, folder: Path, eva: Client) -> None:
    link = nowhere(folder)
    for _ in range(2):
        library.look()
    (told,) = library.shelf.refused
    assert told.file == "knowledge/nl/weg.md"
    shown = page(eva.get("/library/"))
    assert "<code>knowledge/nl/weg.md</code>: het is niet te lezen" in shown
    link.unlink()
    library.look()
    assert library.shelf.refused == ()
    assert "weg.md" not in page(eva.get("/library/"))


def test_a_mistake_is_shown_with_its_line_key_and_remedy(
    library: Library, folder: Path, eva: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for well in ("alive", "well"):  # of what runs beside the library in a whole house
        monkeypatch.setattr(houses.current().outbox, well, True, raising=False)
    change(folder / "rules.yaml", "then: hand_over", "then: hand_ovr")
    library.look()
    (told,) = library.shelf.refused
    sam = Client(headers={"host": "localhost"})
    sam.force_login(Staff.objects.create_user("sam", role=Role.SUPERVISOR))
    status = page(sam.get("/status/")).partition("unread-title")[2]
    for shown in (page(eva.get("/library/")).partition("unread-title")[2], status):
        assert f"<code>rules.yaml:{told.line}</code> <code>{told.key}</code>" in shown
        assert "hand_over" in shown.partition("</section>")[0], "what it may be instead"


def test_a_folder_that_cannot_be_listed_removes_nothing(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(place: Path, findings: object) -> list[str]:
        raise PermissionError(13, "Permission denied", str(folder / "knowledge/nl"))

    monkeypatch.setattr(source_folder, "documents_in", refused)
    change(folder / WASTE, "maandag", "dinsdag")
    library.look()
    assert [one.file for one in library.shelf.refused] == ["knowledge/nl"]
    assert "maandag" in says(library)
    monkeypatch.undo()
    os.utime(folder / WASTE, ns=(1, 1))
    library.look()
    assert "dinsdag" in says(library)
    assert library.shelf.refused == ()


def test_a_file_of_the_house_is_kept_when_nothing_can_be_written(
    library: Library, eva: Client, full: Callable[[], None]
) -> None:
    form = {"text": "address_form: je\n", "act": "publish", "based_on": "1"}
    first = eva.post(f"/library/house/keep/{VOICE}/", form, follow=True)
    assert "antwoordt er vanaf nu mee" in page(first), "it is committed, and serves from memory"
    assert library.shelf.now.company.voice.address_form == "je"
    form |= {"text": "address_form: u\n", "based_on": str(number_of(VOICE))}
    second = eva.post(f"/library/house/keep/{VOICE}/", form, follow=True)
    shown = page(second)
    assert second.status_code == 200
    assert "Bewaard als concept, niet gepubliceerd. Kompas kan niet schrijven in zijn gegevensmap (No space" in shown
    assert "Hier bewaart Kompas wat het gebruikt" in shown, "where the complaints of the text stand"
    assert [one.text for one in lists.drafts()] == ["address_form: u\n"]
    library.look()
    assert "No space left on device" in page(eva.get("/library/"))
    full()
    library.look()
    assert library.shelf.refused == ()
    publish(lists.drafts().get().pk, "staff:1")
    assert library.shelf.now.company.voice.address_form == "u"


def test_an_article_and_an_act_are_answered_too(library: Library, eva: Client, full: Callable[[], None]) -> None:
    published(page_text("dinsdag"))
    told = page(eva.post(KEEP, sent(body=NEW_TEXT, act="publish", based_on="2", base="2"), follow=True))
    assert "Kompas kan niet schrijven" in told
    told = page(eva.post("/library/act/", {"act": "remove", "path": WASTE}, follow=True))
    assert "Er is niets veranderd. Kompas kan niet schrijven" in told
    assert "dinsdag" in says(library)


def page_text(day: str) -> str:
    return f"---\ntitle: Afval\nlang: nl\n---\nAfval halen we op {day} op.\n"


def test_what_is_planned_waits_until_it_can_be_written(library: Library, full: Callable[[], None]) -> None:
    draft = save_draft(VOICE, "address_form: je\n", "staff:1", based_on=1)
    schedule(draft.pk, now_ms() + DAY_MS, "staff:1")
    published(page_text("dinsdag"))
    assert publish_due(now_ms() + 2 * DAY_MS) == []
    assert Version.objects.get(pk=draft.pk).state == State.SCHEDULED
    full()
    library.look()
    assert len(publish_due(now_ms() + 2 * DAY_MS)) == 1


def test_what_is_published_and_cannot_be_read_any_more_is_shown(
    library: Library, eva: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(known: object = None) -> None:
        raise CompanyRefused([NotWritten(Path("data/customers.csv"), FULL).complaint])

    save_draft(WASTE, page_text("woensdag"), Staff.objects.get(username="eva").author, based_on=1)
    monkeypatch.setattr(library, "catch_up", refused)
    library.look()
    assert [one.file for one in library.shelf.refused] == ["data/customers.csv"]
    assert "customers.csv" in page(eva.get("/library/article/afval/"))
    monkeypatch.undo()
    library.look()
    assert library.shelf.refused == ()
