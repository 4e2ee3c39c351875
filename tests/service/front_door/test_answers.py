"""Why an answer was given, and what happens when the customer says that it is not right."""

import json

import pytest
from tests.service.front_door.front import Front, Visitor

from kompas.assistant.domain.understanding import Wish
from kompas.assistant.understanding.wishes import hear
from kompas.service.clock import now_ms
from kompas.service.conversations import store
from kompas.service.front_door.words import LANGUAGES, say

pytestmark = pytest.mark.anyio

CITED = json.dumps([{"n": 1, "title": "Levertijd en bezorging", "updated": "2026-11-03"}])


async def decided(front: Front, visitor: Visitor, *reasons: dict[str, object], kind: str = "answer") -> int:
    seq = await visitor.answered(citations=CITED)
    trace = json.dumps({"reasons": reasons, "version": "0123456789abcdef"})
    await front.write(lambda db: store.decide(db, visitor.id, seq, now_ms(), kind, str(reasons[0]["code"]), trace))
    return seq


async def test_the_reasons_are_said_in_plain_words_with_the_sources(front: Front, visitor: Visitor) -> None:
    evidence = ["nl/levertijd#hoe-lang"]
    seq = await decided(
        front, visitor, {"code": "certain_enough", "evidence": evidence, "value": 0.87, "threshold": 0.6}
    )
    title = next(article.title for article in front.house.shelf.now.company.articles if article.id == "nl/levertijd")
    told = (await visitor.call("GET", f"messages/{seq}/why")).json()
    assert told == {
        "decision": "answer",
        "title": "Waarom dit antwoord",
        "reasons": [f"Uw vraag past bij dit artikel: {title}."],
        "certainty": "De zekerheid was 87 procent. Antwoorden mag vanaf 60 procent.",
        "sources": [{"title": "Levertijd en bezorging", "updated": "2026-11-03"}],
        "version": "0123456789ab",
    }


async def test_they_follow_the_language_of_the_customer(front: Front, visitor: Visitor) -> None:
    seq = await decided(front, visitor, {"code": "wants_human"}, kind="handover")
    told = (await visitor.call("GET", f"messages/{seq}/why", **{"Accept-Language": "en"})).json()
    assert told["title"] == "Why a person"
    assert told["reasons"] == ["You asked for a person. Then I always bring one in."]
    assert told["certainty"] is None


async def test_a_house_rule_speaks_in_the_words_of_the_company(front: Front, visitor: Visitor) -> None:
    rule = front.house.shelf.now.company.rules[0]
    seq = await decided(front, visitor, {"code": "house_rule", "rule": rule.id}, kind="decline")
    told = (await visitor.call("GET", f"messages/{seq}/why")).json()
    assert told["reasons"] == [rule.because["nl"]]


async def test_a_reason_without_words_for_customers_is_left_out(front: Front, visitor: Visitor) -> None:
    seq = await decided(front, visitor, {"code": "code_of_tomorrow"}, {"code": "wants_human"})
    alone = await decided(front, visitor, {"code": "code_of_tomorrow"})
    assert len((await visitor.call("GET", f"messages/{seq}/why")).json()["reasons"]) == 1
    assert (await visitor.call("GET", f"messages/{alone}/why")).status_code == 409


async def test_matters_that_were_near_are_named_by_their_titles(front: Front, visitor: Visitor) -> None:
    intent = next(iter(front.house.shelf.now.company.intents.values()))
    seq = await decided(
        front, visitor, {"code": "two_near", "evidence": [intent.id, "article:levertijd"]}, kind="askback"
    )
    told = (await visitor.call("GET", f"messages/{seq}/why", **{"Accept-Language": "en"})).json()
    titles = {article.id: article.title for article in front.house.shelf.now.company.articles}
    assert f"{intent.title['en']}, {titles['en/levertijd']}" in told["reasons"][0]


