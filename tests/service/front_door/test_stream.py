"""The stream: in order, resumed without loss or doubles, closed when the conversation is gone."""

import asyncio
import sqlite3
from dataclasses import replace

import pytest
from tests.service.front_door.front import Front, Visitor

from kompas.service.clock import now_ms
from kompas.service.conversations import store
from kompas.service.front_door import stream
from kompas.service.front_door.limits import bounds

pytestmark = pytest.mark.anyio


async def test_it_begins_with_where_the_conversation_stands(visitor: Visitor) -> None:
    async with visitor.listen() as stream:
        first = await stream.next()
    assert stream.headers[b"content-type"].startswith(b"text/event-stream")
    assert stream.headers[b"cache-control"] == b"no-store"
    assert (first["event"], first["data"]["held_by"], first["data"]["identity"]) == ("state", "assistant", "none")


async def test_what_is_said_comes_at_once_with_its_place(visitor: Visitor) -> None:
    async with visitor.listen() as stream:
        await stream.until("state")
        stored = (await visitor.say("Hoe lang duurt het?", "mijn-1")).json()
        event = await stream.until("message")
    assert event["id"] == str(stored["seq"])
    assert (event["data"]["client_id"], event["data"]["author"]) == ("mijn-1", "customer")


async def test_resuming_gives_everything_after_and_nothing_twice(visitor: Visitor) -> None:
    seqs = [(await visitor.say(f"Vraag nummer {n}: hoe lang duurt het?")).json()["seq"] for n in range(5)]
    async with visitor.listen() as stream:
        all_of_them = [message["seq"] for message in await stream.messages(5)]
    async with visitor.listen(after=seqs[1]) as stream:
        rest = [message["seq"] for message in await stream.messages(3)]
    async with visitor.listen(query=f"after={seqs[3]}") as stream:
        last = [message["seq"] for message in await stream.messages(1)]
    assert (all_of_them, rest, last) == (seqs, seqs[2:], seqs[4:])


async def test_the_header_is_newer_than_the_address(visitor: Visitor) -> None:
    seqs = [(await visitor.say(f"Vraag {n}: hoe lang duurt het?")).json()["seq"] for n in range(3)]
    async with visitor.listen(after=seqs[1], query=f"after={seqs[0]}") as stream:
        assert [message["seq"] for message in await stream.messages(1)] == [seqs[2]]


async def test_a_number_from_the_future_misses_nothing_that_comes(visitor: Visitor) -> None:
    async with visitor.listen(after=999_999) as stream:
        await stream.until("state")
        await visitor.say("Hoe lang duurt het?")
        assert (await stream.until("message"))["data"]["parts"][0]["text"] == "Hoe lang duurt het?"


@pytest.mark.parametrize("after", ["-1", "een", "1.5", "99999999999", "²"])
async def test_a_number_that_is_none_is_refused(visitor: Visitor, after: str) -> None:
    answer = await visitor.call("GET", f"events?after={after}")
    assert (answer.status_code, answer.json()["pointer"]) == (422, "Last-Event-ID")


async def test_nobody_hears_what_is_said_elsewhere(front: Front) -> None:
    mine, other = await front.begin(), await front.begin()
    async with mine.listen() as stream:
        await stream.until("state")
        await other.say("Dit is van een ander, hoe lang duurt het?")
        await mine.say("Dit is van mij, hoe lang duurt het?")
        assert (await stream.until("message"))["data"]["parts"][0]["text"].startswith("Dit is van mij")


async def test_an_erased_conversation_says_that_it_is_gone_and_ends(front: Front, visitor: Visitor) -> None:
    async with visitor.listen() as stream:
        await stream.until("state")

        def erase(db: object) -> None:
            db.execute("DELETE FROM conversations_conversation WHERE id = ?", (visitor.id,))  # type: ignore[attr-defined]
            db.execute(  # type: ignore[attr-defined]
                "INSERT INTO conversations_event (kind, by, at, data, digest)"
                " VALUES ('conversation.erased', 'system', 1, '{}', '')"
            )

        await front.write(erase)
        assert (await stream.until("gone"))["data"] == {}
        await asyncio.wait_for(stream.task, 10)


async def test_who_leaves_is_let_go(front: Front, visitor: Visitor) -> None:
    async with visitor.listen() as stream:
        await stream.until("state")
        assert front.house.hub._customers
    assert not front.house.hub._customers


