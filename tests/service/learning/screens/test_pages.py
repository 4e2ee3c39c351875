"""The page of the gaps, and marking an answer at the desk."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests.service.handover.screens.conftest import signed_in
from tests.service.people import Visitor

from kompas.service.accounts.models import Staff
from kompas.service.conversations.models import Event
from kompas.service.house import House
from kompas.service.learning.models import Gap, Label
from kompas.service.learning.noticing import notice

__all__ = ["signed_in"]


@pytest.fixture
def gap(house: House) -> Gap:
    Visitor(house).asks("kan ik bij jullie ook een tandem huren? mail mij op piet@example.org")
    notice(house)
    return Gap.objects.get()


def test_gaps_are_ranked_and_their_words_are_stripped(signed_in: Callable[[str], Client], gap: Gap) -> None:
    eva = signed_in("eva")
    page = eva.get("/gaps/").content.decode()
    assert "kan ik bij jullie ook een tandem huren?" in page
    assert "[mailadres]" in page
    assert "piet@" not in page + eva.get(f"/gaps/{gap.pk}/").content.decode()


def test_what_is_done_about_a_gap_has_an_author(
    signed_in: Callable[[str], Client], staff: dict[str, Staff], gap: Gap
) -> None:
    eva = signed_in("eva")
    page = eva.post(f"/gaps/{gap.pk}/move/", {"state": "dismissed"}, follow=True).content.decode()
    gap.refresh_from_db()
    assert (gap.state, gap.by) == ("dismissed", staff["eva"].author)
    assert "Eva Smit" in page
    assert Event.objects.filter(kind="gap.dismissed", by=gap.by).count() == 1
    assert "tandem" not in eva.get("/gaps/").content.decode()
    assert "tandem" in eva.get("/gaps/?state=dismissed").content.decode()
    assert eva.post(f"/gaps/{gap.pk}/move/", {"state": "gone"}).status_code == 400


def test_no_gaps_says_what_will_appear(signed_in: Callable[[str], Client]) -> None:
    assert "Er ontbreekt nu niets." in signed_in("eva").get("/gaps/").content.decode()


def test_an_agent_marks_an_answer_and_takes_it_back(
    signed_in: Callable[[str], Client], staff: dict[str, Staff], house: House
) -> None:
    visitor = Visitor(house)
    seq = visitor.asks("Kan ik mijn helm ruilen voor een andere maat?")["seq"]
    noor, place = signed_in("noor"), f"/workspace/{visitor.id}/wrong/{seq}/"
    options = noor.get(place, headers={"hx-request": "true"}).content.decode()
    assert options.index('value="ruilen"') < options.index('value="helm"') < options.index('name="matter" value=""')
    assert "<html" not in options
    page = noor.post(f"{place}mark/", {"matter": "helm"}, follow=True).content.decode()
    by = f"staff:{staff['noor'].pk}"
    assert list(Label.objects.values_list("by", "matter", "seq")) == [(by, "helm", seq)]
    assert "Noor de Wit: klopt niet, het gaat over" in page
    assert Event.objects.filter(kind="answer.labelled", by=by).count() == 1
    assert 'name="take_back"' in noor.get(place).content.decode()
    noor.post(f"{place}mark/", {"matter": ""})
    assert Label.objects.get().matter == ""
    noor.post(f"{place}mark/", {"take_back": "yes"})
    assert not Label.objects.exists()
    assert noor.post(f"{place}mark/", {"matter": "../../etc"}).status_code == 400
    assert noor.get(f"/workspace/{visitor.id}/wrong/{seq + 50}/").status_code == 404


def test_a_long_list_comes_in_pages(signed_in: Callable[[str], Client], house: House) -> None:
    Gap.objects.bulk_create(Gap(lang="nl", customers=n + 1, times=1, first_at=1, last_at=1) for n in range(60))
    eva = signed_in("eva")
    first, second = (eva.get("/gaps/", {"page": page}).content.decode() for page in ("1", "2"))
    assert (first.count("<tr><th"), second.count("<tr><th")) == (51, 11), "with the line of the headings"
    assert 'href="?state=open&amp;page=2"' in first
    assert 'href="?state=open&amp;page=1"' in second
    for odd in ("0", "-1", "x", "9" * 30, "٣"):
        assert eva.get("/gaps/", {"page": odd}).status_code == 200