@pytest.mark.parametrize("seq", [0, 1, 999_999, 10**30])
async def test_a_message_without_a_decision_is_no_lost_conversation(visitor: Visitor, seq: int) -> None:
    await visitor.say("Hoe lang duurt het?")
    answer = await visitor.call("GET", f"messages/{seq}/why")
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:kompas:problem:no-reason")


@pytest.mark.parametrize("seq", [0, 10**30])
async def test_what_is_not_there_cannot_be_wrong(visitor: Visitor, seq: int) -> None:
    answer = await visitor.call("POST", f"messages/{seq}/wrong", {})
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:kompas:problem:no-message")


async def test_the_reasons_of_another_conversation_stay_there(front: Front) -> None:
    mine, other = await front.begin(), await front.begin()
    seq = await decided(front, other, {"code": "wants_human"})
    assert (await mine.call("GET", f"messages/{seq}/why")).status_code == 409


async def test_a_wrong_answer_is_in_the_trail_and_a_person_is_offered(front: Front, visitor: Visitor) -> None:
    await visitor.say("Hoe lang duurt het?")
    seq = await visitor.answered()
    assert (await visitor.call("POST", f"messages/{seq}/wrong", {})).status_code == 202
    (event,) = await front.rows("SELECT data, by FROM conversations_event WHERE kind = 'answer.marked_wrong'")
    assert (json.loads(event["data"]), event["by"]) == ({"seq": seq}, "customer")
    offer = (await visitor.messages())[-1]
    assert (offer["author"], offer["provenance"]) == ("assistant", "template")
    assert [part["kind"] for part in offer["parts"]] == ["text", "offer"]
    assert offer["parts"][1]["brief"]["wish"] == "Hoe lang duurt het?"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_button_says_a_wish_that_is_always_heard(lang: str) -> None:
    assert any(heard.wish is Wish.HUMAN for heard in hear(say("wrong.send", lang), lang))


async def test_saying_it_twice_offers_once(visitor: Visitor) -> None:
    seq = await visitor.answered()
    for _ in range(3):
        assert (await visitor.call("POST", f"messages/{seq}/wrong", {"comment": "Klopt niet."})).status_code == 202
    assert [message["author"] for message in await visitor.messages()] == ["assistant", "customer", "assistant"]


async def test_a_comment_is_the_customers_word_masked_and_without_a_turn(front: Front, visitor: Visitor) -> None:
    seq = await visitor.answered()
    await visitor.call("POST", f"messages/{seq}/wrong", {"comment": "Mijn bsn 111222333 staat er verkeerd."})
    said = (await visitor.messages())[1]
    assert said["author"] == "customer"
    assert "111222333" not in said["text"]
    assert (await front.rows("SELECT due_at FROM conversations_conversation"))[0]["due_at"] is None


@pytest.mark.parametrize("body", [{"comment": "Klopt niet."}, {}])
async def test_while_the_customer_waits_the_assistant_keeps_silent(visitor: Visitor, body: dict[str, str]) -> None:
    seq = await visitor.answered()
    await visitor.call("POST", "human", {"id": "1"})
    before = [message for message in await visitor.messages() if message["author"] == "assistant"]
    await visitor.call("POST", f"messages/{seq}/wrong", body)
    assert [message for message in await visitor.messages() if message["author"] == "assistant"] == before


async def test_a_stopped_assistant_offers_nothing(front: Front, visitor: Visitor) -> None:
    seq = await visitor.answered()
    await front.write(lambda db: db.execute("INSERT INTO handover_stop (at, reason) VALUES (1, '')"))
    await visitor.call("POST", f"messages/{seq}/wrong", {})
    assert len(await visitor.messages()) == 1


async def test_only_what_the_assistant_said_can_be_wrong(visitor: Visitor) -> None:
    seq = (await visitor.say("Hoe lang duurt het?")).json()["seq"]
    for one in (seq, 999):
        answer = await visitor.call("POST", f"messages/{one}/wrong", {})
        assert (answer.status_code, answer.json()["type"]) == (409, "urn:kompas:problem:no-message")
