"""The first words, and how a conversation begins."""

import secrets
import sqlite3
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from kompas.assistant.company.hours import next_opening, open_at, say_moment
from kompas.assistant.domain.customer import Identity
from kompas.assistant.domain.errors import NotAllowed
from kompas.assistant.privacy.cleaning import LIMIT
from kompas.service.clock import moment, now_ms
from kompas.service.conversations import store
from kompas.service.customers import identity
from kompas.service.database.connection import apart
from kompas.service.front_door.door import Door, address_of, door_of, json_answer, language_of
from kompas.service.front_door.problems import Problem
from kompas.service.front_door.reading import read
from kompas.service.front_door.shapes import BeginBody, LoginBody
from kompas.service.front_door.visitors import known_token, new_token, still_there, until, visitor
from kompas.service.front_door.words import say
from kompas.service.handover.queue import how_many_wait, minutes_to_wait


async def hello(request: Request) -> Response:
    """What is known before any conversation exists: no personal data, so it may be kept for a moment."""
    door, lang = door_of(request), language_of(request)
    answer = json_answer(first_words(door, lang), cache="public, max-age=30")
    answer.headers["Vary"] = "Accept-Language"
    return answer


def first_words(door: Door, lang: str) -> dict[str, Any]:
    served, now = door.served, moment(now_ms())
    company, is_open = served.company, open_at(served.company.hours, now)
    opening = None if is_open else next_opening(company.hours, now)
    return {
        "company": company.name,
        "assistant": company.assistant,
        "languages": company.languages,
        "lang": lang,
        "welcome": served.voice.say("welcome", lang),
        "ai_label": say("ai_label", lang),
        "subtitle": say("subtitle", lang),
        "contact_url": f"/contact/?lang={lang}",
        "open": is_open,
        "opens": say_moment(opening, lang, now) if opening else None,
        "wait_minutes": minutes_to_wait(door.reads, how_many_wait(door.reads) + 1) if is_open else None,
        "max_chars": LIMIT,
        "address_form": company.voice.address_form,
    }


async def begin(request: Request) -> Response:
    """A new conversation with its token, for who had one before the same. Who comes in signed in gets a token of their own:
    the one before may be somebody else's, who was at this screen a moment ago. A login that is refused does not shut the
    door: the customer is unknown, no more."""
    door = door_of(request)
    door.limits.network("begins", address_of(request))
    body = await read(request, BeginBody)
    languages = door.served.company.languages
    lang = body.lang[:2].lower() if body.lang else language_of(request)
    lang = lang if lang in languages else languages[0]
    conversation = _new_id(now_ms())
    known = known_token(door.reads, request) if body.login_token is None else None
    token, digest = known or new_token()

    def job(db: sqlite3.Connection) -> dict[str, Any]:
        at = now_ms()
        store.begin(db, conversation, "chat", lang, digest, until(at), at)
        shown = {"text": "welcome", "lang": lang, "version": door.served.company.version}
        store.record(db, "notice.shown", "system", at, conversation, shown)
        return _known(db, door, conversation, body.login_token, at)

    told = await door.write(job)
    return json_answer({"conversation": conversation, "token": token, **told}, 201)


async def login(request: Request) -> Response:
    """The site vouches for the customer."""
    door, row = door_of(request), visitor(request)
    body = await read(request, LoginBody)

    def job(db: sqlite3.Connection) -> dict[str, Any]:
        still_there(db, row["id"])
        proven = identity.login(db, row["id"], body.login_token, _secret(door), now_ms())
        return _told(db, row["id"], proven)

    try:
        return json_answer(await door.write(job))
    except NotAllowed:
        raise Problem(401, "login_refused") from None


def _new_id(at: int) -> str:
    """Begins with the time, so that the rows of live conversations lie together; 80 random bits cannot be guessed."""
    return f"{at:012x}{secrets.token_hex(10)}"


def _known(db: sqlite3.Connection, door: Door, conversation: str, token: str | None, at: int) -> dict[str, Any]:
    if token is None:
        return {"identity": "none", "name": None}
    try:
        with apart(db):
            return _told(db, conversation, identity.login(db, conversation, token, _secret(door), at))
    except NotAllowed:
        return {"identity": "none", "name": None}


def _told(db: sqlite3.Connection, conversation: str, proven: Identity) -> dict[str, Any]:
    return {"identity": proven.level.name.lower(), "name": identity.name_of(db, conversation)}


def _secret(door: Door) -> str:
    """Without a shared secret no site can vouch for anybody."""
    if not door.house.login_secret:
        raise NotAllowed("no login secret is set", "set KOMPAS_LOGIN_SECRET on the server and the site")
    return door.house.login_secret
