"""Turns that were drawn, without the thousand conversations that they would take."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from kompas.service.certainty import looking, proving
from kompas.service.certainty.models import Drawn, Proof, Work
from kompas.service.clock import DAY_MS, now_ms
from kompas.service.house import House


@pytest.fixture
def proves(house: House, data_dir: Path) -> Iterator[Callable[[], Proof]]:
    """Has it worked out what is proven, as the back room does, and lets it serve."""

    def prove() -> Proof:
        Work.objects.all().delete()
        id = house.writer.submit(lambda db: looking.owed(db, house.shelf.now.company.version, now_ms())).result(10)
        proving.prove(id)
        looking.look(house)
        return Proof.objects.order_by("-pk")[0]

    with override_settings(DATA_DIR=data_dir):
        yield prove


@pytest.fixture
def many(house: House) -> Callable[..., None]:
    """So many drawn turns, all judged."""
    made = iter(range(10_000))

    def many(n: int, certainty: float, verdict: str, days_ago: int = 0, day: str = "2026-11-20") -> None:
        at = now_ms() - days_ago * DAY_MS
        Drawn.objects.bulk_create(
            Drawn(
                conversation=f"drawn-{next(made)}", seq=2, since=0, until=1, place=0, lang="nl", day=day, at=at,
                kind="answer", matter="ruilen", certainty=certainty, verdict=verdict, by="staff:1", judged_at=at,
                version=house.shelf.now.company.version, matter_now="ruilen", certainty_now=certainty,
            )
            for _ in range(n)
        )  # fmt: skip

    return many
