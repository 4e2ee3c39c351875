"""How often an answer holds the fact that was asked for: `python -m benchmarks.facts [COMPANY] [--rows]`.

Asks every question of benchmarks/questions/COMPANY.facts.jsonl in a conversation of its own. They were written from the
articles by somebody who knew nothing of the code: `says` are the literal words of the article `slug` that hold the fact. Of
the questions that the right article answered it is counted how many answers hold these words, and how long answers are.
"""

import argparse
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from benchmarks.answers import QUESTIONS, Row, asked, given_by
from kompas.assistant.answering.plain import as_text
from kompas.commands.thinking import taken_up


@dataclass(frozen=True, slots=True)
class Fact:
    """A question, the article that holds the fact, and the fact's literal words there."""

    text: str
    lang: str
    slug: str
    says: str


def facts(company: str) -> list[Fact]:
    lines = (QUESTIONS / f"{company}.facts.jsonl").read_text("utf-8").splitlines()
    return [Fact(**row) for row in map(json.loads, lines)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("company", nargs="?", default="zwaluw")
    parser.add_argument(
        "--rows", action="store_true", help="print every answer of the right article that lacks the fact"
    )
    args = parser.parse_args()
    assistant, at = taken_up(args.company, Path("var")), datetime.now(UTC)
    all_of_them = facts(args.company)
    held: list[bool] = []
    lengths: list[int] = []
    for fact in all_of_them:
        taken = asked(assistant, Row(fact.text, fact.lang, frozenset({fact.slug})), at)
        if fact.slug not in given_by(taken):
            continue
        answer = as_text(taken.reply.parts, taken.reply.lang)
        held.append(_plain(fact.says) in _plain(answer))
        lengths.append(len(answer.split()))
        if args.rows and not held[-1]:
            print(f"{fact.text!r} lacks {fact.says!r} of {fact.slug}\n    {answer!r}")
    print(f"{len(all_of_them)} questions, {len(held)} answered by the right article, {sum(held)} of these hold the fact "
          f"({sum(held) / max(len(held), 1):.3f}), {median(lengths or [0])} words")  # fmt: skip


def _plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").lower().split())


if __name__ == "__main__":
    main()
