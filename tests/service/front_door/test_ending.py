"""Rating, closing, and the copy to keep."""

import json

import pytest
from tests.service.front_door.front import Front, Visitor

pytestmark = pytest.mark.anyio

SCRIPT = '<script>alert("x")</script><img src=x onerror=alert(1)>'


async def test_a_rating_is_kept_and_replaced(front: Front, visitor: Visitor) -> None:
    first = await visitor.call("POST", "rating", {"effort": 5, "solved": False, "comment": "Duurde lang"})
    again = await visitor.call("POST", "rating", {"effort": 2, "solved": True})
    (row,) = await front.rows("SELECT effort, solved, comment FROM conversations_rating")
    assert (first.status_code, again.status_code) == (201, 201)
    assert (row["effort"], row["solved"], row["comment"]) == (2, 1, "")


@pytest.mark.parametrize(
    "body",
    [
        {"effort": 0, "solved": True},
        {"effort": 6, "solved": True},
        {"effort": "3", "solved": True},
        {"effort": 3},
        {"effort": 3, "solved": "ja"},
        {"effort": 3, "solved": True, "comment": "a" * 4001},
    ],
)
async def test_a_rating_that_is_none_is_refused(front: Front, visitor: Visitor, body: dict[str, object]) -> None:
    assert (await visitor.call("POST", "rating", body)).status_code == 422
    assert await front.rows("SELECT id FROM conversations_rating") == []


async def test_a_comment_is_masked(front: Front, visitor: Visitor) -> None:
    await visitor.call("POST", "rating", {"effort": 1, "solved": True, "comment": "Mijn bsn is 111222333"})
    assert "111222333" not in json.dumps(await front.rows("SELECT comment FROM conversations_rating"))


async def test_closing_ends_it_once_and_asks_for_a_rating(front: Front, visitor: Visitor) -> None:
    for _ in range(2):
        assert (await visitor.call("POST", "close", {})).status_code == 202
    (row,) = await front.rows("SELECT by, cause FROM conversations_resolution")
    assert (row["by"], row["cause"]) == ("customer", "closed_by_customer")
    async with visitor.listen() as stream:
        state = (await stream.until("state"))["data"]
    assert (state["resolved"], state["survey"]) == (True, True)


async def test_a_next_message_opens_it_again(visitor: Visitor) -> None:
    await visitor.call("POST", "close", {})
    await visitor.say("Toch nog een vraag: hoe lang duurt het?")
    async with visitor.listen() as stream:
        assert (await stream.until("state"))["data"]["resolved"] is False


async def test_the_copy_labels_every_message_of_the_assistant(visitor: Visitor) -> None:
    await visitor.say("Hoe lang duurt het?")
    cited = json.dumps([{"n": 1, "title": "Levertijd", "updated": "2026-11-03"}])
    await visitor.answered(citations=cited)
    await visitor.answered("Ik zoek het op.", provenance="template")
    answer = await visitor.call("GET", "transcript")
    text = answer.text
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["content-disposition"] == f'attachment; filename="gesprek-{visitor.id[:8]}.txt"'
    assert text.count("Zwaluw AI-assistent (AI-assistent) · ") == 2
    assert "· woorden uit onze artikelen" in text
    assert "· vaste tekst" in text
    assert "Levertijd, bijgewerkt op 2026-11-03" in text
    assert text.index("Hoe lang duurt het?") < text.index("Op werkdagen")


async def test_the_page_to_keep_holds_no_markup_of_anybody(visitor: Visitor) -> None:
    await visitor.say(SCRIPT + " hoe lang duurt het?")
    await visitor.answered(SCRIPT, citations=json.dumps([{"n": 1, "title": SCRIPT, "updated": None}]))
    answer = await visitor.call("GET", "transcript?format=html")
    assert "<script" not in answer.text
    assert "<img" not in answer.text
    assert answer.text.count("&lt;script&gt;") == 3
    assert 'data-provenance="quote"' in answer.text
    assert 'data-provenance="human"' in answer.text
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["content-disposition"].startswith("attachment")


async def test_the_copy_is_in_the_language_of_the_conversation(front: Front) -> None:
    visitor = await front.begin("en")
    answer = await visitor.call("GET", "transcript")
    assert "Conversation with Zwaluw Fietsen" in answer.text
    assert "Nothing was said in this conversation yet." in answer.text
    assert "conversation-" in answer.headers["content-disposition"]


async def test_another_kind_of_copy_is_refused(visitor: Visitor) -> None:
    assert (await visitor.call("GET", "transcript?format=pdf")).status_code == 422
