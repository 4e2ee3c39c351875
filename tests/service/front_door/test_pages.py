"""The contact page: everything that the company file says of reaching people, without script."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
import time_machine
from tests.service.conftest import COMPANIES
from tests.service.front_door.front import Front

from kompas.assistant.company import read_company
from kompas.assistant.domain.company import Company, Contact
from kompas.service.front_door.static import STATIC

pytestmark = pytest.mark.anyio

TOKENS = Path(__file__).parents[3] / "frontend" / "src" / "tokens.css"


@pytest.fixture
def company() -> Company:
    return read_company(COMPANIES / "zwaluw")


async def test_it_holds_every_way_to_a_person_and_no_script(front: Front) -> None:
    page = (await front.client.get("/contact/?lang=nl")).text
    assert '<a href="tel:0200000000">020 000 00 00</a>' in page
    assert '<a href="mailto:klantenservice@zwaluwfietsen.example">' in page
    assert "Postbus 1234" in page
    assert "AI-assistent" in page
    assert "<script" not in page
    assert '<html lang="nl">' in page


@pytest.mark.parametrize(
    ("lang", "day", "span", "closed"),
    [("nl", "maandag", "9.00 tot 18.00 uur", "gesloten"), ("en", "Monday", "9:00 to 18:00", "closed")],
)
async def test_the_week_is_in_words(front: Front, lang: str, day: str, span: str, closed: str) -> None:
    page = (await front.client.get(f"/contact/?lang={lang}")).text
    assert f'<th scope="row">{day}</th><td>{span}</td>' in page
    assert re.search(rf"(zondag|Sunday)</th><td>{closed}</td>", page)


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("2026-11-23T10:00:00Z", "We zijn nu open."),
        ("2026-11-21T20:00:00Z", "We zijn nu gesloten. We zijn weer open op maandag om 9.00 uur."),
    ],
)
async def test_it_says_whether_somebody_is_there_now(front: Front, at: str, told: str) -> None:
    with time_machine.travel(at, tick=True):
        assert told in (await front.client.get("/contact/?lang=nl")).text


async def test_it_may_load_nothing_from_elsewhere_and_be_framed_by_nobody(front: Front) -> None:
    answer = await front.client.get("/contact/")
    rules = answer.headers["content-security-policy"]
    assert "default-src 'none'" in rules
    assert "frame-ancestors 'none'" in rules
    assert "unsafe" not in rules
    assert "set-cookie" not in answer.headers
    assert not re.findall(r'(?:src|href)="https?:', answer.text)
    assert " style=" not in answer.text


async def test_the_other_language_is_one_press_away(front: Front) -> None:
    assert (
        '<a href="/contact/?lang=en" lang="en" hreflang="en">English</a>'
        in (await front.client.get("/contact/?lang=nl")).text
    )


async def test_without_the_slash_it_is_found_too(front: Front) -> None:
    answer = await front.client.get("/contact?lang=en", follow_redirects=True)
    assert "Contact Zwaluw Fietsen" in answer.text


class TestMarkup:
    @pytest.fixture
    def company(self, zwaluw: Company) -> Company:
        spoiled = '"><script>alert(1)</script>'
        return replace(zwaluw, name=spoiled, contact=Contact(spoiled, "", (spoiled,)))

    @pytest.mark.parametrize("path", ["/contact/", "/demo/shop/", "/demo/mail/"])
    async def test_no_value_of_the_company_becomes_markup(self, front: Front, path: str) -> None:
        page = (await front.client.get(path)).text
        assert "<script>" not in page
        assert "&lt;script&gt;" in page


def test_the_colours_are_those_of_the_screens() -> None:
    def blocks(css: str) -> list[dict[str, str]]:
        return [dict(re.findall(r"--([\w-]+): (#\w+)", block)) for block in css.split("@media")[:2]]

    ours, theirs = blocks((STATIC / "pages.css").read_text()), blocks(TOKENS.read_text())
    assert ours[0]
    assert ours[1]
    for own, shared in zip(ours, theirs, strict=True):
        assert own == {name: shared[name] for name in own}
