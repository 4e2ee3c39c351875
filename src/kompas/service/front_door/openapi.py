"""The API in OpenAPI 3.1: the addresses and answers stand in openapi.yaml, the bodies are those that are really read."""

from functools import cache
from importlib.resources import files
from typing import Any

from pydantic.json_schema import models_json_schema
from ruamel.yaml import YAML
from starlette.requests import Request
from starlette.responses import Response

from kompas.service.front_door import shapes
from kompas.service.front_door.door import json_answer

_BODIES = (
    shapes.BeginBody,
    shapes.LoginBody,
    shapes.MessageBody,
    shapes.HumanBody,
    shapes.CorrectionBody,
    shapes.RatingBody,
    shapes.WrongBody,
    shapes.NoBody,
)


async def document(request: Request) -> Response:
    """The whole description."""
    return json_answer(description(), cache="public, max-age=300")


@cache
def description() -> dict[str, Any]:
    text = files("kompas.service.front_door").joinpath("openapi.yaml").read_text("utf-8")
    told: dict[str, Any] = YAML(typ="safe").load(text)
    _, bodies = models_json_schema(
        [(body, "validation") for body in _BODIES], ref_template="#/components/schemas/{model}"
    )
    told["components"]["schemas"] |= bodies["$defs"]
    _add_refusals(told)
    return told


def _add_refusals(told: dict[str, Any]) -> None:
    """What every call within a conversation may answer is written down once."""
    refusal = {"$ref": "#/components/responses/Refusal"}
    for path, calls in told["paths"].items():
        for name, call in calls.items():
            if name == "parameters":
                continue
            within = "{conversation}" in path
            for status in (["401", "404", "429"] if within else []) + (
                ["400", "413", "422"] if "requestBody" in call else []
            ):
                call["responses"].setdefault(status, refusal)
