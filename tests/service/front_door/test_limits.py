"""Floods get a clear answer and the way to a person; others go on."""

from typing import Any

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.service.front_door.front import API, Front, Visitor

from kompas.service.front_door.limits import bounds, network_of

pytestmark = pytest.mark.anyio


async def flood(visitor: Visitor, count: int) -> list[httpx2.Response]:
    return [await visitor.say(f"Vraag {n}: hoe lang duurt het?") for n in range(count)]


async def test_a_flood_of_messages_is_stopped_with_words_and_a_way_out(front: Front) -> None:
    noisy, quiet = await front.begin(), await front.begin()
    answers = await flood(noisy, 40)
    assert [answer.status_code for answer in answers[:12]] == [202] * 12
    assert answers[-1].status_code == 429
    told = answers[-1].json()
    wait = int(answers[-1].headers["retry-after"])
    assert 1 <= wait <= 60
    assert f"Over {wait} " in told["detail"]
    assert told["human"] == "/contact/?lang=nl"
    assert (await quiet.say("Hoe lang duurt het?")).status_code == 202


async def test_the_human_door_stays_open_in_a_flood(visitor: Visitor) -> None:
    assert (await flood(visitor, 40))[-1].status_code == 429
    assert (await visitor.call("POST", "human", {"id": "1"})).status_code == 202


async def test_what_was_refused_is_not_stored_and_may_come_again(front: Front, visitor: Visitor) -> None:
    accepted = [answer for answer in await flood(visitor, 40) if answer.status_code == 202]
    assert (await visitor.say("Nog een vraag: wat kost het?", "later")).status_code == 429
    assert len(await visitor.messages()) == len(accepted)


async def test_a_network_cannot_begin_without_end(front: Front) -> None:
    most = int(bounds().rates["begins"]["network"].split()[0])
    statuses = [(await front.client.post(f"{API}/conversations", json={})).status_code for _ in range(most + 1)]
    assert statuses == [201] * most + [429]
    neighbour = httpx2.ASGITransport(app=front.app, client=("203.0.113.8", 1))
    async with httpx2.AsyncClient(transport=neighbour, base_url="http://localhost") as client:
        assert (await client.post(f"{API}/conversations", json={})).status_code == 201


async def test_this_machine_itself_is_no_network(front: Front) -> None:
    most = int(bounds().rates["begins"]["network"].split()[0])
    here = httpx2.ASGITransport(app=front.app, client=("127.0.0.1", 1))
    async with httpx2.AsyncClient(transport=here, base_url="http://localhost") as client:
        statuses = {(await client.post(f"{API}/conversations", json={})).status_code for _ in range(most + 1)}
    assert statuses == {201}


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7/32"),
        ("2001:db8:1:2:3::9", "2001:db8:1:2::/64"),
        ("127.0.0.1", None),
        ("::1", None),
        ("::ffff:203.0.113.7", "203.0.113.7/32"),
        ("::ffff:127.0.0.1", None),
        ("", None),
        ("testclient", None),
    ],
)
def test_a_network_is_one_address_or_one_ipv6_subnet(address: str, network: str | None) -> None:
    assert network_of(address) == network


@given(st.one_of(st.text(), st.ip_addresses().map(str)))
def test_any_address_at_all_has_a_network_or_none(address: Any) -> None:
    network = network_of(address)
    assert network is None or "/" in network
