"""The front door: where customers come in. No cookies, no sessions, no templates on the way of a message."""

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from kompas.service.front_door import (
    answers,
    begin,
    demo,
    ending,
    health,
    human,
    messages,
    openapi,
    pages,
    problems,
    static,
    stream,
)
from kompas.service.front_door.door import Door, door_of, language_of
from kompas.service.front_door.hosts import KnownHosts
from kompas.service.front_door.sites import AllowedSites
from kompas.service.house import House
from kompas.service.status.metrics import metrics

_WITHIN = "/chat/v1/conversations/{conversation}"
_API = (
    Route("/chat/v1/hello", begin.hello),
    Route("/chat/v1/conversations", begin.begin, methods=["POST"]),
    Route(f"{_WITHIN}/login", begin.login, methods=["POST"]),
    Route(f"{_WITHIN}/messages", messages.post, methods=["POST"]),
    Route(f"{_WITHIN}/events", stream.Events(), methods=["GET"]),
    Route(f"{_WITHIN}/human", human.ask, methods=["POST"]),
    Route(f"{_WITHIN}/queue/leave", human.leave, methods=["POST"]),
    Route(f"{_WITHIN}/brief", human.brief),
    Route(f"{_WITHIN}/brief", human.correct, methods=["PUT"]),
    Route(f"{_WITHIN}/messages/{{seq:int}}/why", answers.why),
    Route(f"{_WITHIN}/messages/{{seq:int}}/wrong", answers.wrong, methods=["POST"]),
    Route(f"{_WITHIN}/rating", ending.rate, methods=["POST"]),
    Route(f"{_WITHIN}/close", ending.close, methods=["POST"]),
    Route(f"{_WITHIN}/transcript", ending.transcript),
)
_BESIDE = (
    Route("/", pages.entrance),
    Route("/contact/", pages.contact),
    Route("/healthz", health.alive),
    Route("/readyz", health.ready),
    Route("/metrics", metrics),
    Route("/chat/openapi.json", openapi.document),
    Route("/chat/{file}", static.built),
)
_DEMO = (Route("/demo/shop/", demo.shop), Route("/demo/mail/", demo.mail))


def front_door(house: House, door: Door | None = None) -> ASGIApp:
    """The customers' side of a running house. The rules for hosts and sites stand around everything, faults too.

    Whoever gives the door closes it.
    """
    door = door or Door(house)
    app = Starlette(
        routes=routes(house.demo),
        exception_handlers={
            problems.Problem: _refused,
            HTTPException: _not_found,
            Exception: _fault,
        },
    )
    app.state.door = door
    return AllowedSites(KnownHosts(app), door)


def routes(demo: bool) -> list[Route]:
    return [*_API, *_BESIDE, *(_DEMO if demo else ())]


async def _refused(request: Request, problem: Exception) -> Response:
    assert isinstance(problem, problems.Problem)
    door_of(request).house.meters.refused.labels(problem.code).inc()
    return problems.answer(problem, language_of(request))


async def _not_found(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, HTTPException)
    code = {404: "unknown_address", 405: "wrong_method"}.get(fault.status_code, "refused")
    return problems.answer(problems.Problem(fault.status_code, code), language_of(request), fault.headers)


async def _fault(request: Request, _: Exception) -> Response:
    """The server logs what went wrong; the customer reads what to do now."""
    return problems.answer(problems.Problem(500, "fault"), language_of(request))
