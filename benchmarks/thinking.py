"""How long the thinking of one turn takes: `python -m benchmarks.thinking [COMPANY] [--changed 50]`.

Prints median, p95 and stages. With `--changed` so many articles are changed, and the revised assistant takes each turn
beside the one that was prepared: prints how long the revision took, and the ratio of their medians.
"""

import argparse
import statistics
import time
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from kompas.assistant.assistant import Assistant
from kompas.assistant.domain.conversation import Author, Memory, Said, Turn
from kompas.commands.thinking import taken_up

Spent = dict[str, list[float]]  # milliseconds by stage


def changed(assistant: Assistant, count: int) -> Assistant:
    """Revised with a new sentence in so many articles, spread over all."""
    articles = list(assistant.company.articles)
    for number in range(0, len(articles), max(len(articles) // count, 1))[:count]:
        body = f"{articles[number].body}\n\n## Nieuws\nDe zinkwerfkast van hal {number} kost vanaf vandaag € 47."
        articles[number] = replace(articles[number], body=body)
    company = replace(assistant.company, articles=tuple(articles), version="changed")
    begun = time.perf_counter()
    revised = assistant.revised(company)
    print(f"revised with {count} changed articles in {(time.perf_counter() - begun) * 1000:.0f} ms")
    return revised


def spend(assistant: Assistant, turn: Turn, spent: Spent) -> None:
    ms = assistant.take_turn(turn).ms
    spent["whole turn"].append(sum(ms.values()))
    for stage, value in ms.items():
        spent[stage].append(value)


def show(name: str, spent: Spent) -> None:
    for stage, values in spent.items():
        p95 = statistics.quantiles(values, n=20)[-1]
        print(f"{name}{stage:12} median {statistics.median(values):6.2f} ms   p95 {p95:6.2f} ms   of {len(values)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("company", nargs="?", default="zwaluw")
    parser.add_argument("--changed", type=int, default=0, help="articles to change")
    args = parser.parse_args()
    assistants = {"": taken_up(args.company, Path("var"))}
    if args.changed:
        assistants["revised: "] = changed(assistants[""], args.changed)
    at = datetime.now(UTC)
    spent: dict[str, Spent] = {name: defaultdict(list) for name in assistants}
    for assistant in assistants.values():
        assistant.warm_up(at)
    order = list(assistants.items())
    for intent in assistants[""].company.intents.values():
        for lang, examples in intent.examples.items():
            for text in examples[:3]:
                for name, assistant in order:
                    spend(assistant, Turn((Said(Author.CUSTOMER, text),), at, memory=Memory(lang=lang)), spent[name])
                order.reverse()  # whoever comes second finds more in memory
    for name in assistants:
        show(name, spent[name])
    if args.changed:
        base, revised = (statistics.median(each["whole turn"]) for each in spent.values())
        print(f"a turn of the revised one takes {revised / base:.2f} of the other (bar: 1.15)")


if __name__ == "__main__":
    main()
