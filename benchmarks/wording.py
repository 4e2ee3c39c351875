"""How often a turn would ask a language model, and how large the prompt is: `python -m benchmarks.wording [COMPANY] [--rows]`.

Plays the golden conversations and the questions of benchmarks/questions/COMPANY.jsonl with a model that is named and never
asked. Counted: turns, answers from articles, those that are given by quotes because these serve as well, those that ask.
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from benchmarks.answers import asked, rows
from kompas.assistant.answering.prompting import fitting, prompt
from kompas.assistant.assistant import Assistant
from kompas.assistant.domain.company import ModelPlan
from kompas.assistant.domain.conversation import Author, Memory, Said, Turn
from kompas.assistant.domain.customer import Identity, Level
from kompas.assistant.domain.decision import Answer
from kompas.assistant.domain.model import Wanted
from kompas.assistant.turn import Taken
from kompas.commands.thinking import taken_up

PLAN = ModelPlan("http://127.0.0.1:1/v1", "none")


def golden(assistant: Assistant, now: datetime) -> Iterator[Taken]:
    for conversation in assistant.company.golden:
        at, memory, history = conversation.at or now, Memory(lang=conversation.lang), tuple[Said, ...]()
        known = conversation.verified
        identity = Identity(Level.VERIFIED, known, "golden", at) if known else Identity()
        for turn in conversation.turns:
            said = Said(Author.CUSTOMER, turn.customer, len(history) + 1)
            taken = assistant.take_turn(Turn((said,), at, history, memory, identity))
            history = (*history, said, Said(Author.ASSISTANT, taken.reply.text, len(history) + 2))
            memory = taken.memory
            yield taken


def characters(wanted: Wanted) -> int:
    made = prompt(wanted, PLAN.turn_tokens)
    return len(made.system) + len(made.user) + len(json.dumps(made.shape))


def told(name: str, taken: list[Taken]) -> str:
    answers = [one for one in taken if isinstance(one.decision, Answer) and one.decision.answered]
    asks = [fits for one in taken if one.wanted is not None and (fits := fitting(one.wanted)) is not None]
    sizes = [characters(one) for one in asks] or [0]
    return (
        f"{name:10}{len(taken):7} turns {len(answers):6} answers {len(answers) - len(asks):6} by quotes {len(asks):6} ask a model"
        f" ({len(asks) / len(taken):4.0%} of turns)  prompt p50 {median(sizes):.0f}, most {max(sizes)} characters"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("company", nargs="?", default="zwaluw")
    parser.add_argument("--rows", action="store_true", help="print every question that would ask")
    args = parser.parse_args()
    made, at = taken_up(args.company, Path("var")), datetime.now(UTC)
    assistant = made.revised(replace(made.company, model=PLAN))
    answered = [asked(assistant, row, at) for row in rows(args.company)]
    print(told("golden", list(golden(assistant, at))))
    print(told("questions", answered))
    if args.rows:
        for one in answered:
            if one.wanted is not None:
                print(f"{one.wanted.question!r} {[passage.id for passage in one.wanted.passages]}")


if __name__ == "__main__":
    main()
