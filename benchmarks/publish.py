"""How soon a published change answers, at 10,000 passages, while customers chat; and what preparing costs those customers.

usage: python -m benchmarks.publish [--passages 10000] [--publications 20] [--customers 8] [--seconds 15]
The house serves in this process; the customers are another one. First they chat for some seconds while nothing else
happens. Then an editor publishes: new articles that no intent names, and changes of them, by turns. After each a customer
asks over HTTP, again and again, until the new words are in the answer. Last they chat while the back room trains and
indexes the whole anew. Prints p50 and p95 from publishing to the answer (bar: p95 <= 1 s), and p50 and p99 of the
customers' turns in each of the three parts.
"""

import argparse
import asyncio
import json
import multiprocessing
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import cycle
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.contention import answering
from benchmarks.door import Customer
from benchmarks.turns import company_with, known_questions, turns

if TYPE_CHECKING:
    from kompas.service.house import House

THINGS = (
    "albatros",
    "boomvalk",
    "citroenvink",
    "dodaars",
    "eidereend",
    "fazant",
    "grutto",
    "havik",
    "ijsgors",
    "jufferkraan",
)
LONGEST = 20.0  # seconds that an answer is waited for
Times = list[float]  # milliseconds


@dataclass(frozen=True, slots=True)
class Published:
    """Milliseconds of one publication: until the verb returned, and until a customer read the new words."""

    returned: float
    answered: float


def percentile(times: Sequence[float], share: float) -> float:
    return sorted(times)[min(int(len(times) * share), len(times) - 1)]


def chat(port: int, questions: list[str], customers: int, end: Event) -> Times:
    """The milliseconds of every turn until `end`."""

    async def all_of_them() -> Times:
        asked, times, begins = cycle(questions), Times(), list[int]()
        while not end.is_set():
            until = time.perf_counter() + 1
            await asyncio.gather(*(turns(port, until, asked, times, begins) for _ in range(customers)))
        return times

    return asyncio.run(all_of_them())


def article(thing: str, price: int) -> str:
    return (
        f"---\ntitle: Een opgezette {thing}\nlang: nl\naudience: public\nowner: test\nsource: https://x.example/{thing}\n"
        f"updated: 2026-11-01\nquestions:\n  - Wat kost een opgezette {thing}?\n---\n\n"
        f"Een opgezette {thing} kost € {price} per stuk. U haalt hem op in de winkel in Utrecht.\n"
    )


async def until_answered(port: int, question: str, words: str) -> float:
    """The moment at which a customer who asks in a new conversation each time reads these words."""
    begun = time.perf_counter()
    while time.perf_counter() - begun < LONGEST:
        customer = Customer(port)
        await customer.begin()
        await customer.ask(question)
        async for event, data in customer.follow():
            if event == "message" and data["author"] == "assistant":
                break
        customer.hang_up()
        said = json.dumps(data["parts"], ensure_ascii=False)
        if words in said:
            return time.perf_counter()
    raise RuntimeError(f"{question!r} is not answered with {words!r} but with {said}")


def publish(port: int, number: int) -> Published:
    """One publication through the verbs of the library: a new article, and at its second turn a new price in it."""
    from kompas.service.library.drafts import save_draft
    from kompas.service.library.lists import document
    from kompas.service.library.publishing import publish as published

    thing, price = THINGS[number // 2 % len(THINGS)], 100 + number
    path = f"knowledge/nl/{thing}.md"
    before = document(path)
    based_on = before.published.number if before is not None and before.published is not None else 0
    draft = save_draft(path, article(thing, price), "staff:1", based_on=based_on)
    begun = time.perf_counter()
    published(draft.pk, "staff:1")
    returned = time.perf_counter()
    question = f"Wat kost een opgezette {thing}?"
    answered = asyncio.run(until_answered(port, question, f"€ {price} per stuk"))
    return Published((returned - begun) * 1000, (answered - begun) * 1000)


def chatting(house: "House", customers: int, while_they_do: Sequence[Callable[[int], None]]) -> list[Times]:
    """The customers' turns during each of these; they begin anew each time."""
    questions = known_questions(house.shelf.now.assistant)
    context = multiprocessing.get_context("spawn")
    with answering(house) as port, ProcessPoolExecutor(1, context) as elsewhere, context.Manager() as shared:
        found = []
        for do in (lambda _port: time.sleep(2), *while_they_do):  # the first is to warm up
            end = shared.Event()
            times: Future[Times] = elsewhere.submit(chat, port, questions, customers, end)
            try:
                do(port)
            finally:
                end.set()
            found.append(times.result(LONGEST * 2))
        return found[1:]


def prepared_anew(house: "House", seconds: float) -> None:
    """Wait until the back room works, and then as long as it does, or a while."""
    begun = time.perf_counter()
    while house.backroom.child is None or house.backroom.child.poll() is not None:
        if time.perf_counter() - begun > LONGEST:
            raise RuntimeError("the back room had nothing to do")
        time.sleep(0.05)
    child, begun = house.backroom.child, time.perf_counter()
    while child.poll() is None and time.perf_counter() - begun < seconds:
        time.sleep(0.05)


def measure(house: "House", args: argparse.Namespace) -> None:
    seen: list[Published] = []

    def edit(port: int) -> None:
        for number in range(args.publications):
            seen.append(publish(port, number))
            time.sleep(0.5)

    quiet, publishing, preparing = chatting(
        house,
        args.customers,
        (lambda _port: time.sleep(args.seconds), edit, lambda _port: prepared_anew(house, args.seconds)),
    )
    for name, times in (("returned", [one.returned for one in seen]), ("answered", [one.answered for one in seen])):
        print(
            f"publishing {name:10} p50 {percentile(times, 0.5):6.0f} ms   p95 {percentile(times, 0.95):6.0f} ms   of {len(times)}"
        )
    for name, times in (("nothing else", quiet), ("publishing", publishing), ("preparing anew", preparing)):
        p50, p99 = percentile(times, 0.5), percentile(times, 0.99)
        ratio = p99 / percentile(quiet, 0.99)
        print(f"customers, {name:15} p50 {p50:6.1f} ms   p99 {p99:6.1f} ms   {ratio:4.2f} of quiet   of {len(times)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--passages", type=int, default=10_000)
    parser.add_argument("--publications", type=int, default=20)
    parser.add_argument("--customers", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=15)
    args = parser.parse_args()
    sys.setswitchinterval(0.0005)  # as `kompas serve` does
    folder = Path(tempfile.mkdtemp(prefix="kompas-publish-"))
    os.environ |= {
        "KOMPAS_DATA_DIR": str(folder / "data"),
        "KOMPAS_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "kompas.service.settings",
    }
    import django

    django.setup()
    from kompas.service.serving import opened

    try:
        with opened(company_with(args.passages, folder / "company"), folder / "data", demo=True) as house:
            measure(house, args)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
