"""What articles contradict is looked for in the back room, kept, and judged by an editor."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from tests.service.library.conftest import ARTICLE, WASTE, published
from tests.service.library.screens.conftest import editor, eva, page

from kompas.assistant.assistant import prepare
from kompas.service.backroom.room import Backroom
from kompas.service.clock import now_ms
from kompas.service.database.connection import connect
from kompas.service.library import contradicting
from kompas.service.library.library import Library
from kompas.service.library.models import Comparison, Contradiction
from kompas.service.library.refusals import NotPossible
from kompas.service.library.task import compare
from kompas.service.tending import Tending

__all__ = ("editor", "eva")
OTHER = "knowledge/nl/container.md"
HEADED = ARTICLE.replace("Afval halen we op maandag op.", "## Ophalen\nAfval halen we in de straat op om 7 uur op.")
ELSE = HEADED.replace("title: Afval", "title: Container")


def owed(library: Library) -> int:
    """What is owed once what serves is prepared, as the house asks for it."""
    with closing(connect()) as db:
        return contradicting.owed(db, library.shelf.now.company.version, now_ms())


def compared(library: Library) -> None:
    """Prepared and compared, as the back room does it."""
    place = Path(settings.DATA_DIR) / "prepared" / library.shelf.now.company.version
    if not place.exists():
        prepare(library.shelf.now.company, place)
    compare(owed(library))


@pytest.fixture
def clashing(library: Library) -> Library:
    """Two articles that say another hour."""
    published(HEADED)
    published(ELSE.replace("7 uur", "9 uur"), OTHER)
    compared(library)
    return library


def test_a_pair_is_found_and_shown_without_looking_again(clashing: Library, eva: Client) -> None:
    assert contradicting.paths() == {WASTE, OTHER}
    assert owed(clashing) == 0
    shown = page(eva.get("/library/contradictions/"))
    assert "1 paar gevonden in 2 artikelen." in shown
    assert "Afval halen we in de straat op om 7 uur op." in shown
    assert "hx-trigger" not in shown.partition('id="clashes"')[2].partition(">")[0]
    assert "tegenstrijdig" in page(eva.get("/library/?care=contradicting"))


def test_what_is_published_is_compared_anew(clashing: Library, eva: Client) -> None:
    published(HEADED.replace("7 uur", "9 uur"))
    assert "opnieuw vergeleken" in page(eva.get("/library/contradictions/"))
    compared(clashing)
    assert not Contradiction.objects.exists()
    assert "0 paren gevonden" in page(eva.get("/library/contradictions/"))


def test_a_pair_put_aside_stays_so_until_a_sentence_changes(clashing: Library, eva: Client) -> None:
    pair = contradicting.open_ones().get().pk
    told = page(eva.post("/library/contradictions/judge/", {"act": "aside", "pair": pair}, follow=True))
    assert "Opzij gelegd." in told
    assert "1 paar is opzij gelegd" in told
    assert contradicting.paths() == frozenset()
    assert "Eva heeft dit opzij gelegd." in page(eva.get("/library/contradictions/?aside=1"))
    published(HEADED.replace("op.\n", "op.\n\nTot ziens.\n"))
    compared(clashing)
    assert not contradicting.open_ones().exists()
    published(HEADED.replace("7 uur", "8 uur"))
    compared(clashing)
    assert contradicting.open_ones().get().one_text != contradicting.aside().model.objects.get(pk=pair).one_text
    assert not contradicting.aside().exists()
    published(HEADED)
    compared(clashing)
    assert [one.pk for one in contradicting.aside()] == [pair]
    eva.post("/library/contradictions/judge/", {"act": "back", "pair": pair})
    assert contradicting.open_ones().get().pk == pair


def test_a_judgement_that_comes_too_late_or_makes_no_sense(clashing: Library, eva: Client) -> None:
    with pytest.raises(NotPossible):
        contradicting.put_aside(99, "staff:1")
    with pytest.raises(NotPossible):
        contradicting.bring_back(contradicting.open_ones().get().pk, "staff:1")
    told = page(eva.post("/library/contradictions/judge/", {"act": "aside", "pair": 99}, follow=True))
    assert "Dit paar is er niet meer." in told
    assert eva.post("/library/contradictions/judge/", {"act": "burn"}).status_code == 400


def test_only_the_last_claim_may_store(library: Library) -> None:
    published(HEADED)
    published(ELSE.replace("7 uur", "9 uur"), OTHER)
    id = owed(library)
    with closing(connect()) as db:
        first = contradicting.claim(db, id)
        second = contradicting.claim(db, id)
    assert first is not None
    assert second is not None
    found = contradicting.Compared((), 3, False)
    contradicting.keep(found, first["claim"], 5)
    assert Comparison.objects.get().done_at is None
    contradicting.keep(found, second["claim"], 6)
    assert Comparison.objects.get().done_at == 6


def test_it_is_tried_again_and_not_for_ever(library: Library, eva: Client) -> None:
    published(HEADED)
    for _ in range(contradicting.MOST_TRIES):
        assert "opnieuw vergeleken" in page(eva.get("/library/contradictions/"))
        compare(owed(library))  # nothing is prepared yet
    assert owed(library) == 0
    shown = page(eva.get("/library/contradictions/"))
    assert "Opgegeven" in shown
    assert "hx-trigger" not in shown.partition('id="clashes"')[2].partition(">")[0]
    published(ELSE, OTHER)
    assert owed(library) == 1, "another version is owed anew"


def test_the_house_asks_for_it_in_a_process_apart(
    open_house: Callable[..., object], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung: list[tuple[str, int]] = []
    monkeypatch.setattr(Backroom, "ring", lambda self, task, id: rung.append((task.__name__, id)))
    with open_house(folder) as house:  # type: ignore[attr-defined]
        Tending(house).look_at_what_articles_say()
    assert ("compare", 1) in rung
