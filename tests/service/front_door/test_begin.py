"""The first words, and how a conversation begins."""

import json
import time
from dataclasses import replace

import jwt
import pytest
from tests.service.front_door.front import API, Front, Visitor

from kompas.assistant.domain.company import Company, Hours

pytestmark = pytest.mark.anyio


def login_token(front: Front, **claims: object) -> str:
    at = int(time.time())
    told = {"aud": "kompas", "sub": "C-1001", "name": "Noor Jansen", "iat": at, "exp": at + 300, **claims}
    return jwt.encode(told, front.house.login_secret, algorithm="HS256")


async def test_the_first_words_name_the_assistant_as_software_in_both_languages(front: Front) -> None:
    dutch = (await front.client.get(f"{API}/hello?lang=nl")).json()
    english = (await front.client.get(f"{API}/hello?lang=en")).json()
    assert dutch["ai_label"] == "AI-assistent"
    assert "AI-assistent van Zwaluw Fietsen" in dutch["welcome"]
    assert english["ai_label"] == "AI assistant"
    assert "AI assistant" in english["welcome"]
    assert english["contact_url"] == "/contact/?lang=en"
    assert (dutch["open"], dutch["max_chars"], dutch["address_form"]) == (True, 8000, "u")


@pytest.mark.parametrize(
    ("query", "header", "lang"),
    [
        ("", "", "nl"),
        ("", "en-GB,en;q=0.9", "en"),
        ("", "fr, nl;q=0.5, en;q=0.8", "en"),
        ("", "en;q=x, nl", "nl"),
        ("?lang=en", "nl", "en"),
        ("?lang=tlh", "nl", "nl"),
        ("", "*", "nl"),
    ],
)
async def test_the_language_is_the_one_asked_for_that_the_company_speaks(
    front: Front, query: str, header: str, lang: str
) -> None:
    answer = await front.client.get(f"{API}/hello{query}", headers={"Accept-Language": header})
    assert answer.json()["lang"] == lang


async def test_the_first_words_may_be_kept_and_set_no_cookie(front: Front) -> None:
    answer = await front.client.get(f"{API}/hello")
    assert answer.headers["cache-control"] == "public, max-age=30"
    assert "set-cookie" not in answer.headers


class TestClosed:
    @pytest.fixture
    def company(self, zwaluw: Company) -> Company:
        return replace(zwaluw, hours=Hours("Europe/Amsterdam", {}))

    async def test_a_shop_that_never_opens_says_so_without_a_waiting_time(self, front: Front) -> None:
        told = (await front.client.get(f"{API}/hello")).json()
        assert (told["open"], told["opens"], told["wait_minutes"]) == (False, None, None)


async def test_a_conversation_begins_with_an_id_and_a_token_that_is_not_kept(front: Front) -> None:
    visitor = await front.begin("en")
    rows = await front.rows("SELECT * FROM conversations_conversation WHERE id = ?", visitor.id)
    assert rows[0]["lang"] == "en"
    assert visitor.token not in json.dumps(rows)
    assert len(visitor.token) >= 40


async def test_the_notice_that_was_shown_is_in_the_trail(front: Front, visitor: Visitor) -> None:
    (event,) = await front.rows(
        "SELECT data FROM conversations_event WHERE conversation_id = ? AND kind = 'notice.shown'", visitor.id
    )
    assert json.loads(event["data"]) == {
        "text": "welcome",
        "lang": "nl",
        "version": front.house.shelf.now.company.version,
    }


async def test_a_language_that_the_company_does_not_speak_becomes_its_first(front: Front) -> None:
    visitor = await front.begin("fr")
    (row,) = await front.rows("SELECT lang FROM conversations_conversation WHERE id = ?", visitor.id)
    assert row["lang"] == "nl"


