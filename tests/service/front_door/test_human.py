"""The human door is open in every state; the brief can be read and corrected."""

from dataclasses import replace

import pytest
from tests.service.front_door.front import Front, Visitor

from kompas.assistant.domain.company import Company, Hours
from kompas.service.clock import now_ms
from kompas.service.handover import desk

pytestmark = pytest.mark.anyio


async def holder(front: Front, visitor: Visitor) -> str:
    (row,) = await front.rows("SELECT held_by FROM conversations_conversation WHERE id = ?", visitor.id)
    return str(row["held_by"])


async def test_it_opens_as_the_very_first_thing(front: Front, visitor: Visitor) -> None:
    answer = await visitor.call("POST", "human", {"id": "1"})
    assert answer.status_code == 202
    assert await holder(front, visitor) == "queue"


async def test_it_opens_without_a_body(front: Front, visitor: Visitor) -> None:
    assert (await visitor.call("POST", "human")).status_code == 202
    assert await holder(front, visitor) == "queue"


async def test_it_opens_while_the_assistant_is_stopped(front: Front, visitor: Visitor) -> None:
    await front.write(lambda db: db.execute("INSERT INTO handover_stop (at, reason) VALUES (1, '')"))
    assert (await visitor.call("POST", "human", {"id": "1"})).status_code == 202
    assert await holder(front, visitor) == "queue"


async def test_it_opens_after_the_conversation_was_closed(front: Front, visitor: Visitor) -> None:
    await visitor.call("POST", "close", {})
    assert (await visitor.call("POST", "human", {"id": "1"})).status_code == 202
    assert await holder(front, visitor) == "queue"


async def test_a_repeat_says_nothing_twice(visitor: Visitor) -> None:
    await visitor.call("POST", "human", {"id": "1"})
    said = await visitor.messages()
    assert (await visitor.call("POST", "human", {"id": "1"})).status_code == 202
    assert await visitor.messages() == said


async def test_asking_anew_keeps_one_place_in_the_queue(front: Front, visitor: Visitor) -> None:
    for id in ("1", "2", "3"):
        await visitor.call("POST", "human", {"id": id})
    assert len(await front.rows("SELECT id FROM handover_handover")) == 1


async def test_leaving_the_queue_gives_the_word_back(front: Front, visitor: Visitor) -> None:
    await visitor.call("POST", "human", {"id": "1"})
    assert (await visitor.call("POST", "queue/leave", {})).status_code == 202
    assert await holder(front, visitor) == "assistant"


async def test_leaving_where_nobody_waits_changes_nothing(visitor: Visitor) -> None:
    assert (await visitor.call("POST", "queue/leave", {})).status_code == 202
    assert await visitor.messages() == []


async def test_the_queue_can_be_entered_again(front: Front, visitor: Visitor) -> None:
    await visitor.call("POST", "human", {"id": "1"})
    await visitor.call("POST", "queue/leave", {})
    await visitor.call("POST", "human", {"id": "2"})
    assert await holder(front, visitor) == "queue"


async def test_before_a_person_is_asked_there_is_no_brief_and_the_conversation_is_not_gone(visitor: Visitor) -> None:
    for answer in (await visitor.call("GET", "brief"), await visitor.call("PUT", "brief", {"correction": "Nee"})):
        assert (answer.status_code, answer.json()["type"]) == (409, "urn:kompas:problem:no-brief")


async def test_the_customer_reads_and_corrects_the_brief(visitor: Visitor) -> None:
    await visitor.say("Mijn pakket ZW-204817 is kwijt, wat nu?")
    await visitor.call("POST", "human", {"id": "1"})
    read = (await visitor.call("GET", "brief")).json()
    assert read["wish"] == "Mijn pakket ZW-204817 is kwijt, wat nu?"
    corrected = await visitor.call("PUT", "brief", {"correction": "Het gaat om ZW-204818."})
    assert corrected.json() == {**read, "correction": "Het gaat om ZW-204818."}
    assert (await visitor.call("GET", "brief")).json() == corrected.json()


async def test_a_correction_is_masked_as_messages_are_and_can_be_taken_back(visitor: Visitor) -> None:
    await visitor.call("POST", "human", {"id": "1"})
    masked = (await visitor.call("PUT", "brief", {"correction": "Mijn bsn is 111222333."})).json()["correction"]
    assert "111222333" not in masked
    assert (await visitor.call("PUT", "brief", {"correction": " "})).json()["correction"] is None


async def test_the_brief_is_on_the_stream(visitor: Visitor) -> None:
    async with visitor.listen() as stream:
        await stream.until("state")
        await visitor.call("POST", "human", {"id": "1"})
        state = await stream.until("state")
        assert (state["data"]["held_by"], state["data"]["brief"]) == ("queue", True)
        assert (await stream.until("brief"))["data"]["correction"] is None


class TestClosed:
    @pytest.fixture
    def company(self, zwaluw: Company) -> Company:
        tomorrow = (now_ms() // 86_400_000 + 4 + 1) % 7  # 1 January 1970 was a Thursday (3), so today is days + 3
        return replace(zwaluw, hours=Hours("Europe/Amsterdam", {tomorrow: next(iter(zwaluw.hours.weekly.values()))}))

    async def test_outside_hours_it_becomes_a_promise_and_the_assistant_stays(
        self, front: Front, visitor: Visitor
    ) -> None:
        await visitor.call("POST", "human", {"id": "1"})
        assert await holder(front, visitor) == "assistant"
        async with visitor.listen() as stream:
            state = (await stream.until("state"))["data"]
        assert state["promise"]["reference"].startswith("K-")
        assert state["open"] is False


async def test_no_note_of_staff_reaches_the_customer(front: Front, visitor: Visitor) -> None:
    made = await front.rows(
        "INSERT INTO accounts_staff (password, is_superuser, username, first_name, last_name, email, is_staff, is_active,"
        " date_joined, role, language, theme) VALUES ('', 0, 'noor', 'Noor', 'Vos', '', 0, 1, '2026-01-01', 'agent', 'nl',"
        " 'auto') RETURNING id"
    )
    await visitor.call("POST", "human", {"id": "1"})
    await front.write(lambda db: desk.note(db, visitor.id, made[0]["id"], "moeilijke klant", now_ms()))
    for path in ("brief", "transcript", "transcript?format=html"):
        assert "moeilijke" not in (await visitor.call("GET", path)).text


async def test_reading_the_brief_is_on_the_trail_once(front: Front, visitor: Visitor) -> None:
    await visitor.call("POST", "human", {"id": "1"})
    for _ in range(2):
        assert (await visitor.call("GET", "brief")).status_code == 200
    await visitor.call("PUT", "brief", {"correction": "Het gaat om de accu."})
    await visitor.call("GET", "brief")
    read = "SELECT by FROM conversations_event WHERE conversation_id = ? AND kind = 'brief.read'"
    assert await front.rows(read, visitor.id) == [{"by": "customer"}]


async def test_a_repeat_is_known_again_and_the_clients_own_id_is_not_on_the_trail(
    front: Front, visitor: Visitor
) -> None:
    for _ in range(2):
        await visitor.call("POST", "human", {"id": "jo.vermeer-0612345678"})
    trail = await front.rows("SELECT * FROM conversations_event WHERE conversation_id = ?", visitor.id)
    assert len([event for event in trail if event["kind"] == "human.asked"]) == 1
    assert "vermeer" not in str(trail)
