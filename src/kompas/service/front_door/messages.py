"""A customer's message: read, cleaned, stored once, and only then acknowledged."""

import asyncio
import sqlite3

from starlette.requests import Request
from starlette.responses import Response

from kompas.service.clock import now_ms
from kompas.service.conversations.inbox import Inbound, Received, receive
from kompas.service.front_door.door import address_of, door_of, json_answer
from kompas.service.front_door.limits import network_of
from kompas.service.front_door.reading import read, said
from kompas.service.front_door.shapes import MessageBody
from kompas.service.front_door.visitors import still_there, visitor

_QUICKLY_READ = 400  # characters; a longer text is judged beside the event loop, so that nobody waits for it


async def post(request: Request) -> Response:
    """202 with its place; the same id again gives the same place and 200."""
    door, row = door_of(request), visitor(request, "messages")
    door.limits.network("messages", address_of(request))
    body = await read(request, MessageBody)
    text, served = said(body.text), door.served
    is_complete = served.assistant.complete
    complete = (
        is_complete(text, row["lang"])
        if len(text) <= _QUICKLY_READ
        else await asyncio.to_thread(is_complete, text, row["lang"])
    )
    inbound = Inbound("chat", row["id"], body.id, text)
    settle_ms = int(served.company.thresholds.settle_seconds * 1000)

    def job(db: sqlite3.Connection) -> Received:
        still_there(db, row["id"])
        return receive(db, inbound, complete, settle_ms, served.voice, now_ms())

    door.house.networks.wrote(row["id"], network_of(address_of(request)))
    received = await door.write(job)
    return json_answer({"seq": received.seq, "id": body.id}, 200 if received.repeated else 202)
