"""An editor brings a source in on the screens, sees what came of it, and ends it."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.assistant.company.readers.files import locked_pdf, pdf
from tests.service.library.screens.conftest import editor, eva, page

from kompas.assistant.company.readers import refusals as of_readers
from kompas.service.library.library import Library
from kompas.service.library.sources import keeping, refusals, running
from kompas.service.library.sources.models import Kind, Run, Source
from kompas.service.library.sources.screens.wording import SKIPPED

__all__ = ("editor", "eva")
ADD = "/library/sources/add/"


def begun(eva: Client, **fields: object) -> str:
    answer = eva.post(ADD, {"lang": "nl", **fields})
    assert answer.status_code == 302, page(answer)
    return str(answer.headers["Location"])


def test_every_reason_has_its_sentence() -> None:
    assert {*of_readers.SENTENCES, *refusals.SENTENCES} - {"long_piece", "same_text"} <= set(SKIPPED)


def test_files_are_brought_and_what_came_of_them_is_told(eva: Client) -> None:
    good = SimpleUploadedFile("retour.pdf", pdf([(72, 780, 20, "Retour"), (72, 700, 11, "Dertig dagen.")]))
    bad = SimpleUploadedFile("geheim.pdf", locked_pdf())
    place = begun(eva, kind="files", name="Handboek", files=[good, bad])
    fragment = page(eva.get(f"{place}progress/"))
    assert "Bezig" in fragment
    assert "every 2s" in fragment
    running.work_on(Run.objects.get().pk)
    shown = page(eva.get(place))
    assert "geheim.pdf" in shown
    assert "Er zit een wachtwoord op. Sla het op zonder." in shown
    assert "Beslis over 1 voorstel" in shown
    assert "every 2s" not in shown
    assert "Handboek" in page(eva.get("/library/sources/"))
    assert "Dertig dagen." in page(eva.get("/library/waiting/"))


def test_a_site_is_begun_with_its_bounds_planned_stopped_and_ended(eva: Client) -> None:
    place = begun(
        eva, kind="site", address="https://Shop.example/help", below="help", pages="30", depth="0", schedule="daily"
    )
    source = Source.objects.get()
    assert (source.address, source.name, source.below) == ("https://shop.example/help", "shop.example", "/help")
    assert (source.pages, source.depth, source.schedule, source.by[:6]) == (30, 0, "daily", "staff:")
    assert len(keeping.unfinished()) == 1
    assert "hooguit 30 pagina" in page(eva.get(place))
    for act, told in (("stop", "Gestopt"), ("end", "niet meer bekeken")):
        assert told in page(eva.post(f"{place}act/", {"act": act}, follow=True))
    assert keeping.unfinished() == []
    eva.post(f"{place}act/", {"act": "look"})
    assert keeping.unfinished() == []


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"kind": "page", "address": "file:///etc/passwd"}, "Dit is geen adres van een pagina."),
        ({"kind": "site", "address": ""}, "Dit is geen adres van een pagina."),
        ({"kind": "files"}, "Kies minstens één bestand."),
        ({"kind": "site", "address": "https://a.example/", "pages": "999999"}, "role=\"alert\""),
        ({"kind": "else"}, "role=\"alert\""),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_said(eva: Client, fields: dict[str, str], told: str) -> None:
    answer = eva.post(ADD, {"lang": "nl", **fields})
    assert (answer.status_code, Source.objects.count()) == (409, 0)
    assert told in page(answer)


def test_an_act_that_is_none(eva: Client, library: Library, editor: Callable[[str], Client]) -> None:
    source = keeping.add(Source(name="x", kind=Kind.FILES, lang="nl"), "staff:1")
    assert eva.post(f"/library/sources/{source.pk}/act/", {"act": "publish"}).status_code == 400
    assert eva.post("/library/sources/99/act/", {"act": "look"}).status_code == 404
    assert eva.post(f"/library/sources/{source.pk}/bring/").status_code == 302


def test_files_for_a_source_that_ended_meanwhile(eva: Client, library: Library) -> None:
    source = keeping.add(Source(name="x", kind=Kind.FILES, lang="nl"), "staff:1")
    keeping.end(source.pk, "staff:1")
    files = [SimpleUploadedFile("retour.md", b"---\ntitle: Retour\nlang: nl\n---\nDertig dagen.\n")]
    told = page(eva.post(f"/library/sources/{source.pk}/bring/", {"files": files}, follow=True))
    assert "Er is niets ingelezen" in told
    assert not Run.objects.exists()


def test_long_lists_come_by_pages(eva: Client, library: Library) -> None:
    Source.objects.bulk_create(
        Source(name=f"bron {n:03}", kind=Kind.FILES, lang="nl", by="staff:1", at=1) for n in range(70)
    )
    first, second = (page(eva.get(f"/library/sources/?page={n}")) for n in (1, 2))
    assert ("bron 049" in first, "bron 050" in first, "bron 050" in second) == (True, False, True)
    source = Source.objects.earliest("pk")
    keeping.bring(source.pk, [(f"nee-{n:03}.exe", [b""]) for n in range(70)], "staff:1")
    place = f"/library/sources/{source.pk}/"
    first, second = page(eva.get(place)), page(eva.get(f"{place}?skipped=2"))
    assert ("nee-049" in first, "nee-050" in first, "nee-050" in second) == (True, False, True)
    assert 'href="?skipped=2"' in first
    assert "progress/?skipped=2" in second, "it stays on this page while it goes on"
