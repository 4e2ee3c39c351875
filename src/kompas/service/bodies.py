"""How much a request to the staff's side may hold. Django keeps the whole of it on disk before it looks who sends it, so
that anybody could fill the disk on which customers' words are stored."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kompas.service.front_door.problems import Problem, answer
from kompas.service.front_door.sites import first_language

_FORM = 4_000_000  # bytes: the longest text that an editor can send
_UPLOADS = 60_000_000  # files of a source, together
_BRINGS = "/library/sources/"


class _TooLarge(Exception):
    pass


class BoundedBodies:
    """Refuses, in words, what is larger, also where its length is not told beforehand."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        headers, most = Headers(scope=scope), _UPLOADS if scope["path"].startswith(_BRINGS) else _FORM
        told = headers.get("content-length", "")
        try:
            if told.isdigit() and int(told) > most:
                raise _TooLarge
            await self._app(scope, _counted(receive, most), send)
        except _TooLarge:
            problem = Problem(413, "body_too_large", most=f"{most // 1_000_000} MB")
            await answer(problem, first_language(headers))(scope, receive, send)


def _counted(receive: Receive, most: int) -> Receive:
    size = 0

    async def counted() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > most:
            raise _TooLarge
        return message

    return counted
