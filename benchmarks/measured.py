"""How good the thinking is, on public data: `python -m benchmarks.measured ROWS [--write]`. Takes ten minutes on one core.

ROWS is a folder with the row files that `kompas measure` reads, made of public sets: intents/hint3_sofmattress_v1_train.jsonl,
articles/banking.jsonl and so on; docs/measured.md names the sets. A set that is not there is named and left out. Where a
set has one file, its lines are split in five, and each fifth is asked of what was learned from the others. With `--write` the
table goes into docs/measured.md, between its marks.
"""

import argparse
import platform
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean
from typing import Any, TypeVar

from benchmarks.fit_heard import fifth_and_rest
from kompas.assistant.domain.errors import KompasError
from kompas.assistant.measure.grounding import GroundingFigures, learn_support, measure_grounding
from kompas.assistant.measure.intents import IntentFigures, learn, measure_intents
from kompas.assistant.measure.judging import (
    measure_attacks,
    measure_mood,
    mood_learned,
    mood_shipped,
)
from kompas.assistant.measure.retrieval import index_articles, measure_retrieval
from kompas.assistant.measure.rows import (
    ArticleRow,
    AttackRow,
    IntentRow,
    MoodRow,
    PairRow,
    QueryRow,
    Row,
    read_rows,
)
from kompas.assistant.understanding.attacks import suspicion
from kompas.models.named import NONE, embedder_named

PAGE = Path(__file__).resolve().parent.parent / "docs" / "measured.md"
OUR_ATTACKS = Path(__file__).with_name("questions") / "attacks.jsonl"
BEGIN, END = "<!-- measured -->", "<!-- /measured -->"
FOLDS = 5
R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of one set, what others reach, and what we want; `more` says that more is better."""

    data: str
    name: str
    got: float | None
    field: str
    bar: float
    more: bool = True

    @property
    def reached(self) -> bool:
        return self.got is not None and (self.got >= self.bar if self.more else self.got <= self.bar)

    def __str__(self) -> str:
        got = "–" if self.got is None else f"{self.got:.3f}"
        return (
            f"| {self.data} | {self.name} | {got} | {self.bar:g} | {'yes' if self.reached else 'no'} | {self.field} |"
        )


def sofmattress(rows: Path) -> Iterator[Figure]:
    train, test = (_read(rows, f"intents/hint3_sofmattress_v1_{part}", IntentRow) for part in ("train", "test"))
    got = measure_intents(learn(train), test)
    data = "HINT3 sofmattress v1"
    yield Figure(data, "mcc", got.mcc, "Dialogflow .638, Rasa .526 (their best threshold)", 0.63)
    yield Figure(data, "aurc", got.aurc, "Dialogflow .298, Rasa .371", 0.31, more=False)
    yield Figure(data, "ece", got.ece, "Dialogflow .070, Rasa .332", 0.08, more=False)


def clinc(rows: Path) -> Iterator[Figure]:
    train = [row for part in ("train", "oos_train") for row in _read(rows, f"intents/clinc150_{part}", IntentRow)]
    test = [row for part in ("val", "oos_val") for row in _read(rows, f"intents/clinc150_{part}", IntentRow)]
    got = measure_intents(learn(train), test)
    data = "CLINC150, validation"
    yield Figure(data, "in_scope_accuracy", got.in_scope_accuracy, "Rasa .915, BERT .962 (test)", 0.935)
    yield Figure(data, "oos_recall", got.oos_recall, "Rasa .453, BERT .523 (test)", 0.60)
    yield Figure(data, "train_seconds", got.train_seconds, "", 30, more=False)
    yield Figure(data, "ms_per_text_p50", got.ms_per_text_p50, "", 2, more=False)


def banking(rows: Path) -> Iterator[Figure]:
    got = _forced(_folds(_read(rows, "intents/banking77_train", IntentRow)))
    yield Figure(
        "Banking77, five folds", "in_scope_accuracy_forced", got, "BERT .937, USE and ConveRT .934 (test)", 0.92
    )


def xsid(rows: Path) -> Iterator[Figure]:
    got = _forced(_folds(_read(rows, "intents/xsid_nl_valid_nl", IntentRow)))
    yield Figure("xSID Dutch, five folds", "in_scope_accuracy_forced", got, "linear SVM .92", 0.95)


def bank_documents(rows: Path) -> Iterator[Figure]:
    indexed = index_articles(_read(rows, "articles/banking", ArticleRow))
    got = measure_retrieval(indexed, _read(rows, "queries/banking_tasks_dev", QueryRow))
    data = "tau2 banking documents"
    yield Figure(data, "recall_at 20", got.recall_at["20"], "BM25 .229, MiniLM .354", 0.35)
    yield Figure(data, "mrr", got.mrr, "BM25 .342, MiniLM .495", 0.50)


def bank_documents_by_meaning(rows: Path, embedder: str) -> Iterator[Figure]:
    indexed = index_articles(_read(rows, "articles/banking", ArticleRow), embedder_named(embedder))
    got = measure_retrieval(indexed, _read(rows, "queries/banking_tasks_dev", QueryRow))
    data = f"tau2 banking documents, with {embedder}"
    yield Figure(data, "recall_at 20", got.recall_at["20"], "MiniLM .354", 0.50)
    yield Figure(data, "mrr", got.mrr, "MiniLM .495", 0.62)


def begin(rows: Path) -> Iterator[Figure]:
    parts = ("cmu", "topicalchat")
    test = [row for part in parts for row in _read(rows, f"grounding/begin_dev_{part}", PairRow)]
    trained = learn_support([_read(rows, "grounding/begin_dev_wow", PairRow)])
    for how, fitted in (("as shipped", None), ("trained on wow", trained)):
        got = measure_grounding(test, fitted)
        data = f"BEGIN cmu and topicalchat, {how}"
        yield from _grounded(data, got, "words .866", 0.88)
        yield Figure(data, "ms_per_pair_p50", got.ms_per_pair_p50, "", 1, more=False)


def summedits(rows: Path) -> Iterator[Figure]:
    test = _read(rows, "grounding/summedits_sales_email_claims", PairRow)
    trained = learn_support([_read(rows, "grounding/summedits_scitldr_claims", PairRow)])
    for how, fitted in (("as shipped", None), ("trained on scitldr", trained)):
        got = measure_grounding(test, fitted)
        yield from _grounded(f"SummEdits sales e-mail, {how}", got, "GPT-4 .82, few features .62", 0.70)


def _grounded(data: str, got: GroundingFigures, field: str, bar: float) -> Iterator[Figure]:
    """What judges a model's sentences, and the scorer in it by itself."""
    yield Figure(data, "balanced_accuracy", got.balanced_accuracy, field, bar)
    yield Figure(f"{data}, the scorer alone", "balanced_accuracy", got.scorer_alone["balanced_accuracy"], field, bar)


