"""Both sides in one process: Django where people sign in, the front door where customers are."""

from typing import Any, cast

from django.contrib.staticfiles.handlers import ASGIStaticFilesHandler
from django.core.asgi import get_asgi_application
from starlette.types import ASGIApp, Receive, Scope, Send

from kompas.service.bodies import BoundedBodies
from kompas.service.front_door.app import front_door
from kompas.service.front_door.door import Door
from kompas.service.house import House
from kompas.service.serving import live

_FRONT = ("/chat/", "/contact/", "/demo/", "/healthz", "/readyz", "/metrics")


def application(house: House) -> ASGIApp:
    """The ASGI application of a running house."""
    door = Door(house)
    customers = front_door(house, door)
    # Django types its ASGI callables by hand; they are plain ASGI applications
    staff = BoundedBodies(cast(ASGIApp, ASGIStaticFilesHandler(get_asgi_application())))

    async def route(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _lifespan(house, door, receive, send)
        elif scope["path"] == "/" or scope["path"].startswith(_FRONT) or ".." in scope["path"].split("/"):
            # an address that climbs is nobody's; Django's static files would call it a fault of ours
            await customers(scope, receive, send)
        else:
            await staff(scope, receive, send)

    return route


async def _lifespan(house: House, door: Door, receive: Receive, send: Send) -> None:
    await receive()
    async with live(house):
        await send({"type": "lifespan.startup.complete"})
        message: Any = await receive()
        assert message["type"] == "lifespan.shutdown"
    door.close()
    await send({"type": "lifespan.shutdown.complete"})
