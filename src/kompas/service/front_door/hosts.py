"""Under which names this server answers. A page of somebody else's can point a name of its own at this machine and read,
through a visitor's browser, what only this machine should see (DNS rebinding); the name in the request gives it away."""

from django.conf import settings
from django.http.request import split_domain_port, validate_host
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from kompas.service.front_door.problems import Problem, answer
from kompas.service.front_door.sites import first_language

_FOR_WATCHERS = ("/healthz", "/readyz")  # asked by whatever address the server has; they tell nothing of anybody


class KnownHosts:
    """Refuses, in words, a request that names another host than `ALLOWED_HOSTS`: the same rule that Django keeps."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in _FOR_WATCHERS or _known(Headers(scope=scope).get("host", "")):
            return await self._app(scope, receive, send)
        await answer(Problem(400, "unknown_host"), first_language(Headers(scope=scope)))(scope, receive, send)


def _known(host: str) -> bool:
    name, _ = split_domain_port(host)
    return bool(name) and validate_host(name, settings.ALLOWED_HOSTS)
