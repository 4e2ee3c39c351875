"""Refusals in words: RFC 9457 problems in the customer's language, each with its remedy and the way to a person."""

from collections.abc import Mapping
from typing import Any, Self

import orjson
from starlette.responses import Response

from kompas.service.front_door.words import say

MEDIA_TYPE = "application/problem+json"


class Problem(Exception):
    """A request that cannot be done. `code` is a key of the words; `values` fill them and never hold personal data."""

    def __init__(self, status: int, code: str, **values: object) -> None:
        super().__init__(f"{status} {code}")
        self.status = status
        self.code = code
        self.values = values
        self.more: dict[str, Any] = {}
        self.headers: dict[str, str] = {}

    def told(self, retry_after: int | None = None, **more: Any) -> Self:
        """With what a program can read beside the words."""
        if retry_after is not None:
            self.headers["Retry-After"] = str(retry_after)
        self.more |= more
        return self


def answer(problem: Problem, lang: str, headers: Mapping[str, str] | None = None) -> Response:
    """The problem as it goes out."""
    words = f"problem.{problem.code}"
    content = {
        "type": f"urn:kompas:problem:{problem.code.replace('_', '-')}",
        "title": say(f"{words}.title", lang),
        "status": problem.status,
        "detail": say(
            f"{words}.detail", lang, **{name: _worded(value, lang) for name, value in problem.values.items()}
        ),
        "remedy": say(f"{words}.remedy", lang),
        "human": f"/contact/?lang={lang}",
        **problem.more,
    }
    told = {"Cache-Control": "no-store", "Content-Language": lang, **problem.headers, **(headers or {})}
    return Response(orjson.dumps(content), problem.status, told, media_type=MEDIA_TYPE)


def _worded(value: object, lang: str) -> object:
    """A value that is itself a key of the words is said in the language of the answer."""
    return say(value, lang) if isinstance(value, Said) else value


class Said(str):
    """A key of the words, to be said in the language of the answer."""

    __slots__ = ()