def goemotions(rows: Path) -> Iterator[Figure]:
    test, train = (_read(rows, f"mood/goemotions_{part}", MoodRow) for part in ("dev", "train"))
    for how, score in (("as shipped", mood_shipped(test)), ("trained", mood_learned(train))):
        yield Figure(
            f"GoEmotions, upset, {how}", "auroc", measure_mood(test, score).auroc, "words and pieces .839", 0.88
        )


def xed(rows: Path) -> Iterator[Figure]:
    test, train = fifth_and_rest(_read(rows, "mood/xed_nl_dev", MoodRow))
    for how, score in (("as shipped", mood_shipped(test)), ("trained", mood_learned(train))):
        yield Figure(
            f"XED Dutch, a fifth, {how}", "auroc", measure_mood(test, score).auroc, "words and pieces .710", 0.76
        )


def attacks(rows: Path) -> Iterator[Figure]:
    sets = ("banking77_train", "hint3_curekart_v1_train", "hint3_powerplay11_v1_train", "hint3_sofmattress_v1_train")
    other = [
        AttackRow(text=row.text, attack=False) for name in sets for row in _read(rows, f"intents/{name}", IntentRow)
    ]
    there = [*_read(rows, "attacks/direct_dev", AttackRow), *read_rows(OUR_ATTACKS, AttackRow)]
    got = measure_attacks([*there, *other], suspicion)
    data = "attacks against Banking77 and HINT3, as shipped"
    yield Figure(data, "recall_at_1_percent_false_alarms", got.recall_at_1_percent_false_alarms, "", 0.90)
    yield Figure(data, "false_alarm_rate", got.false_alarm_rate, "", 0.01, more=False)


MEASURED: Sequence[Callable[[Path], Iterator[Figure]]] = (
    *(sofmattress, clinc, banking, xsid, bank_documents),
    *(begin, summedits, goemotions, xed, attacks),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=Path)
    parser.add_argument("--embedder", default=NONE, help="a folder or package; adds what is found with it")
    parser.add_argument("--write", action="store_true", help="put the table into docs/measured.md")
    args = parser.parse_args()
    lines = ["| data | figure | Kompas | wanted | reached | elsewhere |", "|---|---|---|---|---|---|"]
    absent = []
    for measured in MEASURED:
        try:
            lines += map(str, measured(args.rows))
            if measured is bank_documents and args.embedder != NONE:
                lines += map(str, bank_documents_by_meaning(args.rows, args.embedder))
        except KompasError as missing:
            absent.append(f"left out: {measured.__name__}: {missing}")
    table = "\n".join(lines)
    print(table, *absent, sep="\n")
    if args.write and not absent:
        _write(table)
    sys.exit(1 if absent else 0)


def _read(rows: Path, name: str, shape: type[R]) -> tuple[R, ...]:
    return read_rows(rows / f"{name}.jsonl", shape)


def _folds(rows: Sequence[IntentRow]) -> Iterator[IntentFigures]:
    mixed = random.Random(0).sample(rows, len(rows))
    for number in range(FOLDS):
        asked = mixed[number::FOLDS]
        learned = [row for place, row in enumerate(mixed) if place % FOLDS != number]
        yield measure_intents(learn(learned), asked)


def _forced(folds: Iterator[IntentFigures]) -> float:
    return fmean(figures.in_scope_accuracy_forced or 0.0 for figures in folds)


def _write(table: str) -> None:
    machine: Any = platform.processor() or platform.machine()
    when = f"{datetime.now(UTC):%-d %B %Y}, {machine}, Python {platform.python_version()}, one core"
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n{when}\n\n{table}\n{END}{after}", "utf-8")


if __name__ == "__main__":
    main()
