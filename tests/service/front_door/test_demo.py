"""The demo's pages: honest about being one, and absent everywhere else."""

import re
from html import unescape

import httpx2
import pytest
from tests.service.front_door.front import API, Front, Visitor

from kompas.service.channels.mail import post
from kompas.service.clock import now_ms
from kompas.service.front_door.app import front_door

pytestmark = pytest.mark.anyio


async def test_the_entrance_leads_to_the_example(front: Front) -> None:
    assert (await front.client.get("/")).headers["location"] == "/demo/shop/"


async def test_outside_the_demo_there_is_none(front: Front) -> None:
    front.house.demo = False
    transport = httpx2.ASGITransport(app=front_door(front.house))
    async with httpx2.AsyncClient(transport=transport, base_url="http://localhost") as client:
        assert (await client.get("/")).headers["location"] == "/contact/"
        for path in ("/demo/shop/", "/demo/mail/", "/demo/shop/?as=C-1001"):
            assert (await client.get(path)).status_code == 404


@pytest.mark.parametrize(("lang", "told"), [("nl", "Dit is een demonstratie"), ("en", "This is a demonstration")])
async def test_it_says_that_it_is_a_demo_and_shows_the_chat(front: Front, lang: str, told: str) -> None:
    page = (await front.client.get(f"/demo/shop/?lang={lang}")).text
    assert told in page
    assert f'<script async src="/chat/kompas.js" data-lang="{lang}"></script>' in page
    assert "AI" in page
    assert 'href="/contact/' in page


@pytest.mark.parametrize(("key", "name"), [("C-1001", "Noor Jansen"), ("C-1002", "Tom Harris")])
async def test_a_signed_in_visitor_is_known_to_the_chat(front: Front, key: str, name: str) -> None:
    page = (await front.client.get(f"/demo/shop/?as={key}")).text
    token = re.search(r'data-login-token="([^"]+)"', page)
    assert token is not None
    answer = await front.client.post(f"{API}/conversations", json={"lang": "nl", "login_token": unescape(token[1])})
    assert (answer.json()["identity"], answer.json()["name"]) == ("verified", name)


@pytest.mark.parametrize("chosen", ["", "C-1003", "C-9999", "<script>"])
async def test_only_the_two_examples_can_sign_in(front: Front, chosen: str) -> None:
    page = (await front.client.get("/demo/shop/", params={"as": chosen})).text
    assert "data-login-token" not in page
    assert "<script>" not in page


async def test_the_mail_is_shown_newest_first_as_text(front: Front, visitor: Visitor) -> None:
    for subject in ("Eerste", "Tweede <b>code</b>"):
        await front.write(
            lambda db, subject=subject: post(
                db, visitor.id, "code", "noor@klant.example", subject, "Uw code is 123 456.\n<img src=x>", now_ms()
            )
        )
    page = (await front.client.get("/demo/mail/?lang=nl")).text
    assert page.index("Tweede") < page.index("Eerste")
    assert "Uw code is 123 456." in page
    assert "<img" not in page
    assert "Niets verlaat deze computer" in page


async def test_it_refreshes_by_itself_only_when_asked(front: Front) -> None:
    assert 'http-equiv="refresh"' not in (await front.client.get("/demo/mail/")).text
    assert 'http-equiv="refresh"' in (await front.client.get("/demo/mail/?auto=1")).text
