"""Kompas is killed five times under load; the customers' own logs show nothing lost, nothing doubled, all in order."""

import asyncio
import random
from pathlib import Path

from benchmarks.served import Served
from benchmarks.soak import faults, soak


def test_five_kills_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    served = Served("zwaluw", tmp_path / "data")
    served.start()
    try:
        logs = asyncio.run(soak(served, kills=5, customers=4, rng=random.Random(5)))
    finally:
        served.stop()
    assert sum(len(log.acknowledged) for log in logs) > 10
    assert {log.customer.conversation: found for log in logs if (found := faults(log))} == {}
