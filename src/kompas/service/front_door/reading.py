"""Bodies: measured before they are read, and every fault said with its place and remedy."""

import asyncio
from typing import TypeVar

import orjson
from pydantic import BaseModel, ValidationError
from starlette.requests import Request

from kompas.assistant.privacy.cleaning import LIMIT, Refusal, clean
from kompas.assistant.privacy.masking import mask
from kompas.service.front_door.limits import bounds
from kompas.service.front_door.problems import Problem, Said

B = TypeVar("B", bound=BaseModel)
_FAULTS = {
    "missing": "missing",
    "string_too_long": "too_long",
    "string_too_short": "too_short",
    "greater_than_equal": "too_small",
    "less_than_equal": "too_large",
    "extra_forbidden": "not_wanted",
}


async def read(request: Request, shape: type[B]) -> B:
    """The body in its shape; no body is an empty object. Raises a Problem that says what is wrong and where."""
    content = await _content(request)
    kind = request.headers.get("content-type", "application/json").partition(";")[0].strip().lower()
    if content and kind != "application/json":
        raise Problem(415, "not_json_type")
    try:
        return shape.model_validate(_parsed(content))
    except ValidationError as fault:
        raise _field(fault) from None


def said(text: str) -> str:
    """A customer's text, cleaned. Raises a Problem for what is empty, too long or no text."""
    cleaned = clean(text)
    if isinstance(cleaned, Refusal):
        raise Problem(422, cleaned.code, most=f"{LIMIT:_}".replace("_", " "), count=len(text)).told(pointer="/text")
    return cleaned


def aside(text: str) -> str:
    """A remark beside the conversation (a comment, a correction): cleaned and masked as messages are; may be empty."""
    if not text.strip():
        return ""
    return mask(said(text)).text


async def _content(request: Request) -> bytes:
    most = bounds().body_bytes
    told = request.headers.get("content-length", "")
    if told.isdigit() and int(told) > most:
        raise _too_large(most)
    pieces, size = [], 0
    try:
        async with asyncio.timeout(bounds().body_seconds):
            async for piece in request.stream():
                size += len(piece)
                if size > most:
                    raise _too_large(most)
                pieces.append(piece)
    except TimeoutError:
        raise Problem(408, "body_too_slow", seconds=bounds().body_seconds) from None
    return b"".join(pieces)


def _too_large(most: int) -> Problem:
    return Problem(413, "body_too_large", most=f"{most // 1024} kB")


def _parsed(content: bytes) -> object:
    if not content:
        return {}
    try:
        return orjson.loads(content.decode())
    except UnicodeDecodeError as fault:
        raise Problem(400, "not_utf8", place=fault.start + 1).told(place=fault.start + 1) from None
    except orjson.JSONDecodeError as fault:
        where = {"line": fault.lineno, "column": fault.colno}
        raise Problem(400, "not_json", **where).told(place=where) from None


def _field(fault: ValidationError) -> Problem:
    """The first fault, in words, without what was sent."""
    first = fault.errors(include_input=False, include_url=False)[0]
    place = ".".join(str(step) for step in first["loc"]) or "JSON"
    why = Said(f"field.{_FAULTS.get(first['type'], 'wrong')}")
    return Problem(422, "field", place=place, why=why).told(pointer="/" + place.replace(".", "/"))
