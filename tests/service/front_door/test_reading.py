"""Bodies that are no good: each is refused with its place and a remedy."""

import pytest
from tests.service.front_door.front import Front, Visitor

pytestmark = pytest.mark.anyio


async def send(
    visitor: Visitor, content: bytes, path: str = "messages", **headers: str
) -> tuple[int, dict[str, object]]:
    told = {**visitor.headers, "Content-Type": "application/json", **headers}
    answer = await visitor.front.client.post(visitor.path(path), content=content, headers=told)
    return answer.status_code, answer.json()


@pytest.mark.parametrize(
    ("content", "status", "kind"),
    [
        (b"{", 400, "not-json"),
        (b"hoe lang duurt het?", 400, "not-json"),
        (b'{"id": NaN}', 400, "not-json"),
        (b'{"id": "1", "text": "\\ud800"}', 400, "not-json"),
        (b"[" * 60_000, 400, "not-json"),
        (b'{"id": "1", "text": "\xff\xfe"}', 400, "not-utf8"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), 400, "not-utf8"),
        (b"[]", 422, "field"),
        (b"null", 422, "field"),
        (b"{}", 422, "field"),
        (b"", 422, "field"),
        (b'{"id": "1"}', 422, "field"),
        (b'{"id": 1, "text": "hallo"}', 422, "field"),
        (b'{"id": "1", "text": ["hallo"]}', 422, "field"),
        (b'{"id": "a:b", "text": "hallo"}', 422, "field"),
        (b'{"id": "", "text": "hallo"}', 422, "field"),
        (b'{"id": "%s", "text": "hallo"}' % (b"1" * 65), 422, "field"),
    ],
)
async def test_a_bad_body_is_refused_clearly(visitor: Visitor, content: bytes, status: int, kind: str) -> None:
    answered, told = await send(visitor, content)
    assert (answered, told["type"]) == (status, f"urn:kompas:problem:{kind}")
    assert told["remedy"]
    assert await visitor.messages() == []


async def test_the_place_of_the_fault_is_named(visitor: Visitor) -> None:
    _, told = await send(visitor, b'{"effort": 9, "solved": true}', "rating")
    assert told["pointer"] == "/effort"
    assert told["detail"] == "Het gegeven 'effort' klopt niet: het getal is te groot."


async def test_the_place_in_broken_json_is_named(visitor: Visitor) -> None:
    _, told = await send(visitor, b'{"id": "1",\n oeps}')
    assert told["place"] == {"line": 2, "column": 2}


async def test_what_was_sent_is_not_said_back(visitor: Visitor) -> None:
    _, told = await send(visitor, b'{"id": "geheim@klant.example", "text": "hallo"}')
    assert "geheim" not in str(told)


async def test_too_large_a_body_is_refused_before_it_is_read(visitor: Visitor) -> None:
    status, told = await send(visitor, b'{"id": "1", "text": "%s"}' % (b"a" * 65_536))
    assert (status, told["type"]) == (413, "urn:kompas:problem:body-too-large")


async def test_a_body_that_does_not_tell_its_size_is_measured(front: Front, visitor: Visitor) -> None:
    async def pieces() -> object:
        for _ in range(70):
            yield b" " * 1024

    headers = {**visitor.headers, "Content-Type": "application/json"}
    answer = await front.client.post(visitor.path("messages"), content=pieces(), headers=headers)  # type: ignore[arg-type]
    assert answer.status_code == 413


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data", "application/x-www-form-urlencoded"])
async def test_only_json_is_read(visitor: Visitor, kind: str) -> None:
    status, told = await send(visitor, b'{"id": "1", "text": "hallo"}', **{"Content-Type": kind})
    assert (status, told["type"]) == (415, "urn:kompas:problem:not-json-type")


async def test_json_with_a_character_set_is_json(visitor: Visitor) -> None:
    headers = {"Content-Type": "application/json; charset=utf-8"}
    status, _ = await send(visitor, b'{"id": "1", "text": "hoe lang duurt het?"}', **headers)
    assert status == 202


async def test_what_a_newer_client_sends_beside_is_left_aside(visitor: Visitor) -> None:
    assert (await send(visitor, b'{"id": "1", "text": "hoe lang duurt het?", "mood": "!"}'))[0] == 202
