"""Kill Kompas at random moments under load, and check the customers' own logs: nothing lost, nothing doubled, in order.

usage: python -m benchmarks.soak [--kills 50] [--customers 8] [--seed N] [--data DIR]
One kill in four hits the start-up after the one before. Customers ask, send two messages at once, ask for their order
(a mail with a code), and ask for a person, wait, and leave the queue. At the end the mails are counted and the trail is
verified. Ends with exit status 1 when anything is wrong.
"""

import argparse
import asyncio
import csv
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.door import Customer, Gone
from benchmarks.seen import Log, Step, faults
from benchmarks.served import Served

COMPANY = Path(__file__).resolve().parent.parent / "companies" / "zwaluw"
QUESTIONS = (
    "hoe lang duurt het voordat mijn bestelling er is?",
    "kan ik een fiets terugsturen als hij niet past?",
    "wat kost een grote beurt?",
    "hoe lang heb ik garantie op de accu?",
    "how much does delivery cost?",
)
CODE = "000 000"  # a wrong one
ASKING = tuple(Step((text,)) for text in QUESTIONS)
# two at once may be one turn or two; nothing comes after them, so every reply is theirs
AT_ONCE = (*ASKING[2:], Step(QUESTIONS[:2], 1, 2))
A_PERSON = (
    Step((QUESTIONS[2],)),
    Step(("ik wil een medewerker spreken",), 2, 2),  # what happens now, and the words of the queue
    Step(("bent u er nog?",), leave=True),  # no answer while they wait: the one reply is to the leaving
    Step((QUESTIONS[3],)),
)


def own_data(mail: str) -> tuple[Step, ...]:
    """Asks for an order, gives a mail address, types a wrong code: one mail is written."""
    return Step(("waar blijft mijn bestelling?",)), Step((mail,)), Step((CODE,))


@dataclass
class Visit:
    customer: Customer
    steps: tuple[Step, ...]
    log: Log = field(default_factory=Log)


async def chat(port: int, visits: list[Visit], no_more: asyncio.Event, rng: random.Random) -> None:
    """One visit after another, through every kill: send each step, wait for its replies."""
    with (COMPANY / "data" / "customers.csv").open() as sheet:
        mails = [row["mail"] for row in csv.DictReader(sheet)]
    while not no_more.is_set():
        asking = tuple(rng.sample(ASKING, len(ASKING)))
        visit = Visit(Customer(port), rng.choice((asking, asking, AT_ONCE, own_data(rng.choice(mails)), A_PERSON)))
        await insist(visit.customer.begin)
        visits.append(visit)
        end = asyncio.Event()
        following = asyncio.create_task(follow(visit, end))
        for step in visit.steps:
            await take_step(visit, step)
        end.set()
        visit.customer.hang_up()
        following.cancel()


async def take_step(visit: Visit, step: Step) -> None:
    ids = [str(uuid.uuid4()) for _ in step.texts]
    visit.log.steps.append((step, ids))
    for text, id in zip(step.texts, ids, strict=True):
        visit.log.acknowledged[id] = await insist(partial(visit.customer.ask, text, id))
    if step.leave:
        path = f"/chat/v1/conversations/{visit.customer.conversation}/queue/leave"
        await insist(partial(visit.customer.call, "POST", path, {}))
    await answered(visit.log)


async def insist(call: Callable[[], Awaitable[Any]]) -> Any:
    """Again and again until the server answers, as the widget does."""
    while True:
        try:
            return await call()
        except Gone:
            await asyncio.sleep(0.05)


async def answered(log: Log, seconds: float = 60) -> None:
    """Wait for the replies; one that never comes shows as a fault at the end."""
    for _ in range(int(seconds / 0.01)):
        if log.replies() >= log.expected():
            return
        await asyncio.sleep(0.01)


async def follow(visit: Visit, end: asyncio.Event) -> None:
    while not end.is_set():
        try:
            async for event, data in visit.customer.follow(visit.log.last):
                if event == "message":
                    visit.log.note(data)
        except Gone:
            pass
        await asyncio.sleep(0.05)


