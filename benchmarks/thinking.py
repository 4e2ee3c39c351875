"""How long the thinking of one turn takes: `python -m benchmarks.thinking [COMPANY]`. Prints median, p95 and stages."""

import statistics
import sys
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

from kompas.assistant.domain.conversation import Author, Memory, Said, Turn
from kompas.commands.thinking import taken_up


def main(company: str) -> None:
    assistant = taken_up(company, Path("var"))
    at = datetime.now(UTC)
    assistant.warm_up(at)
    spent: dict[str, list[float]] = defaultdict(list)
    for intent in assistant.company.intents.values():
        for lang, examples in intent.examples.items():
            for text in examples[:3]:
                ms = assistant.take_turn(Turn((Said(Author.CUSTOMER, text),), at, memory=Memory(lang=lang))).ms
                spent["whole turn"].append(sum(ms.values()))
                for stage, value in ms.items():
                    spent[stage].append(value)
    for stage, values in spent.items():
        p95 = statistics.quantiles(values, n=20)[-1]
        print(f"{stage:12} median {statistics.median(values):6.2f} ms   p95 {p95:6.2f} ms   of {len(values)}")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "zwaluw")
