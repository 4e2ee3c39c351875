"""Kill Kompas at random moments under load, and check the customers' own logs: nothing lost, nothing doubled, in order.

usage: python -m benchmarks.soak [--kills 50] [--customers 8] [--seed N] [--data DIR]
Ends with exit status 1 when a customer's log shows a fault.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.door import Customer, Gone
from benchmarks.served import Served

QUESTIONS = (
    "hoe lang duurt het voordat mijn bestelling er is?",
    "kan ik een fiets terugsturen als hij niet past?",
    "wat kost een grote beurt?",
    "hoe lang heb ik garantie op de accu?",
    "how much does delivery cost?",
)


@dataclass
class Log:
    """What one customer saw: what was acknowledged, and every message that the stream brought, in the order it came."""

    customer: Customer
    acknowledged: dict[str, int] = field(default_factory=dict)
    seen: dict[int, dict[str, Any]] = field(default_factory=dict)
    order: list[int] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)
    last: int = 0

    def note(self, message: dict[str, Any]) -> None:
        seq = message["seq"]
        if seq in self.seen:
            if self.seen[seq]["parts"] != message["parts"]:
                self.changed.append(seq)
            return
        self.seen[seq] = message
        self.order.append(seq)
        self.last = max(self.last, seq)


async def chat(port: int, logs: list[Log], no_more: asyncio.Event, rng: random.Random) -> None:
    """One visit after another: begin, ask each question once, wait for every answer, through every kill."""
    while not no_more.is_set():
        customer = Customer(port)
        await insist(customer.begin)
        logs.append(log := Log(customer))
        end = asyncio.Event()
        following = asyncio.create_task(follow(log, end))
        for text in rng.sample(QUESTIONS, len(QUESTIONS)):
            id = str(uuid.uuid4())
            seq = await insist(partial(customer.ask, text, id))
            log.acknowledged[id] = seq
            await answered(log, seq)
        end.set()
        customer.hang_up()
        following.cancel()


async def insist(call: Callable[[], Awaitable[Any]]) -> Any:
    """Again and again until the server answers, as the widget does."""
    while True:
        try:
            return await call()
        except Gone:
            await asyncio.sleep(0.05)


async def answered(log: Log, seq: int, seconds: float = 60) -> None:
    """Wait for the reply; a reply that never comes shows as a fault at the end."""
    for _ in range(int(seconds / 0.01)):
        if any(message["author"] == "assistant" and at > seq for at, message in log.seen.items()):
            return
        await asyncio.sleep(0.01)


async def follow(log: Log, end: asyncio.Event) -> None:
    while not end.is_set():
        try:
            async for event, data in log.customer.follow(log.last):
                if event == "message":
                    log.note(data)
        except Gone:
            pass
        await asyncio.sleep(0.05)


async def soak(served: Served, kills: int, customers: int, rng: random.Random) -> list[Log]:
    logs: list[Log] = []
    no_more = asyncio.Event()
    chats = [
        asyncio.create_task(chat(served.port, logs, no_more, random.Random(rng.random()))) for _ in range(customers)
    ]
    for kill in range(kills):
        await asyncio.sleep(rng.uniform(0.05, 1.5))
        served.kill()
        took = await asyncio.to_thread(served.start)
        print(f"kill {kill + 1} of {kills}: back after {took:.1f} s", flush=True)
    no_more.set()
    await asyncio.wait_for(asyncio.gather(*chats), 300)
    for log in logs:
        await read_again(log)
    return logs


async def read_again(log: Log) -> None:
    """Read the whole conversation once more: what is stored must be what was seen."""
    stored: list[int] = []
    stream = log.customer.follow(0)
    async for event, data in stream:
        if event == "message":
            log.note(data)
            stored.append(data["seq"])
            if data["seq"] >= log.last:
                break
    await stream.aclose()
    log.changed += [seq for seq in log.seen if seq not in stored]


def faults(log: Log) -> list[str]:
    """What is wrong in a customer's log."""
    found = [f"message {seq} changed" for seq in log.changed]
    if log.order != sorted(log.order):
        found.append("messages came out of order")
    mine = [m for _, m in sorted(log.seen.items()) if m["author"] == "customer"]
    ids = [m["client_id"] for m in mine]
    found += [f"acknowledged and lost: {id}" for id in log.acknowledged if id not in ids]
    found += [f"doubled: {id}" for id in set(ids) if ids.count(id) > 1]
    if [id for id in ids if id in log.acknowledged] != list(log.acknowledged):
        found.append("the customer's messages are not in the order in which they were sent")
    replies = [m for _, m in sorted(log.seen.items()) if m["author"] == "assistant"]
    if len(replies) != len(mine):
        found.append(f"{len(mine)} questions, {len(replies)} replies")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--customers", type=int, default=8)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--data", type=Path, default=None)
    args = parser.parse_args()
    print(f"seed {args.seed}")
    data = args.data or Path(tempfile.mkdtemp(prefix="kompas-soak-")) / "data"
    served = Served("zwaluw", data)
    served.start()
    try:
        logs = asyncio.run(soak(served, args.kills, args.customers, random.Random(args.seed)))
    finally:
        served.stop()
    wrong = {log.customer.conversation: found for log in logs if (found := faults(log))}
    asked = sum(len(log.acknowledged) for log in logs)
    print(f"{args.kills} kills, {asked} questions acknowledged, {sum(len(log.seen) for log in logs)} messages seen")
    for conversation, found in wrong.items():
        print(conversation, *found, sep="\n  ")
    print(f"{sum(map(len, wrong.values()))} faults")
    sys.exit(1 if wrong or not asked else 0)


if __name__ == "__main__":
    main()
