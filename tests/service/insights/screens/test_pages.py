"""The page of the outcomes: who may see it, what it says of nothing, and the table as a file."""

import csv
from collections.abc import Callable

import pytest
from django.test import Client
from tests.service.handover.screens.conftest import signed_in
from tests.service.insights.made import case

from kompas.service.clock import now_ms
from kompas.service.insights.models import Case

__all__ = ["signed_in"]


@pytest.fixture
def sam(signed_in: Callable[[str], Client]) -> Client:
    return signed_in("sam")


def made() -> None:
    now = now_ms()
    told = {"began_at": now - 1000, "last_at": now - 1000, "week": "2026-11-16"}
    Case.objects.bulk_create(
        [
            *(case(n, ending="confirmed", effort=2, solved=True, **told) for n in range(3)),
            case(3, ending="assumed", **told),
            case(4, ending="handed_over", person="solved", handled_ms=370_000, matter="", **told),
            case(5, **told),
            case(6, ending="confirmed", **told | {"began_at": now - 40 * 86_400_000}),
        ]
    )


def test_an_empty_page_says_what_will_appear(sam: Client) -> None:
    page = sam.get("/outcomes/").content.decode()
    assert "Er zijn nog geen cijfers" in page
    assert "Dat is 3 dagen na het laatste bericht." in page
    assert "<table" not in page


def test_the_page_keeps_endings_apart_and_says_how_surely(sam: Client) -> None:
    made()
    page = sam.get("/outcomes/").content.decode()
    assert "6 zaken" in page
    assert (
        '<td class="number" data-count="3">3 <span class="of">75 %</span><span class="bounds">30–95 %</span></td>'
        in page
    )
    assert "Ruilen" in page or "ruilen" in page
    assert "Niet herkend" in page
    assert "6:10" in page, "the handling time"
    assert "week 47, vanaf 16 nov" in page


def test_what_a_language_model_cost_stands_per_ending(sam: Client) -> None:
    made()
    assert "Taalmodel" not in sam.get("/outcomes/").content.decode()
    Case.objects.filter(ending="confirmed").update(model_calls=1, model_tokens=1500, model_cost=1200)
    page = sam.get("/outcomes/").content.decode()
    section = page[page.index("Taalmodel") :].split("</section>")[0]
    cells = [
        "Bevestigd</th>", *(f'<td class="number">{one}</td>' for one in ("3", "3", "1.500", "0,0012")), "Aangenomen</th>",
    ]  # fmt: skip
    assert all(cell in section for cell in cells)
    (row,) = [one for one in csv.DictReader(sam.get("/outcomes/table.csv").content.decode().splitlines())
              if one["model_calls"] != "0"]  # fmt: skip
    assert (row["model_calls"], row["model_tokens"], row["model_cost"]) == ("3", "4500", "0.003600")


def test_filters(sam: Client) -> None:
    made()
    assert "1 zaak" in sam.get("/outcomes/?matter=-").content.decode()
    assert "7 zaken" in sam.get("/outcomes/?weeks=12&lang=nl&channel=chat").content.decode()
    assert "Er zijn nog geen cijfers" in sam.get("/outcomes/?lang=en").content.decode()
    assert "6 zaken" in sam.get("/outcomes/?weeks=%27;drop&lang=").content.decode()


def test_the_counts_as_a_file(sam: Client) -> None:
    made()
    answer = sam.get("/outcomes/table.csv?matter=ruilen")
    assert answer.headers["Content-Type"].startswith("text/csv")
    (row,) = csv.DictReader(answer.content.decode().splitlines())
    assert (row["week"], row["matter"], row["confirmed"], row["assumed"], row["open"]) == (
        "2026-11-16",
        "ruilen",
        "3",
        "1",
        "1",
    )
    assert (row["ratings"], row["effort_sum"], row["said_solved"]) == ("3", "6", "3")


def test_only_for_supervisors(signed_in: Callable[[str], Client]) -> None:
    for name in ("noor", "eva", "priya"):
        assert signed_in(name).get("/outcomes/").status_code == 403
