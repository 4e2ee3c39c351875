"""A customer's message: stored once, acknowledged after it is stored, refused with words."""

import json

import pytest
from tests.service.front_door.front import Front, Visitor

from kompas.service.clock import now_ms
from kompas.service.customers.networks import MOST_TO_ADDRESS
from kompas.service.handover import desk

pytestmark = pytest.mark.anyio


async def test_a_message_is_stored_and_its_turn_is_due(front: Front, visitor: Visitor) -> None:
    answer = await visitor.say("Hoe lang duurt de bezorging?", "een-1")
    (message,) = await visitor.messages()
    assert answer.status_code == 202
    assert answer.json() == {"seq": message["seq"], "id": "een-1"}
    assert (message["author"], message["text"]) == ("customer", "Hoe lang duurt de bezorging?")
    (row,) = await front.rows("SELECT due_at, asked_seq FROM conversations_conversation WHERE id = ?", visitor.id)
    assert row["asked_seq"] == message["seq"]
    assert row["due_at"] <= now_ms()


async def test_a_fragment_waits_while_the_customer_types(front: Front, visitor: Visitor) -> None:
    await visitor.say("Hallo")
    (row,) = await front.rows("SELECT due_at, last_at FROM conversations_conversation WHERE id = ?", visitor.id)
    assert row["due_at"] - row["last_at"] == 2000


async def test_the_same_id_again_is_the_same_message(visitor: Visitor) -> None:
    first = await visitor.say("Hoe lang duurt de bezorging?", "een-1")
    again = await visitor.say("Hoe lang duurt de bezorging?", "een-1")
    assert (first.status_code, again.status_code) == (202, 200)
    assert first.json() == again.json()
    assert len(await visitor.messages()) == 1


async def test_two_visitors_may_use_the_same_id(front: Front) -> None:
    one, two = await front.begin(), await front.begin()
    assert (await one.say("Hoe lang duurt het?", "1")).status_code == 202
    assert (await two.say("Wat kost een helm?", "1")).status_code == 202
    assert [message["text"] for message in await two.messages()] == ["Wat kost een helm?"]


async def test_a_citizen_number_is_masked_before_it_is_stored_and_the_customer_is_told(visitor: Visitor) -> None:
    await visitor.say("Mijn bsn is 111222333, klopt mijn bestelling?")
    said, notice = await visitor.messages()
    assert "111222333" not in said["text"]
    assert (notice["author"], "burgerservicenummer" in notice["text"]) == ("system", True)


async def test_markup_is_kept_as_the_text_it_is(visitor: Visitor) -> None:
    await visitor.say("<script>alert(1)</script> hoe lang duurt het?")
    (message,) = await visitor.messages()
    assert message["parts"][0]["text"] == "<script>alert(1)</script> hoe lang duurt het?"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "empty"),
        (" \n\t ", "empty"),
        ("\u200b\u2060", "empty"),
        ("a" * 8001, "too-long"),
        ("\x00\x01\x02PNG\x1a\x07", "not-text"),
    ],
)
async def test_what_is_no_message_is_refused_in_words_and_nothing_is_stored(
    visitor: Visitor, text: str, kind: str
) -> None:
    answer = await visitor.say(text)
    told = answer.json()
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert told["type"] == f"urn:kompas:problem:{kind}"
    assert told["detail"]
    assert told["remedy"]
    assert told["human"] == "/contact/?lang=nl"
    assert await visitor.messages() == []


async def test_eight_thousand_characters_are_taken(visitor: Visitor) -> None:
    assert (await visitor.say("Hoe lang duurt de bezorging? " + "é" * 7971)).status_code == 202


async def test_a_refusal_speaks_the_language_of_the_customer(visitor: Visitor) -> None:
    answer = await visitor.call("POST", "messages", {"id": "1", "text": ""}, **{"Accept-Language": "en"})
    assert answer.json()["title"] == "This message is empty"
    assert answer.headers["content-language"] == "en"


async def test_while_an_agent_has_the_word_a_message_makes_no_turn(front: Front, visitor: Visitor) -> None:
    def step_in(db: object) -> None:
        made = db.execute(  # type: ignore[attr-defined]
            "INSERT INTO accounts_staff (password, is_superuser, username, first_name, last_name, email, is_staff, is_active,"
            " date_joined, role, language, theme) VALUES ('', 0, 'noor', 'Noor', 'Vos', '', 0, 1, '2026-01-01', 'agent',"
            " 'nl', 'auto') RETURNING id"
        ).fetchone()
        desk.take(db, front.house.shelf.now, visitor.id, made["id"], "Noor Vos", now_ms())  # type: ignore[arg-type]

    await front.write(step_in)
    await visitor.say("Hoe lang duurt de bezorging?")
    (row,) = await front.rows("SELECT due_at, held_by FROM conversations_conversation WHERE id = ?", visitor.id)
    assert (row["held_by"], row["due_at"]) == ("agent", None)


async def test_the_trail_holds_no_words(front: Front, visitor: Visitor) -> None:
    await visitor.say("Mijn fiets heet Bliksem, hoe lang duurt de bezorging?")
    assert "Bliksem" not in json.dumps(await front.rows("SELECT * FROM conversations_event"))


async def test_whoever_writes_counts_for_their_network_when_they_ask_for_codes(front: Front) -> None:
    """A new conversation for each code is no new place; and nothing of the place is stored."""
    one, two = await front.begin(), await front.begin()
    for visitor in (one, two):
        await visitor.say("Waar blijft mijn bestelling?")
    networks = front.house.networks
    for _ in range(MOST_TO_ADDRESS):
        networks.asked(one.id, "jo@klant.example", now_ms())
    assert networks.minutes_to_wait(two.id, "jo@klant.example", now_ms()) == 60
    rows = await front.rows("SELECT * FROM conversations_conversation")
    assert "203.0.113" not in str([tuple(row) for row in rows])
