"""The end of a conversation: the customer's rating, closing it, and a copy to keep."""

import sqlite3

from starlette.requests import Request
from starlette.responses import Response

from kompas.service.clock import now_ms
from kompas.service.conversations import rating
from kompas.service.front_door import transcript as copy
from kompas.service.front_door.door import door_of, json_answer
from kompas.service.front_door.problems import Problem, Said
from kompas.service.front_door.reading import aside, read
from kompas.service.front_door.shapes import NoBody, RatingBody
from kompas.service.front_door.visitors import still_there, visitor
from kompas.service.front_door.words import say
from kompas.service.handover import desk


async def rate(request: Request) -> Response:
    """Effort and whether it was solved; rating again replaces."""
    door, row = door_of(request), visitor(request)
    body = await read(request, RatingBody)
    comment = aside(body.comment)

    def job(db: sqlite3.Connection) -> None:
        still_there(db, row["id"])
        rating.rate(db, row["id"], body.effort, body.solved, comment, now_ms())

    await door.write(job)
    return json_answer({}, 201)


async def close(request: Request) -> Response:
    """The customer ends it. A next message opens it again."""
    door, row = door_of(request), visitor(request)
    await read(request, NoBody)

    def job(db: sqlite3.Connection) -> None:
        still_there(db, row["id"])
        desk.close(db, door.served, row["id"], now_ms())

    await door.write(job)
    return json_answer({}, 202)


async def transcript(request: Request) -> Response:
    """The whole conversation as a file, each message with its author, its time and where its words come from."""
    door, row = door_of(request), visitor(request)
    kind = request.query_params.get("format", "txt")
    if kind not in ("txt", "html"):
        raise Problem(422, "field", place="format", why=Said("field.wrong")).told(pointer="format")
    made = copy.transcript_of(door.reads, door.served, row, now_ms())
    content, media = (copy.as_text(made), "text/plain") if kind == "txt" else (copy.as_html(made), "text/html")
    headers = {
        "Content-Disposition": f'attachment; filename="{say("transcript.file", row["lang"])}-{row["id"][:8]}.{kind}"',
        "Cache-Control": "no-store",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    }
    return Response(content, headers=headers, media_type=media)
