"""Pages that work without script: how to reach people, whatever else is broken."""

from datetime import time
from typing import Any

from babel.dates import format_date
from django.template.loader import render_to_string
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kompas.assistant.company.hours import next_opening, open_at, say_moment
from kompas.assistant.domain.company import Company
from kompas.service.clock import moment, now_ms
from kompas.service.front_door.door import door_of, language_of
from kompas.service.front_door.words import LANGUAGES, all_of, say

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:;"
        " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


async def entrance(request: Request) -> Response:
    """The server's own address: the example in the demo, else how to reach people."""
    return RedirectResponse("/demo/shop/" if door_of(request).house.demo else "/contact/", 302)


async def contact(request: Request) -> Response:
    """Phone, mail, post and hours, from the company file."""
    company, lang = door_of(request).served.company, language_of(request)
    title = say("contact.title", lang, company=company.name)
    return page(request, "contact", lang, title, {"contact": company.contact, **_hours(company, lang)})


def page(request: Request, name: str, lang: str, title: str, content: dict[str, Any]) -> Response:
    """A page in one language with the way to a person on it; the templates escape every value."""
    company = door_of(request).served.company
    other = next((one for one in company.languages if one != lang and one in LANGUAGES), None)
    around = {
        "lang": lang,
        "title": title,
        "company": company.name,
        "person": company.contact,
        "path": request.url.path,
        "other": other,
        "page": all_of("page", lang),
        "words": all_of(name.partition("_")[0], lang),
        "human": _human(company, lang),
    }
    return Response(
        render_to_string(f"pages/{name}.html", {**around, **content}), headers=_HEADERS, media_type="text/html"
    )


def _human(company: Company, lang: str) -> str:
    """The shortest way to a person that this company has; empty when it can only be written to by post."""
    phone, mail = company.contact.phone, company.contact.mail
    key = "human" if phone and mail else "human_phone" if phone else "human_mail" if mail else ""
    return say(f"page.{key}", lang, phone=phone, mail=mail) if key else ""


def _hours(company: Company, lang: str) -> dict[str, Any]:
    hours, now = company.hours, moment(now_ms())
    is_open = open_at(hours, now)
    opening = None if is_open else next_opening(hours, now)
    closed = [format_date(day, "d MMMM y", locale=lang) for day in hours.closed if day >= now.date()]
    state = say("contact.open", lang) if is_open else say("contact.closed_long", lang)
    if opening is not None:
        state = say("contact.closed", lang, opens=say_moment(opening, lang, now))
    return {
        "is_open": is_open,
        "state": state,
        "week": [(say(f"weekday.{day}", lang), _spans(hours.weekly.get(day, ()), lang)) for day in range(7)],
        "on_holidays": say("contact.holidays", lang) if hours.holidays else "",
        "closed_days": say("contact.closed_days", lang, days=", ".join(closed)) if closed else "",
    }


def _spans(spans: tuple[tuple[time, time], ...], lang: str) -> str:
    said = [say("contact.span", lang, begin=_clock(begin, lang), end=_clock(end, lang)) for begin, end in spans]
    return f" {say('contact.and', lang)} ".join(said) or say("contact.no_hours", lang)


def _clock(at: time, lang: str) -> str:
    """ "9.00" or "9:00"; the end of the day is 24 hours, not one minute before."""
    hour, minute = (24, 0) if at == time.max else (at.hour, at.minute)
    return f"{hour}{say('contact.clock', lang)}{minute:02d}"
