"""Is it alive, and is it ready to help? For whoever watches the server."""

from starlette.requests import Request
from starlette.responses import Response

from kompas.service.conversations import store
from kompas.service.front_door.door import door_of, json_answer


async def alive(request: Request) -> Response:
    """The process answers."""
    return json_answer({"alive": True})


async def ready(request: Request) -> Response:
    """200 when a customer would be helped now, else 503; each part by name.

    Mail, back room and trail are told too, but customers are helped without them.
    """
    door = door_of(request)
    house = door.house
    served = bool(door.served.company.version)
    needed = {"database": store.can_be_read(door.reads), "assistant": served, "worker": house.worker.alive}
    beside = {"mail": house.outbox.alive, "backroom": house.backroom.well, "trail": house.sealer.alive}
    ready = all(needed.values())
    return json_answer({"ready": ready, **needed, **beside}, 200 if ready else 503)
