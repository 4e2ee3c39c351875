"""Which sites may show the chat: cross-origin rules from the company file, without cookies."""

from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kompas.service.front_door.door import Door
from kompas.service.front_door.problems import Problem, answer
from kompas.service.front_door.words import LANGUAGES

_API = "/chat/v1/"
_PREFLIGHT = {
    "Access-Control-Allow-Headers": "authorization, content-type, last-event-id, accept-language",
    "Access-Control-Allow-Methods": "GET, POST, PUT",
    "Access-Control-Max-Age": "600",
}
_EXPOSED = "retry-after, content-disposition"


class AllowedSites:
    """Answers preflights and marks answers for the sites of `allowed_sites` (read anew each time: it may be edited)."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self._app, self._door = app, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope) if scope["type"] == "http" else Headers()
        site = headers.get("origin")
        if scope["type"] != "http" or not scope["path"].startswith(_API) or site is None:
            return await self._app(scope, receive, send)
        if not self._may_show(site, scope, headers):
            refusal = answer(Problem(403, "foreign_site", site=site[:100]), first_language(headers), {"Vary": "Origin"})
            return await refusal(scope, receive, send)
        if scope["method"] == "OPTIONS" and "access-control-request-method" in headers:
            return await _nod(site, send)

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                _mark(MutableHeaders(scope=message), site)
            await send(message)

        await self._app(scope, receive, marked)

    def _may_show(self, site: str, scope: Scope, headers: Headers) -> bool:
        """The listed sites, and this server's own pages."""
        own = f"{scope['scheme']}://{headers.get('host', '')}"
        return _listed(site, (own, *self._door.served.company.channels.allowed_sites))


def _listed(site: str, sites: Iterable[str]) -> bool:
    return site.lower() in {one.lower().rstrip("/") for one in sites}


def _mark(headers: MutableHeaders, site: str) -> None:
    headers["Access-Control-Allow-Origin"] = site
    headers["Access-Control-Expose-Headers"] = _EXPOSED
    headers.add_vary_header("Origin")


async def _nod(site: str, send: Send) -> None:
    headers = MutableHeaders({**_PREFLIGHT})
    _mark(headers, site)
    await send({"type": "http.response.start", "status": 204, "headers": headers.raw})
    await send({"type": "http.response.body", "body": b""})


def first_language(headers: Headers) -> str:
    """Of an answer that is given before anything else is looked at."""
    wished = headers.get("accept-language", "")[:2].lower()
    return wished if wished in LANGUAGES else LANGUAGES[-1]