async def test_a_server_that_stops_ends_the_stream(front: Front, visitor: Visitor) -> None:
    async with visitor.listen() as stream:
        await stream.until("state")
        stream.task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await stream.task
        stream.task = asyncio.create_task(asyncio.sleep(0))
    assert not front.house.hub._customers


async def test_one_visitor_cannot_open_streams_without_end(visitor: Visitor) -> None:
    open_ones = [visitor.listen() for _ in range(bounds().streams)]
    for one in open_ones:
        await one.__aenter__()
    refused = await visitor.call("GET", "events")
    for one in open_ones:
        await one.__aexit__()
    assert refused.status_code == 429
    async with visitor.listen() as again:
        assert again.status == 200


async def test_one_network_cannot_open_streams_without_end(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "bounds", lambda: replace(bounds(), network_streams=2))
    one, other, late = await front.begin(), await front.begin(), await front.begin()
    async with one.listen(), other.listen():
        assert (await late.call("GET", "events")).status_code == 429
    async with late.listen() as again:
        assert again.status == 200
    assert not front.app._door.limits.streams  # type: ignore[attr-defined]


async def test_a_stream_ends_when_its_token_does(front: Front, visitor: Visitor) -> None:
    async with visitor.listen() as stream:
        await stream.until("state")

        def shorten(db: sqlite3.Connection) -> None:
            until = "UPDATE conversations_conversation SET visitor_until = ? WHERE id = ?"
            db.execute(until, (now_ms() + 200, visitor.id))
            store.record(db, "test.touched", "system", now_ms(), visitor.id)

        await front.write(shorten)
        assert (await stream.until("gone"))["data"] == {}
        await asyncio.wait_for(stream.task, 10)
    assert (await visitor.call("GET", "events")).status_code == 404


async def test_a_turn_that_takes_long_is_told_once_and_not_stored(front: Front, visitor: Visitor) -> None:
    async with visitor.listen() as stream:
        await visitor.say("Hoe lang duurt de bezorging?")
        await stream.until("message")
        await front.write(lambda db: store.claim_due(db, now_ms(), 60_000, 1))
        assert await stream.until("thinking") == {"event": "thinking", "id": None, "data": {}}
        await front.write(lambda db: store.record(db, "test.touched", "system", now_ms(), visitor.id))
        await asyncio.sleep(0.7)
        await visitor.answered()
        while (event := await stream.next())["event"] != "message":
            assert event["event"] != "thinking"
    kinds = await front.rows("SELECT DISTINCT kind FROM conversations_event WHERE kind LIKE '%thinking%'")
    assert kinds == []


async def test_a_turn_that_nobody_claimed_is_not_thought_about(front: Front, visitor: Visitor) -> None:
    async with visitor.listen() as stream:
        await visitor.say("Hoe lang duurt de bezorging?")
        await stream.until("message")
        await asyncio.sleep(0.7)
        await visitor.answered()
        while (event := await stream.next())["event"] != "message":
            assert event["event"] is None  # comments that keep the line open


async def test_a_message_names_its_author_what_it_answers_and_whether_a_decision_stands_behind_it(
    front: Front, visitor: Visitor
) -> None:
    asked = (await visitor.say("How long does delivery take?")).json()["seq"]

    def turn(db: sqlite3.Connection) -> None:
        words = store.Words("assistant", "Two days.", "en", "quote")
        store.say(db, visitor.id, words, now_ms(), "assistant", decision="answer", code="x", reply_to=asked)
        store.say(db, visitor.id, store.Words("assistant", "Een moment.", "nl", "template"), now_ms(), "assistant")
        store.say(db, visitor.id, store.Words("assistant", "Un moment.", "fr", "template"), now_ms(), "assistant")
        store.say(db, visitor.id, store.Words("system", "Let op.", "nl", "template"), now_ms(), "system")

    await front.write(turn)
    async with visitor.listen() as stream:
        said = await stream.messages(5)
    told = [(one["author_name"], one["reply_to"], one["why"]) for one in said]
    assert told == [
        ("", None, False),
        ("AI assistant", asked, True),
        ("AI-assistent", None, False),
        ("AI assistant", None, False),
        ("Zwaluw Fietsen", None, False),
    ]
