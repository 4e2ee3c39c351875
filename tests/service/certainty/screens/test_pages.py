"""The page of certainty: the stage by name, its numbers, and the tables that the pictures are drawn from."""

from collections.abc import Callable
from dataclasses import replace

from django.test import Client
from tests.service.handover.screens.conftest import signed_in

from kompas.service.certainty.models import Proof, Verdict
from kompas.service.clock import now_ms
from kompas.service.house import House
from kompas.service.learning.models import Label

__all__ = ["signed_in"]
SignedIn = Callable[[str], Client]
Many = Callable[..., None]


def page(signed_in: SignedIn) -> str:
    return signed_in("sam").get("/certainty/").content.decode()


def test_provisional_claims_nothing_and_shows_what_is_estimated(
    signed_in: SignedIn, proves: Callable[[], Proof]
) -> None:
    proves()
    told = page(signed_in)
    assert '<span class="stage provisional">Voorlopig</span>' in told
    assert "Er wordt niets gegarandeerd." in told
    assert "in company.yaml geschreven" in told
    assert "Er is nog niets beoordeeld" in told
    assert "59" in told
    assert told.count("data-x=") > 5
    assert told.count("data-marked") == 1
    assert "reliability-table" not in told


def test_proven_says_what_and_until_when(signed_in: SignedIn, proves: Callable[[], Proof], many: Many) -> None:
    many(100, 0.95, Verdict.RIGHT)
    many(60, 0.75, Verdict.RIGHT)
    many(20, 0.65, Verdict.WRONG)
    proves()
    told = page(signed_in)
    assert '<span class="stage proven">Bewezen</span>' in told
    assert "95 van de 100" in told
    assert "zolang klanten blijven vragen zoals" in told
    reliable = told.partition('id="reliability-table"')[2].partition("</table>")[0]
    assert reliable.count("data-x=") == 3
    assert 'data-x="0.95" data-y="1.0"' in reliable
    risk = told.partition('id="risk-table"')[2].partition("</table>")[0]
    assert risk.count('class="chosen"') == 1


def test_why_it_is_provisional_again(signed_in: SignedIn, proves: Callable[[], Proof], many: Many) -> None:
    many(200, 0.9, Verdict.RIGHT, days_ago=30, day="2026-10-20")
    proves()
    many(60, 0.9, Verdict.WRONG)
    proves()
    proves()
    told = page(signed_in)
    assert "de nieuwste antwoorden waren te vaak fout" in told
    assert "Te weinig beoordeelde vragen" in told


def test_complaints_stand_apart(signed_in: SignedIn, house: House) -> None:
    Label.objects.create(conversation="one", seq=1, by="customer", at=now_ms())
    told = page(signed_in)
    assert "markeerden klanten 1 antwoord" in told
    assert "Ze tellen nooit mee voor het bewijs" in told


def test_without_a_share_nothing_can_be_proven(signed_in: SignedIn, house: House) -> None:
    served = house.shelf.now
    company = replace(
        served.company, thresholds=replace(served.company.thresholds, at_most_wrong=None), version="by hand"
    )
    house.shelf.now = replace(served, company=company, assistant=served.assistant.revised(company))
    told = page(signed_in)
    assert "Met de hand gezet" in told
    assert "at_most_wrong" in told


def test_only_who_supervises_sees_it(signed_in: SignedIn) -> None:
    assert signed_in("noor").get("/certainty/").status_code == 403
    assert signed_in("eva").get("/certainty/").status_code == 403
    assert "Voorlopig" in page(signed_in)
