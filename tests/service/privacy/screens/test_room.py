"""The privacy officer finds, counts, exports, holds and erases; nobody's data stand in an address."""

import io
import json
import re
import sqlite3
import zipfile
from functools import partial
from typing import Any

import pytest
from django.test import Client
from tests.service.people import Visitor, kinds, until
from tests.service.privacy.customers import Told, mentions, told

from kompas.service.accounts.models import Role, Staff
from kompas.service.channels import mail
from kompas.service.clock import now_ms
from kompas.service.conversations import store
from kompas.service.customers import codes
from kompas.service.database.connection import connect
from kompas.service.house import House
from kompas.service.library.shelf import Served
from kompas.service.privacy import export
from kompas.service.privacy.models import Receipt


@pytest.fixture
def priya(house: House) -> Client:
    staff = Staff.objects.create_user("priya-test", first_name="Priya", role=Role.PRIVACY_OFFICER, language="en")
    browser = Client(headers={"host": "localhost"})
    browser.force_login(staff)
    return browser


@pytest.fixture
def customer(house: House, agent: int) -> Told:
    served = house.shelf.now
    one: Told = house.writer.submit(lambda db: told(db, served, now_ms(), agent)).result(10)
    return one


def place_of(browser: Client, term: str) -> str:
    answer = browser.post("/personal-data/find/", {"term": term})
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def test_found_by_everything_that_names_a_customer(priya: Client, customer: Told) -> None:
    places = {
        place_of(priya, term)
        for term in (customer.key, customer.address.upper(), customer.conversation, customer.reference.lower())
    }
    (place,) = places
    assert customer.mark.lower() not in place.lower()
    page = priya.get(place).content.decode()
    assert customer.key in page
    assert "Messages" in page
    assert f"vraag {customer.mark}" not in page
    assert customer.address not in page
    assert "Nobody is known" in priya.post("/personal-data/find/", {"term": "nobody@post.example"}).content.decode()


