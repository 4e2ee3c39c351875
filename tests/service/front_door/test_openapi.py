"""The description is true: every route is in it, and what is answered has the shape that it says."""

import re
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.service.front_door.front import API, Front, Visitor

from kompas.service.front_door.app import routes
from kompas.service.front_door.openapi import description

pytestmark = pytest.mark.anyio


def check(name: str, content: Any) -> None:
    schema = {"$ref": f"#/components/schemas/{name}", "components": description()["components"]}
    Draft202012Validator(schema).validate(content)


def test_every_route_is_described_and_nothing_else() -> None:
    served = {
        (re.sub(r":\w+}", "}", route.path), method.lower())
        for route in routes(demo=True)
        for method in (route.methods or set()) - {"HEAD"}
    }
    told = {(path, name) for path, calls in description()["paths"].items() for name in calls if name != "parameters"}
    assert served == told


def test_what_it_refers_to_is_there_and_names_are_used_once() -> None:
    told = description()
    for reference in re.findall(r"'\$ref': '#/([^']+)'", str(told)):
        place: Any = told
        for step in reference.split("/"):
            place = place[step]
    names = [
        call["operationId"] for calls in told["paths"].values() for name, call in calls.items() if name != "parameters"
    ]
    assert len(names) == len(set(names))
    for schema in told["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


async def test_it_is_served(front: Front) -> None:
    answer = await front.client.get("/chat/openapi.json")
    assert answer.json()["openapi"] == "3.1.0"
    assert answer.json() == description()


async def test_the_answers_have_the_shape_that_it_says(front: Front, visitor: Visitor) -> None:
    check("Hello", (await front.client.get(f"{API}/hello")).json())
    check("Begun", (await front.client.post(f"{API}/conversations", json={})).json())
    check("Stored", (await visitor.say("Hoe lang duurt het?")).json())
    await visitor.call("POST", "human", {"id": "1"})
    check("Brief", (await visitor.call("GET", "brief")).json())
    check("Ready", (await front.client.get("/readyz")).json())
    check("Problem", (await visitor.say("")).json())
    check("Problem", (await front.client.get("/chat/v1/nowhere")).json())
    seq = await visitor.answered(
        citations='[{"n":1,"title":"T","heading":"","updated":null,"url":"","lang":"nl","passage":"P"}]'
    )
    async with visitor.listen() as stream:
        check("State", (await stream.until("state"))["data"])
        check("Brief", (await stream.until("brief"))["data"])
        said = await stream.messages(4)
    for message in said:
        check("Message", message)
    assert said[-1]["seq"] == seq
