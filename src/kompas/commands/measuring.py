"""measure: how well the thinking does on labelled lines of one's own. Files of JSON lines in, a table or one JSON object out.

What is measured is imported when a form needs it: every command of `kompas` would wait for it otherwise.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TypeVar

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from kompas.assistant.domain.errors import KompasError

if TYPE_CHECKING:
    from kompas.assistant.measure.rows import Row

    R = TypeVar("R", bound=Row)

T = TypeVar("T")

measure = typer.Typer(help="Measure the thinking on labelled lines of your own.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of a table.")]
Train = Annotated[list[Path], typer.Option(help="Lines to learn from; may be repeated.")]
More = Annotated[list[Path] | None, typer.Option("--train", help="Lines to learn from, beside what ships.")]
_PROGRESS = Console(stderr=True)  # figures alone go to standard output


@measure.command()
def intents(
    train: Train,
    test: Annotated[Path, typer.Option(help="Lines to be asked, which are not among those to learn from.")],
    as_json: Json = False,
) -> None:
    """How well intents are guessed, how surely, and what is out of scope. Lines of {"text", "intent"}; null: out of scope."""
    from kompas.assistant.measure.intents import learn, measure_intents
    from kompas.assistant.measure.rows import IntentRow

    rows = _read([*train, test], IntentRow)
    with _waiting("learning"):
        learned = _refused(lambda: learn([row for file in rows[:-1] for row in file]))
    _show("intents", asdict(measure_intents(learned, rows[-1], _watched("asking"))), as_json)


@measure.command()
def retrieval(
    articles: Annotated[Path, typer.Option(help='Lines of {"id", "title", "content"}, or a folder with such files.')],
    queries: Annotated[Path, typer.Option(help='Lines of {"query", "relevant": [ids]}.')],
    embedder: Annotated[
        str, typer.Option(help="A folder with an embedder, a package that brings one, or none.")
    ] = "none",
    as_json: Json = False,
) -> None:
    """How well the articles that answer a question are found."""
    from kompas.assistant.measure.retrieval import index_articles, measure_retrieval
    from kompas.assistant.measure.rows import ArticleRow, QueryRow
    from kompas.models.named import embedder_named

    files = sorted(articles.glob("*.jsonl")) if articles.is_dir() else [articles]
    if not files:
        _stop(f"{articles} holds no .jsonl files.")
    texts = [row for file in _read(files, ArticleRow) for row in file]
    (asked,) = _read([queries], QueryRow)
    opened = _refused(lambda: embedder_named(embedder))
    with _waiting("indexing"):
        indexed = _refused(lambda: index_articles(texts, opened))
    figures = _refused(lambda: measure_retrieval(indexed, asked, _watched("searching")))
    _show("retrieval", asdict(figures), as_json)


@measure.command()
def grounding(
    pairs: Annotated[Path, typer.Option(help='Lines of {"source", "claim", "supported"} to be judged.')],
    train: More = None,
    as_json: Json = False,
) -> None:
    """How well claims that a text supports are told from others. Without --train exactly as Kompas ships."""
    from kompas.assistant.measure.grounding import learn_support, measure_grounding
    from kompas.assistant.measure.rows import PairRow

    rows = _read([*(train or ()), pairs], PairRow)
    fitted = None
    if train:
        with _waiting("learning"):
            fitted = _refused(lambda: learn_support(rows[:-1]))
    _show("grounding", asdict(measure_grounding(rows[-1], fitted, _watched("judging"))), as_json)


@measure.command()
def mood(
    test: Annotated[Path, typer.Option(help='Lines of {"text", "upset"} to be judged.')],
    train: More = None,
    as_json: Json = False,
) -> None:
    """How well lines of somebody who is upset are told from others. Without --train exactly as Kompas ships."""
    from kompas.assistant.measure.judging import measure_mood, mood_learned, mood_shipped
    from kompas.assistant.measure.rows import MoodRow

    *taught, asked = _read([*(train or ()), test], MoodRow)
    score = mood_shipped(asked)
    if taught:
        with _waiting("learning"):
            score = _refused(lambda: mood_learned([row for rows in taught for row in rows]))
    _show("mood", asdict(measure_mood(asked, score, _watched("judging"))), as_json)


@measure.command()
def attacks(
    test: Annotated[Path, typer.Option(help='Lines of {"text", "attack"} to be judged.')],
    train: More = None,
    as_json: Json = False,
) -> None:
    """How well attempts to give the assistant orders are told from others. Without --train exactly as Kompas ships."""
    from kompas.assistant.measure.judging import Score, attacks_learned, measure_attacks
    from kompas.assistant.measure.rows import AttackRow
    from kompas.assistant.understanding.attacks import suspicion

    *taught, asked = _read([*(train or ()), test], AttackRow)
    score: Score = suspicion
    if taught:
        with _waiting("learning"):
            score = _refused(lambda: attacks_learned([row for rows in taught for row in rows]))
    _show("attacks", asdict(measure_attacks(asked, score, _watched("judging"))), as_json)


def _read(paths: Sequence[Path], shape: "type[R]") -> "list[tuple[R, ...]]":
    """All files; what is wrong with any of them is told together."""
    from kompas.assistant.measure.rows import read_rows

    read, faults = [], []
    for path in paths:
        try:
            read.append(read_rows(path, shape))
        except KompasError as refused:
            faults.append(_told(refused))
    if faults:
        _stop("\n".join(faults))
    return read


def _refused(work: Callable[[], T]) -> T:
    try:
        return work()
    except KompasError as refused:
        _stop(_told(refused))


def _told(refused: KompasError) -> str:
    return f"{refused} {refused.remedy}".rstrip()


def _stop(why: str) -> NoReturn:
    typer.echo(why, err=True)
    raise typer.Exit(1)


def _waiting(what: str) -> AbstractContextManager[Any]:
    return _PROGRESS.status(f"{what} …")


def _watched(what: str) -> Callable[[Sequence[T]], Iterable[T]]:
    return lambda rows: track(rows, what, console=_PROGRESS, transient=True)


def _show(form: str, figures: Mapping[str, Any], as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(figures))
        return
    table = Table("figure", "value", title=form)
    for name, value in figures.items():
        for at, one in value.items() if isinstance(value, Mapping) else [("", value)]:
            table.add_row(f"{name} {at}".rstrip(), "–" if one is None else str(one))
    Console(highlight=False).print(table)
