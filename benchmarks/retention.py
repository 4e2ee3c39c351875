"""Chat while the sweep deletes what is over its term: how long a turn takes without it and beside it.

usage: python -m benchmarks.retention [--messages 100000] [--customers 8] [--seconds 20] [--json]
The house is one process on core 0; the customers are another on the other cores. Every message of the database is over
its term when the sweep begins. Bar: p99 of a turn beside the sweep stays below twice the p99 without it.
"""

import argparse
import asyncio
import json
import multiprocessing
import os
import tempfile
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

from benchmarks.contention import answering
from benchmarks.customers import DAY_MS, fill, set_up
from benchmarks.turns import COMPANY, known_questions, load

_MESSAGES = 10  # of each customer


def measure(data: Path, messages: int, customers: int, seconds: float) -> dict[str, Any]:
    set_up(data)
    from kompas.service.clock import now_ms
    from kompas.service.logs import set_up_logs
    from kompas.service.serving import opened

    set_up_logs()
    fill(messages // _MESSAGES, _MESSAGES, now_ms() - 3000 * DAY_MS)
    cores = os.sched_getaffinity(0)
    with opened(COMPANY, data, demo=True) as house:
        house.keeping.stop()  # its own sweep would come a minute after the start
        questions = known_questions(house.shelf.now.assistant)
        context = multiprocessing.get_context("spawn")
        os.sched_setaffinity(0, {min(cores)})
        with answering(house) as port, context.Manager() as manager, ProcessPoolExecutor(1, context) as elsewhere:
            elsewhere.submit(_elsewhere, cores - {min(cores)} or cores).result()
            elsewhere.submit(_chat, port, questions, customers, 3, None).result()
            alone = elsewhere.submit(_chat, port, questions, customers, seconds, None).result()
            over = manager.Event()
            beside = elsewhere.submit(_chat, port, questions, customers, seconds, over)
            swept, spent = _swept(house)
            over.set()
            times = beside.result()
        left = _left()
    return {
        "messages_over_their_term": messages,
        "rows_swept": swept,
        "messages_left_of_them": left,
        "sweep_seconds": round(spent, 1),
        "turns_alone": len(alone),
        "p50_ms_alone": _percentile(alone, 0.5),
        "p99_ms_alone": _percentile(alone, 0.99),
        "turns_beside": len(times),
        "p50_ms_beside": _percentile(times, 0.5),
        "p99_ms_beside": _percentile(times, 0.99),
        "times_the_normal_p99": round(_percentile(times, 0.99) / _percentile(alone, 0.99), 2),
    }


def _swept(house: Any) -> tuple[int, float]:
    """In a thread, as the house does it itself by the clock."""
    from kompas.service.privacy.keeping import Keeping

    counts: dict[str, int] = {}
    begun = time.perf_counter()
    keeping = Keeping(house.writer, house.shelf)
    thread = threading.Thread(target=lambda: counts.update(keeping.sweep()), name="sweep")
    thread.start()
    thread.join()
    return sum(counts.values()), time.perf_counter() - begun


def _chat(port: int, questions: list[str], customers: int, seconds: float, over: Event | None) -> list[float]:
    """The milliseconds of every turn, for so many seconds, or for as long as it is not over."""
    times: list[float] = []
    while True:
        times += asyncio.run(load(port, questions, customers, 1 if over else seconds))[0]
        if over is None or over.is_set():
            return times


def _elsewhere(cores: set[int]) -> None:
    os.sched_setaffinity(0, cores)


def _left() -> int:
    from kompas.service.clock import now_ms
    from kompas.service.database.connection import connect

    with closing(connect(readonly=True)) as db:
        old = "SELECT COUNT(*) FROM conversations_message WHERE at < ?"
        return int(db.execute(old, (now_ms() - 2000 * DAY_MS,)).fetchone()[0])


def _percentile(times: list[float], share: float) -> float:
    return round(sorted(times)[int(len(times) * share)], 2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--customers", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        seen = measure(Path(place) / "data", args.messages, args.customers, args.seconds)
    print(json.dumps(seen) if args.json else "\n".join(f"{name:24} {value}" for name, value in seen.items()))


if __name__ == "__main__":
    main()
