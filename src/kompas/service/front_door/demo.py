"""The demo's own pages: an example site with the chat on it, and the mail that would have left. Never in production."""

import time
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import jwt
from babel.dates import format_datetime
from ruamel.yaml import YAML
from starlette.requests import Request
from starlette.responses import Response

from kompas.assistant.domain.company import Company
from kompas.assistant.domain.knowledge import Audience
from kompas.service.clock import moment
from kompas.service.conversations import store
from kompas.service.front_door.door import door_of, language_of
from kompas.service.front_door.pages import page
from kompas.service.front_door.words import say

_LOGIN_SECONDS = 300
_EXAMPLES = 6
_NEWEST = 50


async def shop(request: Request) -> Response:
    """The company's site as a visitor sees it: anonymous, or signed in with a login token made as a real shop would."""
    door, lang = door_of(request), language_of(request)
    company, chosen = door.served.company, request.query_params.get("as", "")
    people = visitors().get(company.slug, ())
    visitor = next((one for one in people if one["key"] == chosen), None)
    content = {
        "banner": say("demo.banner", lang, company=company.name),
        "lead": say("demo.shop_lead", lang, company=company.name),
        "examples": _examples(company, lang),
        "people": [(one["key"], say("demo.as", lang, **_shown(one))) for one in people],
        "chosen": visitor["key"] if visitor else "",
        "token": signed(visitor, door.house.login_secret, int(time.time())) if visitor else "",
    }
    return page(request, "demo_shop", lang, say("demo.shop_title", lang, company=company.name), content)


async def mail(request: Request) -> Response:
    """The outbox, newest first. It refreshes by itself only when asked to: a page that moves hinders readers."""
    door, lang = door_of(request), language_of(request)
    company, zone = door.served.company, door.served.zone
    rows = store.letters(door.reads, _NEWEST)
    letters = [
        {
            "to": row["recipient"],
            "subject": row["subject"],
            "body": row["body"],
            "at": format_datetime(moment(row["at"]).astimezone(zone), "d MMMM y, HH:mm:ss", locale=lang),
        }
        for row in rows
    ]
    auto = request.query_params.get("auto") == "1"
    content = {"banner": say("demo.banner", lang, company=company.name), "letters": letters, "auto": auto}
    return page(request, "demo_mail", lang, say("demo.mail_title", lang), content)


def signed(visitor: Mapping[str, str], secret: str, at: int) -> str:
    """What a shop's own server does for a customer who is logged in."""
    claims = {"aud": "kompas", "sub": visitor["key"], "name": visitor["name"], "email": visitor["email"]}
    return jwt.encode({**claims, "iat": at, "exp": at + _LOGIN_SECONDS}, secret, algorithm="HS256")


@cache
def visitors() -> Mapping[str, Any]:
    """Who may sign in on the example page, by company."""
    found = YAML(typ="safe").load(files("kompas.service.front_door").joinpath("demo.yaml").read_text("utf-8"))
    return dict(found)


def _shown(visitor: Mapping[str, str]) -> dict[str, str]:
    return {"name": visitor["name"], "key": visitor["key"]}


def _examples(company: Company, lang: str) -> list[str]:
    """Questions that the company's own public articles answer, spread over them."""
    asked = [
        article.questions[0]
        for article in company.articles
        if article.lang == lang and article.audience is Audience.PUBLIC and article.questions
    ]
    step = max(1, len(asked) // _EXAMPLES)
    return asked[::step][:_EXAMPLES]
