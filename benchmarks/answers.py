"""How often the assistant answers rightly: `python -m benchmarks.answers [COMPANY] [--rows]`.

Asks every question of benchmarks/questions/COMPANY.jsonl in a conversation of its own. The questions were written by
somebody who had not read the articles; `slugs` names the articles or workflows that answer one, null says that nothing
of the company's does. Counted by language: right (a right article is cited, or a right workflow begun), wrong (anything
else was answered, a question without an answer included), asked back, declined and handed over. Beside these stands
recall@5: of how many questions that have an answer it is among the five surest matters, whatever was decided.
"""

import argparse
import json
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kompas.assistant.assistant import Assistant
from kompas.assistant.domain.conversation import Author, Memory, Said, Turn
from kompas.assistant.domain.decision import Answer, AskBack, Continue, Decline
from kompas.assistant.gather import articles_of
from kompas.assistant.measure.golden import slug_of
from kompas.assistant.turn import Taken
from kompas.commands.thinking import taken_up

QUESTIONS = Path(__file__).resolve().parent / "questions"
MOST = 5
OUTCOMES = ("right", "wrong", "asked back", "declined", "handed over")


@dataclass(frozen=True, slots=True)
class Row:
    """A question, and the slugs of what answers it; none when nothing does."""

    text: str
    lang: str
    slugs: frozenset[str]


def rows(company: str) -> list[Row]:
    lines = (QUESTIONS / f"{company}.jsonl").read_text("utf-8").splitlines()
    return [Row(row["text"], row["lang"], frozenset(row["slugs"] or ())) for row in map(json.loads, lines)]


def asked(assistant: Assistant, row: Row, at: datetime) -> Taken:
    said = Said(Author.CUSTOMER, row.text, 1)
    return assistant.take_turn(Turn((said,), at, memory=Memory(lang=row.lang)))


def outcome(taken: Taken, row: Row) -> str:
    """One of OUTCOMES. Beside a right article another one may be cited."""
    match taken.decision:
        case AskBack():
            return "asked back"
        case Decline():
            return "declined"
        case Answer() | Continue():
            given = given_by(taken)
            return "right" if given & row.slugs else "wrong" if given else "declined"
    return "handed over"


def looked_up(assistant: Assistant, taken: Taken) -> set[str]:
    """The articles and workflows of the five surest matters of each question."""
    prepared = assistant.prepared
    matters = {near.intent for question in taken.facts.questions for near in question.near[:MOST]}
    intents = [prepared.company.intents[matter] for matter in matters if matter in prepared.company.intents]
    slugs = {slug for matter in matters for slug in articles_of(prepared, matter)}
    return slugs | {intent.workflow for intent in intents if intent.workflow is not None}


def given_by(taken: Taken) -> set[str]:
    """The articles that are cited and the workflow that is begun."""
    given = {slug_of(citation.passage_id) for citation in taken.reply.citations}
    return given | ({taken.decision.workflow} if isinstance(taken.decision, Continue) else set())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("company", nargs="?", default="zwaluw")
    parser.add_argument("--rows", action="store_true", help="print what came of every question")
    args = parser.parse_args()
    assistant, at = taken_up(args.company, Path("var")), datetime.now(UTC)
    counts: dict[tuple[str, bool], Counter[str]] = {}
    among: list[bool] = []
    for row in rows(args.company):
        taken = asked(assistant, row, at)
        came = outcome(taken, row)
        counts.setdefault((row.lang, bool(row.slugs)), Counter())[came] += 1
        if row.slugs:
            among.append(bool(looked_up(assistant, taken) & row.slugs))
        if args.rows:
            print(f"{came:12} {row.text!r} wanted {sorted(row.slugs)} got {sorted(given_by(taken))}")
    print(f"{'':24}" + "".join(f"{name:>13}" for name in OUTCOMES))
    for (lang, known), count in sorted(counts.items()):
        print(_line(f"{lang}, {'known' if known else 'not known'}", count))
    print(_line("all", sum(counts.values(), Counter())))
    print(f"recall@{MOST} {sum(among) / len(among):.3f} of {len(among)}")


def _line(name: str, count: Counter[str]) -> str:
    return f"{name:24}" + "".join(f"{count[each]:13}" for each in OUTCOMES)


if __name__ == "__main__":
    main()
