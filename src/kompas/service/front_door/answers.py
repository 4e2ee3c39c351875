"""Two questions about an answer: why this one, and "this is not right"."""

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

from kompas.assistant.answering.explain import explain
from kompas.assistant.domain.company import Company, in_language
from kompas.assistant.domain.decision import Reason
from kompas.service.clock import now_ms
from kompas.service.conversations import store
from kompas.service.conversations.wire import spoken
from kompas.service.front_door.door import door_of, json_answer, language_of
from kompas.service.front_door.problems import Problem
from kompas.service.front_door.reading import aside, read
from kompas.service.front_door.shapes import WrongBody
from kompas.service.front_door.visitors import still_there, visitor
from kompas.service.front_door.words import knows, say
from kompas.service.handover.story import brief_from_story
from kompas.service.library.shelf import Served

_MARKED = "answer.marked_wrong"
_LAST = 2**63 - 1  # the largest number that the database knows


async def why(request: Request) -> Response:
    """The stored reasons of one decision in plain words; the same trace explains it to agents and auditors."""
    door, row = door_of(request), visitor(request)
    seq = _seq(request)
    decided = store.decided(door.reads, row["id"], seq)
    if decided is None:
        raise Problem(409, "no_reason")
    return json_answer(_explained(door.served, decided, language_of(request)))


async def wrong(request: Request) -> Response:
    """The customer says that an answer is not right: kept in the trail, and a person is offered. A repeat is harmless."""
    door, row = door_of(request), visitor(request)
    seq = _seq(request)
    comment = aside((await read(request, WrongBody)).comment)
    if store.author_of(door.reads, row["id"], seq) != "assistant":
        raise Problem(409, "no_message")
    await door.write(lambda db: _mark(db, row["id"], seq, comment, now_ms()))
    return json_answer({}, 202)


def _seq(request: Request) -> int:
    """The place in the address; one that no database can hold is nobody's place."""
    return min(int(request.path_params["seq"]), _LAST)


def _explained(served: Served, decided: sqlite3.Row, lang: str) -> dict[str, Any]:
    traced = json.loads(decided["trace"])
    reasons = [_reason(one) for one in traced["reasons"] if served.voice.has(f"why.{one['code']}.customer")]
    if not reasons:
        raise Problem(409, "no_reason")
    named = _titles(served.company, lang)
    # a passage ("nl/levertijd#spoed") goes by the title of its article
    passages = {one: named.get(one.partition("#")[0], "") for reason in reasons for one in reason.evidence}
    titles = {**passages, **named}
    words = [str(explain(one, lang, titles, served.voice)) for one in reasons]
    sources = {one["title"]: one["updated"] for one in json.loads(decided["citations"])}
    title = f"why.title.{decided['kind']}"
    return {
        "decision": decided["kind"],
        "title": say(title if knows(title) else "why.title.answer", lang),
        "reasons": list(dict.fromkeys(words)),
        "certainty": _certainty(reasons, lang),
        "sources": [{"title": name, "updated": updated} for name, updated in sources.items()],
        "version": str(traced.get("version") or served.company.version)[:12],
    }


def _reason(told: Mapping[str, Any]) -> Reason:
    evidence = tuple(str(one) for one in told.get("evidence") or ())
    return Reason(told["code"], told.get("rule"), evidence, told.get("value"), told.get("threshold"))


def _certainty(reasons: list[Reason], lang: str) -> str | None:
    """The number that decided, said as one: only where an answer was weighed against what an answer needs."""
    for reason in reasons:
        if reason.code in ("certain_enough", "intent_certain", "not_known") and reason.value is not None:
            value, threshold = round(reason.value * 100), round((reason.threshold or 0) * 100)
            return say("why.certainty", lang, value=value, threshold=threshold)
    return None


def _titles(company: Company, lang: str) -> dict[str, str]:
    """What reasons rest on, by id, in words: articles and their passages, intents, workflows, house rules, connectors."""
    named = {article.id: article.title for article in company.articles}
    for article in sorted(
        company.articles, key=lambda one: one.lang == lang
    ):  # the customer's own language last, so it stays
        named[f"article:{article.slug}"] = article.title
    named |= {intent.id: in_language(intent.title, lang) for intent in company.intents.values()}
    named |= {workflow.id: in_language(workflow.title, lang) for workflow in company.workflows.values()}
    named |= {connector.id: in_language(connector.title, lang) for connector in company.connectors.values()}
    named |= {rule.id: in_language(rule.because, lang) for rule in company.rules}
    return named


def _mark(db: sqlite3.Connection, conversation: str, seq: int, comment: str, at: int) -> None:
    row = still_there(db, conversation)
    if _marked(db, conversation, seq):
        return
    store.record(db, _MARKED, "customer", at, conversation, {"seq": seq})
    if comment:
        store.say(db, conversation, spoken(comment, row["lang"], "customer", "human"), at, "customer")
    if row["held_by"] == "assistant" and not store.stopped(db):
        store.say(db, conversation, _offer(db, conversation, row["lang"]), at, "assistant")


def _marked(db: sqlite3.Connection, conversation: str, seq: int) -> bool:
    return any(mark["seq"] == seq for mark in store.told(db, conversation, _MARKED))


def _offer(db: sqlite3.Connection, conversation: str, lang: str) -> store.Words:
    """What the button sends is a plain wish for a person, so it is heard in every state."""
    thanks = say("wrong.thanks", lang)
    button = {"kind": "offer", "text": say("wrong.offer", lang), "send": say("wrong.send", lang)}
    parts = [
        {"kind": "text", "text": thanks, "cites": []},
        {**button, "brief": {**brief_from_story(db, conversation), "correction": None}},
    ]
    return store.Words("assistant", thanks, lang, "template", orjson.dumps(parts).decode())
