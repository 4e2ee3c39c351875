"""The list of turns to judge: one press each, in their order, with an author, and taken back."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests.service.handover.screens.conftest import signed_in
from tests.service.people import Visitor

from kompas.service.accounts.models import Staff
from kompas.service.certainty.drawing import draw
from kompas.service.certainty.models import Drawn
from kompas.service.house import House

__all__ = ["signed_in"]
LIST = "/certainty/judging/"
SignedIn = Callable[[str], Client]


@pytest.fixture
def drawn(house: House) -> Drawn:
    Visitor(house).asks("Kan ik mijn helm ruilen voor een andere maat? mail mij op piet@example.org")
    draw(house)
    return Drawn.objects.get()


def shown(browser: Client, address: str = LIST) -> str:
    return browser.get(address).content.decode()


def test_the_question_is_shown_stripped_with_what_would_be_said_and_not_how_surely(
    signed_in: SignedIn, drawn: Drawn
) -> None:
    for name in ("noor", "eva"):
        page = shown(signed_in(name))
        assert "[mailadres]" in page
        assert "piet@" not in page
        assert "<strong>Ruilen voor een andere maat of kleur</strong>" in page
        assert "De AI-assistent antwoordde." in page
        assert 'class="says"' in page
        assert str(drawn.certainty)[:5] not in page
    assert f'<option value="{drawn.matter}"' not in page


@pytest.mark.parametrize(
    ("sent", "kept", "told"),
    [
        ({"verdict": "right"}, ("right", ""), ">goed<"),
        ({"verdict": "nothing"}, ("wrong", ""), "hier hebben we geen antwoord op"),
        ({"verdict": "wrong", "meant": "fiets_huren"}, None, ""),
        ({"verdict": "wrong", "meant": "levertijd"}, ("wrong", "levertijd"), "het gaat over"),
        ({"verdict": "skipped"}, ("skipped", ""), "overgeslagen"),
        ({"verdict": "wrong", "meant": "ruilen"}, None, ""),
        ({"verdict": "great"}, None, ""),
        ({}, None, ""),
    ],
)
def test_each_press_is_kept_with_its_author(
    signed_in: SignedIn, staff: dict[str, Staff], drawn: Drawn, sent: dict[str, str],
    kept: tuple[str, str] | None, told: str,
) -> None:  # fmt: skip
    noor = signed_in("noor")
    answer = noor.post(f"{LIST}{drawn.pk}/", sent)
    drawn.refresh_from_db()
    if kept is None:
        assert answer.status_code == 400
        assert drawn.verdict == ""
        return
    assert (drawn.verdict, drawn.meant, drawn.by) == (*kept, staff["noor"].author)
    page = shown(noor)
    assert told in page
    assert "Alles wat getrokken is, is beoordeeld." in page


def test_who_judges_second_is_told_and_changes_nothing(signed_in: SignedIn, drawn: Drawn) -> None:
    signed_in("noor").post(f"{LIST}{drawn.pk}/", {"verdict": "right"})
    page = signed_in("sam").post(f"{LIST}{drawn.pk}/", {"verdict": "nothing"}, follow=True).content.decode()
    assert "Iemand anders was u net voor" in page
    drawn.refresh_from_db()
    assert drawn.verdict == "right"


def test_taken_back_it_waits_again(signed_in: SignedIn, drawn: Drawn) -> None:
    noor = signed_in("noor")
    noor.post(f"{LIST}{drawn.pk}/", {"verdict": "nothing"})
    signed_in("sam").post(f"{LIST}{drawn.pk}/take-back/")
    assert "helm" in shown(noor).partition("Wat u het laatst beoordeelde")[2]
    page = noor.post(f"{LIST}{drawn.pk}/take-back/", follow=True).content.decode()
    assert "Teruggenomen" in page
    assert Drawn.objects.get().verdict == ""


def test_the_next_one_has_the_keyboard(signed_in: SignedIn, drawn: Drawn) -> None:
    noor = signed_in("noor")
    assert "autofocus" not in shown(noor)
    assert "autofocus" in shown(noor, f"{LIST}?on=1")


def test_a_page_holds_ten(signed_in: SignedIn, many: Callable[..., None]) -> None:
    many(12, 0.9, "")
    noor = signed_in("noor")
    assert (shown(noor).count('class="sheet judged"'), shown(noor, f"{LIST}?page=2").count('class="sheet judged"')) == (
        10, 2,
    )  # fmt: skip
    assert "De woorden van de klant zijn niet meer bewaard" in shown(noor)
