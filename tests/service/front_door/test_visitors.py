"""Every route within a conversation, with every kind of key that does not fit."""

from typing import Any

import pytest
from tests.service.front_door.front import API, Front, Visitor

pytestmark = pytest.mark.anyio

WITHIN: list[tuple[str, str, Any]] = [
    ("POST", "login", {"login_token": "x"}),
    ("POST", "messages", {"id": "1", "text": "Hoe lang duurt het?"}),
    ("GET", "events", None),
    ("POST", "human", {"id": "1"}),
    ("POST", "queue/leave", {}),
    ("GET", "brief", None),
    ("PUT", "brief", {"correction": "Nee"}),
    ("GET", "messages/1/why", None),
    ("POST", "messages/1/wrong", {}),
    ("POST", "rating", {"effort": 1, "solved": True}),
    ("POST", "close", {}),
    ("GET", "transcript", None),
]


def test_the_matrix_holds_every_route_within_a_conversation() -> None:
    from kompas.service.front_door.app import routes

    known = {
        (method, route.path.partition("{conversation}/")[2].replace("{seq:int}", "1"))
        for route in routes(demo=True)
        if "{conversation}" in route.path
        for method in (route.methods or set()) - {"HEAD"}
    }
    assert known == {(method, path) for method, path, _ in WITHIN}


@pytest.mark.parametrize(("method", "path", "body"), WITHIN)
async def test_foreign_forged_and_expired_keys_all_get_the_same_answer(
    front: Front, method: str, path: str, body: Any
) -> None:
    mine, other = await front.begin(), await front.begin()
    old = await front.begin()
    await front.write(
        lambda db: db.execute("UPDATE conversations_conversation SET visitor_until = 1 WHERE id = ?", (old.id,))
    )
    answers = [
        await Visitor(front, other.id, mine.token).call(method, path, body),
        await Visitor(front, mine.id, "x" * 43).call(method, path, body),
        await Visitor(front, "0" * 32, mine.token).call(method, path, body),
        await Visitor(front, mine.id + "'--", mine.token).call(method, path, body),
        await old.call(method, path, body),
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    assert len({frozenset(answer.headers.items()) for answer in answers}) == 1


@pytest.mark.parametrize(("method", "path", "body"), WITHIN)
@pytest.mark.parametrize("header", ["", "Bearer", "Bearer  ", "Basic eDp5"])
async def test_without_a_key_the_answer_does_not_tell_whether_the_conversation_exists(
    front: Front, visitor: Visitor, method: str, path: str, body: Any, header: str
) -> None:
    kwargs = {} if body is None else {"json": body}
    real, invented = [
        await front.client.request(
            method, f"{API}/conversations/{id}/{path}", headers={"Authorization": header}, **kwargs
        )
        for id in (visitor.id, "0" * 32)
    ]
    assert (real.status_code, real.text) == (invented.status_code, invented.text)
    assert real.status_code == 401
    assert real.headers["www-authenticate"] == "Bearer"


async def test_nothing_was_written_by_who_had_the_wrong_key(front: Front) -> None:
    mine, other = await front.begin(), await front.begin()
    thief = Visitor(front, mine.id, other.token)
    before = await front.rows("SELECT COUNT(*) AS n FROM conversations_event")
    for method, path, body in WITHIN:
        await thief.call(method, path, body)
    assert await front.rows("SELECT COUNT(*) AS n FROM conversations_event") == before


async def test_an_erased_conversation_is_gone(front: Front, visitor: Visitor) -> None:
    await front.write(lambda db: db.execute("DELETE FROM conversations_conversation WHERE id = ?", (visitor.id,)))
    assert (await visitor.say("Bent u daar nog?")).status_code == 404


async def test_a_key_is_never_in_an_answer_after_the_first(front: Front, visitor: Visitor) -> None:
    await visitor.say("Hoe lang duurt het?")
    for method, path, body in WITHIN:
        if path != "events":
            assert visitor.token not in (await visitor.call(method, path, body)).text
