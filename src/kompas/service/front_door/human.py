"""The human door: always open, in every state. And the brief that goes through it."""

import sqlite3
from typing import Any

from django.utils.crypto import salted_hmac
from starlette.requests import Request
from starlette.responses import Response

from kompas.service.clock import now_ms
from kompas.service.conversations import store
from kompas.service.front_door.door import door_of, json_answer
from kompas.service.front_door.problems import Problem
from kompas.service.front_door.reading import aside, read
from kompas.service.front_door.shapes import CorrectionBody, HumanBody, NoBody
from kompas.service.front_door.visitors import still_there, visitor
from kompas.service.handover import desk

_ASKED = "human.asked"


async def ask(request: Request) -> Response:
    """A person, now. The same id again changes nothing; a new one tells the place again."""
    door, row = door_of(request), visitor(request)
    body = await read(request, HumanBody)

    def job(db: sqlite3.Connection) -> None:
        still_there(db, row["id"])
        told = _trace(row["id"], body.id)
        if told is None or not _asked_before(db, row["id"], told):
            at = now_ms()
            store.record(db, _ASKED, "customer", at, row["id"], {"id": told})
            desk.ask_for_human(db, door.served, row["id"], at)

    await door.write(job)
    return json_answer({}, 202)


async def leave(request: Request) -> Response:
    """The customer goes on with the assistant; harmless when they were not waiting."""
    door, row = door_of(request), visitor(request)
    await read(request, NoBody)

    def job(db: sqlite3.Connection) -> None:
        still_there(db, row["id"])
        desk.leave_queue(db, door.served, row["id"], now_ms())

    await door.write(job)
    return json_answer({}, 202)


async def brief(request: Request) -> Response:
    """What was passed on, and the trail says that it was read. 409 as long as nothing was passed on: a 404 would mean
    that the conversation is gone."""
    door, row = door_of(request), visitor(request)

    def job(db: sqlite3.Connection) -> dict[str, Any] | None:
        still_there(db, row["id"])
        return desk.read_brief(db, row["id"], None, now_ms())

    return json_answer(_there(await door.write(job)))


async def correct(request: Request) -> Response:
    """The customer's own words beside the brief; an empty text takes them back."""
    door, row = door_of(request), visitor(request)
    text = aside((await read(request, CorrectionBody)).correction)

    def job(db: sqlite3.Connection) -> dict[str, Any] | None:
        still_there(db, row["id"])
        return desk.correct_brief(db, row["id"], text, now_ms())

    return json_answer(_there(await door.write(job)))


def _trace(conversation: str, id: str | None) -> str | None:
    """What the trail keeps of a client's own id, to know it again: an id may be made of anything, a name too."""
    return id and salted_hmac("kompas.front_door.human", f"{conversation}:{id}", algorithm="sha256").hexdigest()[:32]


def _asked_before(db: sqlite3.Connection, conversation: str, told: str) -> bool:
    return any(one["id"] == told for one in store.told(db, conversation, _ASKED))


def _there(brief: dict[str, Any] | None) -> dict[str, Any]:
    if brief is None:
        raise Problem(409, "no_brief")
    return brief