def test_the_export_holds_everything_said_and_no_name_of_a_colleague(
    priya: Client, customer: Told, house: House
) -> None:
    visitor = Visitor(house)
    visitor.asks("Wat kost een grote beurt?")
    answer = priya.post(place_of(priya, customer.key) + "export/")
    assert answer.headers["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert set(archive.namelist()) == {"data.json", "overzicht.html", "overview.html"}
        data = json.loads(archive.read("data.json"))
        dutch, english = archive.read("overzicht.html").decode(), archive.read("overview.html").decode()
    (conversation,) = data["conversations"]
    assert data["customer"]["key"] == customer.key
    assert [one["text"] for one in conversation["messages"]] == [
        f"Mijn vraag {customer.mark}",
        f"Uw pakket {customer.mark} komt.",
    ]
    assert {"mails", "handovers", "promises", "notes", "ratings", "decisions", "identity_proofs", "trail"} <= set(
        conversation
    )
    assert visitor.id not in json.dumps(data)
    for text in (json.dumps(data), dutch, english):
        assert "Noor" not in text
        assert "digest" not in text
        assert f"Let op {customer.mark}" in text
    assert "Uw gegevens bij" in dutch
    assert "Your data at" in english
    assert Receipt.objects.get().act == "export"


def test_who_asked_a_code_for_somebody_else_learns_nothing_of_them(priya: Client, customer: Told, house: House) -> None:
    """Neither the code, nor their key, nor that they are a customer."""
    served, known, unknown = house.shelf.now, Visitor(house), Visitor(house)
    for visitor, address, key in ((known, customer.address, customer.key), (unknown, "niemand@post.example", None)):
        visitor.write(partial(_asks_a_code, served=served, id=visitor.id, address=address, key=key))
    told = []
    for visitor in (known, unknown):
        answer = priya.post(f"/personal-data/conversation/{visitor.id}/export/")
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            data = json.loads(archive.read("data.json"))
        assert customer.mark.lower() not in json.dumps(data).lower()
        (conversation,) = data["conversations"]
        told.append((data["counts"], conversation["codes"][0]["customer_key"], len(conversation["trail"])))
    assert told[0] == told[1]


def test_several_who_may_be_meant_are_told_apart(priya: Client, house: House) -> None:
    visitors = [Visitor(house, lang=lang) for lang in ("nl", "en")]
    for visitor in visitors:
        visitor.write(
            lambda db, id=visitor.id: mail.post(db, id, "answer", "zij@post.example", "Re", "Tekst", now_ms())
        )
    page = priya.post("/personal-data/find/", {"term": "zij@post.example"}).content.decode()
    lines = re.findall(r"<li><a href=.*?</li>", page)
    assert {visitor.id in line for visitor in visitors for line in lines} == {True, False}
    assert sorted(re.findall(r"Web chat · (\w+) · begun <time datetime=\"\d{4}-", "".join(lines))) == [
        "Dutch",
        "English",
    ]


def _asks_a_code(db: sqlite3.Connection, served: Served, id: str, address: str, key: str | None) -> None:
    codes.send_code(db, served, id, "nl", address, key, now_ms())
    if key is not None:  # as lines of the trail were written before
        (mail,) = db.execute("SELECT id FROM conversations_delivery WHERE conversation_id = ?", (id,)).fetchall()
        store.record(db, "mail.queued", "system", now_ms(), id, {"delivery": mail["id"], "purpose": "code"})


def test_colleagues_are_told_by_their_role(priya: Client, house: House, agent: int) -> None:
    from kompas.service.handover import desk

    served, visitor = house.shelf.now, Visitor(house)
    visitor.write(lambda db: desk.take(db, served, visitor.id, agent, "Noor de Wit", now_ms()))
    visitor.write(lambda db: desk.reply(db, served, visitor.id, agent, "Groet, Noor", now_ms()))
    visitor.write(lambda db: store.record(db, "note.added", f"agent:{agent}", now_ms(), visitor.id))  # as of before
    answer = priya.post(f"/personal-data/conversation/{visitor.id}/export/")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        text = archive.read("data.json").decode()
    assert "Noor" not in text
    assert "Groet, [collega]" in text
    (conversation,) = json.loads(text)["conversations"]
    told = {line["kind"]: line["by"] for line in conversation["trail"]}
    assert (told["handover.taken"], told["note.added"]) == ("staff", "staff"), "one word, whenever it was written"


def test_erased_with_the_name_typed_over_and_only_then(priya: Client, customer: Told, house: House) -> None:
    place = place_of(priya, customer.key)
    priya.post(place + "erase/", {"confirm": "yes"})
    assert not Receipt.objects.exists()
    page = priya.post(place + "erase/", {"confirm": customer.key}, follow=True).content.decode()
    receipt = Receipt.objects.get()
    assert receipt.number in page
    assert receipt.by.startswith("staff:")
    until(lambda: Receipt.objects.get().cleaned_at)
    assert Receipt.objects.get().residue == 0
    assert set(mentions(connect(readonly=True), customer.mark)) == {"conversations_event"}
    assert priya.get(place).status_code == 404
    assert "no byte is left" in priya.get("/personal-data/").content.decode()


def test_a_hold_stops_an_erasure_until_it_is_lifted(priya: Client, customer: Told) -> None:
    place = place_of(priya, customer.key)
    priya.post(place + "hold/", {"reason": "  "})
    priya.post(place + "hold/", {"reason": "a dispute about the bill"})
    assert "a dispute about the bill" in priya.get("/personal-data/").content.decode()
    assert "Not while there is a legal hold" in priya.get(place).content.decode()
    page = priya.post(place + "erase/", {"confirm": customer.key}, follow=True).content.decode()
    assert "there is a legal hold" in page
    assert not Receipt.objects.exists()
    (hold,) = connect(readonly=True).execute("SELECT id FROM privacy_hold").fetchall()
    priya.post(f"/personal-data/hold/{hold['id']}/lift/")
    priya.post(place + "erase/", {"confirm": customer.key})
    assert Receipt.objects.get().act == "erasure"


def test_what_was_told_stands_in_the_trail_by_numbers(priya: Client, customer: Told) -> None:
    place = place_of(priya, customer.key)
    priya.post(place + "export/")
    priya.post(place + "erase/", {"confirm": customer.key})
    assert kinds(customer.conversation)[-1] == "conversation.erased"
    rows = connect(readonly=True).execute(
        "SELECT kind FROM conversations_event WHERE kind LIKE 'customer.%' ORDER BY id"
    )
    assert [row["kind"] for row in rows] == ["customer.exported", "customer.erased"]


def test_nobody_is_no_page(priya: Client) -> None:
    for place in ("customer/999", "customer/x", "conversation/none", "colleague/1"):
        assert priya.get(f"/personal-data/{place}/").status_code == 404


def test_an_export_is_made_outside_any_write(
    priya: Client, customer: Told, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be large: while it is written as pages and packed, others write."""
    zipped = export.zipped

    def slow(*made: Any) -> bytes:
        Visitor(house).says("Kan ik intussen iets vragen?")
        return zipped(*made)

    monkeypatch.setattr(export, "zipped", slow)
    assert priya.post(place_of(priya, customer.key) + "export/").status_code == 200
    assert Receipt.objects.get().act == "export"