async def soak(served: Served, kills: int, customers: int, rng: random.Random) -> list[Visit]:
    visits: list[Visit] = []
    no_more = asyncio.Event()
    chats = [
        asyncio.create_task(chat(served.port, visits, no_more, random.Random(rng.random()))) for _ in range(customers)
    ]
    took, kill = 3.0, 0
    while kill < kills:
        await asyncio.sleep(rng.uniform(0.05, 1.5))
        served.kill()
        kill += 1
        if kill < kills and rng.random() < 0.25:
            served.launch()
            await asyncio.sleep(rng.uniform(0.05, took))
            served.kill()
            kill += 1
            print(f"kill {kill} of {kills}: while it started", flush=True)
        took = await asyncio.to_thread(served.start)
        print(f"kill {kill} of {kills}: back after {took:.1f} s", flush=True)
    no_more.set()
    await asyncio.wait_for(asyncio.gather(*chats), 300)
    for some in range(0, len(visits), 32):
        await asyncio.gather(*(read_again(visit) for visit in visits[some : some + 32]))
    return visits


async def read_again(visit: Visit) -> None:
    visit.log.read_again(await stored(visit))


async def stored(visit: Visit, quiet: float = 0.3) -> list[dict[str, Any]]:
    """The whole conversation once more, from the beginning until the stream is quiet."""
    found: list[dict[str, Any]] = []
    stream = visit.customer.follow(0)
    try:
        while True:
            event, data = await asyncio.wait_for(anext(stream), quiet if len(found) >= len(visit.log.seen) else 10)
            if event == "message":
                found.append(data)
    except TimeoutError:
        return found
    finally:
        await stream.aclose()


def mail_faults(data: Path, visits: list[Visit]) -> list[str]:
    """One mail for each code that was asked for: a mail may leave twice, but it is written once."""
    with closing(sqlite3.connect(data / "kompas.sqlite3")) as db:
        written = dict(db.execute("SELECT conversation_id, count(*) FROM conversations_delivery GROUP BY 1"))
    wanted = {visit.customer.conversation: sum(step.texts[0] == CODE for step in visit.steps) for visit in visits}
    return [f"{written.get(id, 0)} mails instead of {n}: {id}" for id, n in wanted.items() if written.get(id, 0) != n]


def trail_faults(data: Path) -> list[str]:
    command = [sys.executable, "-m", "kompas", "audit", "verify", "--data", str(data)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    print(done.stdout.strip())
    return [done.stdout + done.stderr] if done.returncode else []


def always_open(into: Path) -> Path:
    """The example shop with people at the desk day and night, so that what a customer gets does not hang on the hour."""
    shutil.copytree(COMPANY, into)
    sheet = (into / "company.yaml").read_text().splitlines(keepends=True)
    begin = next(number for number, line in enumerate(sheet) if line.startswith("hours:"))
    after = next(number for number, line in enumerate(sheet) if number > begin and not line.startswith((" ", "#")))
    days = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    hours = ["hours:\n", "  weekly:\n", *(f'    {day}: ["00:00-24:00"]\n' for day in days)]
    (into / "company.yaml").write_text("".join([*sheet[:begin], *hours, *sheet[after:]]))
    return into


def wrongs(data: Path, visits: list[Visit]) -> dict[str, list[str]]:
    """What is wrong, by conversation; of a house that has stopped."""
    wrong = {visit.customer.conversation: found for visit in visits if (found := faults(visit.log))}
    if found := mail_faults(data, visits) + trail_faults(data):
        wrong["mails and trail"] = found
    return wrong


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--customers", type=int, default=8)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--data", type=Path, default=None)
    args = parser.parse_args()
    print(f"seed {args.seed}")
    work = Path(tempfile.mkdtemp(prefix="kompas-soak-"))
    data = args.data or work / "data"
    served = Served(str(always_open(work / "zwaluw")), data)
    served.start()
    try:
        visits = asyncio.run(soak(served, args.kills, args.customers, random.Random(args.seed)))
    finally:
        served.stop()
    wrong = wrongs(data, visits)
    asked = sum(len(visit.log.acknowledged) for visit in visits)
    seen = sum(len(visit.log.seen) for visit in visits)
    print(f"{args.kills} kills, {len(visits)} visits, {asked} messages acknowledged, {seen} messages seen")
    for conversation, found in wrong.items():
        print(conversation, *found, sep="\n  ")
    print(f"{sum(map(len, wrong.values()))} faults")
    sys.exit(1 if wrong or not asked else 0)


if __name__ == "__main__":
    main()
