"""Markup and scripts are inert everywhere: what anybody writes is shown as the text it is, to customers and agents."""

import asyncio
import json
import re
from collections.abc import Iterator
from contextlib import closing

import httpx2
import pytest
import time_machine
from django.test import Client
from tests.service.front_door.front import Front
from tests.service.people import Visitor

from kompas.service.accounts.demo import seed_staff
from kompas.service.clock import now_ms
from kompas.service.customers.identity import prove
from kompas.service.database.connection import connect
from kompas.service.front_door.app import front_door
from kompas.service.house import House
from kompas.service.serving import live

HOSTILE = (
    '<script>window.stolen=1</script><img src=x onerror=stolen()><svg/onload=stolen()>"\'><a href="javascript:stolen()">x</a>'
    " {{ 7*7 }} {% csrf_token %} <div hx-get=/workspace/stop/ hx-trigger=load> &lt;b&gt; <!-- ]]> </textarea></style>"
)
TAGS = ("<script>window", "<img src=x", "<svg/onload", '<a href="javascript', "<div hx-get", "</textarea></style>")
MIXED = [
    "Здравствуйте, где мой заказ?",
    "كم تستغرق عملية التوصيل؟",
    "配送需要多长时间？",
    "hoe lαng duurt de bezorgіng?",
    "‮gnigrozeb ed truud gnal eoh",
    "h̷̡̛͔̪̦͓̱̟̞̜̪͕͖͍o̴̢e lang duurt het?",
    "🚲🚲🚲 👩🏽‍🔧?",
]


@pytest.fixture(autouse=True)
def _open_hours() -> Iterator[None]:
    with time_machine.travel("2026-11-24T10:00:00+01:00", tick=True):
        yield


def inert(page: str, times: int = 1) -> None:
    """The words are there, escaped, and nothing of them is a tag of the page."""
    assert page.count("&lt;script&gt;window.stolen=1&lt;/script&gt;") >= times
    assert not [tag for tag in TAGS if tag in page]
    assert "{{ 7*7 }}" in page
    assert not re.search(r"<[^>]*\son\w+=", page), "no handler in any tag"


@pytest.fixture
def noor(house: House) -> Client:
    browser = Client(headers={"host": "localhost", "accept-language": "nl"})
    browser.force_login(next(one for one in seed_staff() if one.username == "noor"))
    return browser


async def at_the_door(house: House, lang: str = "nl") -> dict[str, str]:
    """A hostile customer: a message, a person, a correction, a remark, a name from the site. Gives what they get back."""
    async with live(house):
        await asyncio.sleep(0)
        transport = httpx2.ASGITransport(app=front_door(house), client=("203.0.113.7", 5000))
        async with httpx2.AsyncClient(transport=transport, base_url="http://localhost") as client:
            visitor = await Front(house, front_door(house), client).begin(lang)
            await visitor.front.write(
                lambda db: prove(db, visitor.id, f"C{HOSTILE[:40]}", "site", now_ms(), HOSTILE[:190])
            )
            await visitor.say(HOSTILE)
            await visitor.call("POST", "human", {"id": "1"})
            assert (await visitor.call("PUT", "brief", {"correction": HOSTILE})).status_code == 200
            copy = await visitor.call("GET", "transcript?format=html")
            brief = await visitor.call("GET", "brief")
            async with visitor.listen() as stream:
                said = await stream.until("message")
            return {"id": visitor.id, "copy": copy.text, "policy": copy.headers["content-security-policy"],
                    "brief": brief.text, "said": json.dumps(said["data"])}  # fmt: skip


def test_what_a_customer_writes_is_text_to_the_agent_and_in_the_copy(house: House, noor: Client) -> None:
    got = asyncio.run(at_the_door(house))
    inert(got["copy"])
    assert "default-src 'none'" in got["policy"]
    assert json.loads(got["said"])["parts"][0]["text"] == HOSTILE.replace("\t", "    ")
    assert json.loads(got["brief"])["correction"] == HOSTILE
    matter, desk = (noor.get(f"/workspace/{got['id']}{path}") for path in ("/matter/", "/"))
    inert(matter.content.decode(), 3)  # letter, wish and correction
    inert(desk.content.decode(), 4)  # and the queue
    assert "script-src 'self'" in desk.headers["Content-Security-Policy"]
    assert "unsafe-inline" not in desk.headers["Content-Security-Policy"]


def test_what_an_agent_writes_is_text_to_the_customer_and_to_colleagues(house: House, noor: Client) -> None:
    got = asyncio.run(at_the_door(house, "en"))
    for act in ("take", "reply", "note"):
        assert noor.post(f"/workspace/{got['id']}/{act}/", {"text": HOSTILE}).status_code == 302
    inert(noor.get(f"/workspace/{got['id']}/matter/").content.decode(), 6)
    with closing(connect(readonly=True)) as db:
        parts = [row["parts"] for row in db.execute("SELECT parts FROM conversations_message WHERE author = 'agent'")]
    assert [json.loads(part) for part in parts] == [[{"kind": "text", "text": HOSTILE, "cites": []}]] * 2


def test_the_page_with_the_outgoing_mail_is_inert_too(house: House) -> None:
    from kompas.service.channels import mail

    house.writer.submit(lambda db: mail.post(db, None, "answer", "x@y.example", HOSTILE, HOSTILE, now_ms())).result(10)

    async def read() -> str:
        transport = httpx2.ASGITransport(app=front_door(house))
        async with httpx2.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return (await client.get("/demo/mail/")).text

    inert(asyncio.run(read()), 2)


@pytest.mark.parametrize("text", MIXED)
def test_every_script_is_stored_as_it_is_and_gets_a_reply(house: House, text: str) -> None:
    """No writing of any kind breaks a turn: the customer hears something, and no fault."""
    visitor = Visitor(house)
    reply = visitor.asks(text)
    assert reply["text"]
    assert "Er ging iets mis" not in reply["text"]
    assert visitor.messages()[0]["text"]


def test_a_flood_is_told_when_to_go_on_and_how_to_reach_a_person(house: House) -> None:
    async def flood() -> tuple[list[int], dict[str, str], int]:
        transport = httpx2.ASGITransport(app=front_door(house), client=("203.0.113.7", 5000))
        async with httpx2.AsyncClient(transport=transport, base_url="http://localhost") as client:
            visitor = await Front(house, front_door(house), client).begin("en")
            answers = [await visitor.say(f"How long does it take? {n}") for n in range(40)]
            refused = next(answer for answer in answers if answer.status_code == 429)
            person = await visitor.call("POST", "human", {"id": "1"})
            assert int(refused.headers["retry-after"]) >= 1
            page = await client.get(refused.json()["human"])
            assert page.status_code == 200
            return [answer.status_code for answer in answers], refused.json(), person.status_code

    codes, told, person = asyncio.run(flood())
    assert codes[0] == 202
    assert set(codes) == {202, 429}
    assert told["type"] == "urn:kompas:problem:too-many"
    assert told["detail"]
    assert told["remedy"]
    assert person == 202, "the human door is not shut by a flood of messages"
