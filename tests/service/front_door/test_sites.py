"""Only the listed sites, and this server's own pages, may show the chat."""

from dataclasses import replace

import pytest
from tests.service.front_door.front import API, Front, Visitor

from kompas.assistant.domain.company import Channels, Company

pytestmark = pytest.mark.anyio

SHOP = "https://www.zwaluwfietsen.example"


@pytest.fixture
def company(zwaluw: Company) -> Company:
    return replace(zwaluw, channels=Channels((SHOP,), zwaluw.channels.mail_sender))


async def test_a_listed_site_may_ask_first(front: Front) -> None:
    headers = {"Origin": SHOP, "Access-Control-Request-Method": "POST"}
    answer = await front.client.options(f"{API}/conversations", headers=headers)
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == SHOP
    assert answer.headers["access-control-allow-methods"] == "GET, POST, PUT"
    allowed = answer.headers["access-control-allow-headers"]
    assert allowed == "authorization, content-type, last-event-id, accept-language"
    assert answer.headers["access-control-max-age"] == "600"
    assert "access-control-allow-credentials" not in answer.headers


async def test_its_answers_are_marked_refusals_too(front: Front, visitor: Visitor) -> None:
    good = await front.client.get(f"{API}/hello", headers={"Origin": SHOP})
    bad = await visitor.call("POST", "messages", {}, Origin=SHOP)
    unknown = await front.client.get(f"{API}/nowhere", headers={"Origin": SHOP})
    assert [answer.status_code for answer in (good, bad, unknown)] == [200, 422, 404]
    for answer in (good, bad, unknown):
        assert answer.headers["access-control-allow-origin"] == SHOP
        assert answer.headers["access-control-expose-headers"] == "retry-after, content-disposition"
        assert "Origin" in answer.headers["vary"]


async def test_its_stream_is_marked(visitor: Visitor) -> None:
    async with visitor.listen(Origin=SHOP) as stream:
        assert stream.headers[b"access-control-allow-origin"] == SHOP.encode()


@pytest.mark.parametrize(
    "site",
    [
        "https://evil.example",
        "null",
        SHOP + ".evil.example",
        SHOP.replace("https", "http"),
        SHOP + ":8443",
        "https://zwaluwfietsen.example",
        "",
    ],
)
async def test_another_site_is_refused_and_begins_nothing(front: Front, site: str) -> None:
    answer = await front.client.post(f"{API}/conversations", json={"lang": "nl"}, headers={"Origin": site})
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:kompas:problem:foreign-site")
    assert "access-control-allow-origin" not in answer.headers
    assert await front.rows("SELECT id FROM conversations_conversation") == []


async def test_another_site_may_not_ask_first(front: Front) -> None:
    headers = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    answer = await front.client.options(f"{API}/conversations", headers=headers)
    assert answer.status_code == 403
    assert "access-control-allow-methods" not in answer.headers


async def test_this_servers_own_pages_may(front: Front) -> None:
    answer = await front.client.get(f"{API}/hello", headers={"Origin": "http://localhost"})
    assert answer.status_code == 200


async def test_a_change_of_the_company_file_counts_at_once(front: Front) -> None:
    served = front.house.shelf.now
    other = replace(served.company, channels=Channels(("https://new.example",)))
    front.house.shelf.now = replace(served, company=other)
    assert (await front.client.get(f"{API}/hello", headers={"Origin": SHOP})).status_code == 403
    assert (await front.client.get(f"{API}/hello", headers={"Origin": "https://new.example"})).status_code == 200
