"""Kompas is killed five times under load; the customers' own logs show nothing lost, nothing doubled, all in order."""

import asyncio
import random
from pathlib import Path

from benchmarks.served import Served
from benchmarks.soak import always_open, soak, wrongs


def test_five_kills_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    served = Served(str(always_open(tmp_path / "zwaluw")), tmp_path / "data")
    served.start()
    try:
        visits = asyncio.run(soak(served, kills=5, customers=4, rng=random.Random(5)))
    finally:
        served.stop()
    assert sum(len(visit.log.acknowledged) for visit in visits) > 10
    assert wrongs(served.data, visits) == {}
