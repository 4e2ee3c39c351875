"""No room left on the disk: said, nothing lost, and over when there is room again."""

from uuid import uuid4

import pytest
from tests.service.front_door.front import Front
from tests.service.front_door.test_whole_house import whole  # noqa: F401 - the fixture
from tests.service.people import until

pytestmark = pytest.mark.anyio

_NO_LIMIT = 2**32 - 2
QUESTION = "Wat is de levertijd van een e-bike?"


async def room(whole: Front, pages: int) -> None:  # noqa: F811
    """As many pages as the writer's database may have; 1 is as few as it has now."""
    await whole.write(lambda db: db.execute(f"PRAGMA max_page_count = {pages}").fetchone())


async def test_with_a_full_disk_nothing_is_acknowledged_that_is_not_kept_and_it_ends_with_room(
    whole: Front,  # noqa: F811
) -> None:
    visitor = await whole.begin()
    await room(whole, 1)
    acknowledged, refused = [], None
    for n in range(200):
        id = str(uuid4())
        answer = await visitor.say(f"{QUESTION} {n} " + "x" * 3000, id)
        if answer.status_code == 429:
            whole.app._door.limits._rates.clear()  # type: ignore[attr-defined]
            continue
        if answer.status_code == 503:
            refused = id, answer
            break
        acknowledged.append(id)
    assert refused is not None
    id, answer = refused
    problem = answer.json()
    assert problem["type"] == "urn:kompas:problem:unavailable"
    assert problem["human"].startswith("/contact/")
    assert "Bellen of mailen kan" in problem["remedy"]
    assert (await whole.client.get("/contact/")).status_code == 200
    kept = {row["external_id"].rpartition(":")[2] for row in await visitor.messages() if row["external_id"]}
    assert set(acknowledged) <= kept
    assert id not in kept
    await room(whole, _NO_LIMIT)
    assert (await visitor.say(QUESTION, id)).status_code == 202
    async with visitor.listen() as stream:
        while "levertijd" not in str((await stream.messages(1))[0]["citations"]).lower():
            pass
    until(lambda: whole.house.worker.alive)
