"""Complete known questions over HTTP until the answer's event arrives, with 10,000 passages loaded and default settings.

usage: python -m benchmarks.turns [--passages 10000] [--seconds 8] [--customers 64] [--streams 2000] [--json]
Prints p50 and p95 (one customer at a time), turns a second and CPU a turn on one core, memory, first answer after start,
and the memory of idle streams. The server runs on core 0, the customers on the other cores.
"""

import argparse
import asyncio
import json
import os
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from benchmarks.door import Customer
from benchmarks.served import Served
from kompas.assistant.assistant import Assistant
from kompas.assistant.domain.conversation import Author, Said, Turn
from kompas.assistant.domain.decision import Answer
from kompas.commands.thinking import taken_up

COMPANY = Path(__file__).resolve().parent.parent / "companies" / "zwaluw"
VISIT = 5  # questions in one conversation


def known_questions(assistant: Assistant | None = None) -> list[str]:
    """The questions that the shop's own articles are written for, as far as the assistant answers them: some hundreds.

    So many that no cache of the last texts can carry the figures.
    """
    assistant = assistant or taken_up(str(COMPANY), Path("var"))
    asked = sorted({question for article in assistant.company.articles for question in article.questions})
    said = ((text, Turn((Said(Author.CUSTOMER, text),), datetime.now(UTC))) for text in asked)
    known = [text for text, turn in said if isinstance(assistant.take_turn(turn).decision, Answer)]
    random.Random(7).shuffle(known)
    return known


def company_with(passages: int, into: Path) -> Path:
    """The example shop with invented articles beside its own, up to this many passages."""
    shutil.copytree(COMPANY, into)
    rng = random.Random(7)
    syllables = ["ba", "re", "ti", "mo", "lu", "ke", "sa", "vo", "pi", "nu"]
    endings = ["ring", "stel", "den", "king", "mer", "tas", "loop", "vel"]
    words = [a + b + c for a in syllables for b in syllables for c in endings]
    sections = 10
    for number in range((passages - 300) // sections + 1):
        title = f"{rng.choice(words)} {rng.choice(words)}".capitalize()
        questions = "".join(f"  - Wat is {rng.choice(words)} {rng.choice(words)}?\n" for _ in range(3))
        head = f"---\ntitle: {title}\nlang: nl\naudience: public\nowner: test\nsource: https://x.example/{number}\n"
        parts = (
            f"## {' '.join(rng.choices(words, k=3))}\n{' '.join(rng.choices(words, k=40))}." for _ in range(sections)
        )
        body = "\n\n".join(parts)
        (into / "knowledge" / "nl" / f"invented-{number:05}.md").write_text(
            f"{head}updated: 2026-11-01\nquestions:\n{questions}---\n\n{body}\n"
        )
    return into


async def turns(port: int, until: float, asked: Iterator[str], times: list[float], begins: list[int]) -> None:
    """Visits of some questions each; the time runs from posting a question to its answer's event."""
    while time.perf_counter() < until:
        customer = Customer(port)
        await customer.begin()
        begins.append(1)
        replied: asyncio.Queue[int] = asyncio.Queue()
        following = asyncio.create_task(_replies(customer, replied))
        for question in islice(asked, VISIT):
            begun = time.perf_counter()
            seq = await customer.ask(question)
            while await asyncio.wait_for(replied.get(), 30) <= seq:
                pass
            times.append((time.perf_counter() - begun) * 1000)
        following.cancel()
        customer.hang_up()


async def _replies(customer: Customer, replied: "asyncio.Queue[int]") -> None:
    async for event, data in customer.follow():
        if event == "message" and data["author"] == "assistant":
            replied.put_nowait(data["seq"])


async def load(port: int, questions: Sequence[str], customers: int, seconds: float) -> tuple[list[float], int]:
    """The milliseconds of every turn, and how many conversations began."""
    asked = cycle(questions)
    times: list[float] = []
    begins: list[int] = []
    until = time.perf_counter() + seconds
    await asyncio.gather(*(turns(port, until, asked, times, begins) for _ in range(customers)))
    return times, len(begins)


async def idle_streams(served: Served, count: int) -> float:
    """KiB of the server's memory for each open, quiet stream."""
    before = served.memory_mib()
    tasks = []
    for _ in range(count):
        customer = Customer(served.port)
        await customer.begin()
        customer.hang_up()
        tasks.append(asyncio.create_task(_replies(customer, asyncio.Queue())))
    await asyncio.sleep(3)
    each = (served.memory_mib() - before) * 1024 / count
    for task in tasks:
        task.cancel()
    return each


def measure(served: Served, args: argparse.Namespace) -> dict[str, Any]:
    questions = known_questions()
    served.start(300)
    served.stop()
    begun = time.perf_counter()
    served.start(60)
    first, _ = asyncio.run(load(served.port, questions, 1, 0.01))
    after_start = time.perf_counter() - begun
    asyncio.run(load(served.port, questions, 1, 2))
    memory = served.memory_mib()
    alone = sorted(asyncio.run(load(served.port, questions, 1, args.seconds))[0])
    cpu, begun = served.cpu_seconds(), time.perf_counter()
    crowd, begins = asyncio.run(load(served.port, questions, args.customers, args.seconds))
    spent = time.perf_counter() - begun
    return {
        "passages": args.passages,
        "different_questions": len(questions),
        "first_answer_seconds_after_start": round(after_start - sum(first[1:]) / 1000, 2),
        "memory_mib_after_100_turns": round(memory),
        "p50_ms": round(statistics.median(alone), 2),
        "p95_ms": round(alone[int(len(alone) * 0.95)], 2),
        "turns_per_second": round(len(crowd) / spent),
        "cpu_ms_per_turn": round((served.cpu_seconds() - cpu) / len(crowd) * 1000, 2),
        "conversations_begun_meanwhile": begins,
        "memory_mib_after_load": round(served.memory_mib()),
        "kib_per_idle_stream": round(asyncio.run(idle_streams(served, args.streams)), 1) if args.streams else None,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--passages", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--customers", type=int, default=64)
    parser.add_argument("--streams", type=int, default=2_000)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="kompas-turns-"))
    cores = sorted(os.sched_getaffinity(0))
    served = Served(str(company_with(args.passages, folder / "company")), folder / "data", cores=frozenset(cores[:1]))
    os.sched_setaffinity(0, set(cores[1:] or cores))
    try:
        figures = measure(served, args)
    finally:
        served.stop()
        shutil.rmtree(folder)
    print(json.dumps(figures) if args.json else "\n".join(f"{name:36} {value}" for name, value in figures.items()))


if __name__ == "__main__":
    main()