async def test_a_customer_who_is_signed_in_is_known_at_once(front: Front) -> None:
    answer = await front.client.post(f"{API}/conversations", json={"lang": "nl", "login_token": login_token(front)})
    assert (answer.status_code, answer.json()["identity"], answer.json()["name"]) == (201, "verified", "Noor Jansen")


@pytest.mark.parametrize("spoiled", [{"exp": 1}, {"aud": "other"}, {"exp": 4_000_000_000}])
async def test_a_refused_login_does_not_shut_the_door(front: Front, spoiled: dict[str, object]) -> None:
    body = {"lang": "nl", "login_token": login_token(front, **spoiled)}
    answer = await front.client.post(f"{API}/conversations", json=body)
    assert (answer.status_code, answer.json()["identity"], answer.json()["name"]) == (201, "none", None)
    assert await front.rows("SELECT * FROM customers_customer") == []


async def test_signing_in_later_makes_the_customer_known(front: Front, visitor: Visitor) -> None:
    answer = await visitor.call("POST", "login", {"login_token": login_token(front)})
    assert answer.json() == {"identity": "verified", "name": "Noor Jansen"}


async def test_a_token_signed_by_somebody_else_is_refused_in_words(front: Front, visitor: Visitor) -> None:
    forged = jwt.encode({"sub": "C-1001", "aud": "kompas", "iat": 1, "exp": 2}, "another secret" * 4, algorithm="HS256")
    answer = await visitor.call("POST", "login", {"login_token": forged})
    assert answer.status_code == 401
    assert answer.json()["type"] == "urn:kompas:problem:login-refused"
    assert "C-1001" not in answer.text


async def test_a_conversation_stays_with_the_customer_who_signed_in_first(front: Front, visitor: Visitor) -> None:
    await visitor.call("POST", "login", {"login_token": login_token(front)})
    answer = await visitor.call("POST", "login", {"login_token": login_token(front, sub="C-1002", name="Tom Harris")})
    assert answer.status_code == 401
    rows = await front.rows(
        "SELECT c.key FROM conversations_conversation v JOIN customers_customer c ON c.id = v.customer_id"
    )
    assert [row["key"] for row in rows] == ["C-1001"]


async def test_without_a_shared_secret_no_site_can_vouch(front: Front, visitor: Visitor) -> None:
    token = login_token(front)
    front.house.login_secret = ""
    assert (await visitor.call("POST", "login", {"login_token": token})).status_code == 401


async def test_who_had_a_conversation_begins_the_next_one_as_the_same_visitor(front: Front) -> None:
    before, stranger = await front.begin(), await front.begin()
    answer = await front.client.post(f"{API}/conversations", json={"lang": "nl"}, headers=before.headers)
    told = answer.json()
    assert (told["token"], told["conversation"] != before.id) == (before.token, True)
    digests = [
        (await front.rows("SELECT visitor_digest AS it FROM conversations_conversation WHERE id = ?", id))[0]["it"]
        for id in (before.id, told["conversation"], stranger.id)
    ]
    assert digests[0] == digests[1] != digests[2]
    assert (await Visitor(front, told["conversation"], before.token).say("Hoe laat bent u open?")).status_code == 202


async def test_who_comes_in_signed_in_gets_a_token_that_opens_nothing_else(front: Front) -> None:
    before = await front.begin()
    body = {"lang": "nl", "login_token": login_token(front)}
    told = (await front.client.post(f"{API}/conversations", json=body, headers=before.headers)).json()
    assert told["token"] != before.token
    assert (await Visitor(front, before.id, told["token"]).say("Wat vroeg ik?")).status_code == 404


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer forged", "Basic eDp5"])
async def test_a_token_that_opens_nothing_is_not_taken_up(front: Front, header: str) -> None:
    answer = await front.client.post(
        f"{API}/conversations", json={"lang": "nl"}, headers={"Authorization": header} if header else {}
    )
    assert answer.status_code == 201
    assert len(answer.json()["token"]) >= 40
