"""ask and test: what the assistant says, and why; and the golden conversations of a company.

The thinking is imported when a command needs it: every command of `kompas` would wait for it otherwise.
"""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from kompas.commands.places import company_folder

if TYPE_CHECKING:
    from kompas.assistant.assistant import Assistant
    from kompas.assistant.domain.company import Company
    from kompas.assistant.sockets import Embedder
    from kompas.assistant.turn import Taken

Data = Annotated[Path, typer.Option("--data", envvar="KOMPAS_DATA_DIR", help="Where prepared companies are kept.")]
_VAR = Path("var")


def ask(
    question: Annotated[str, typer.Argument(help="What a customer would write.")],
    company: Annotated[str, typer.Option(help="A company folder, or zwaluw or waterdijk.")] = "zwaluw",
    why: Annotated[bool, typer.Option("--why", help="Show facts, decision, reasons and time per stage.")] = False,
    lang: Annotated[str | None, typer.Option(help="The language of the conversation so far.")] = None,
    data: Data = _VAR,
) -> None:
    """Ask one question, without identity and without a service."""
    from kompas.assistant.domain.conversation import Author, Memory, Said, Turn
    from kompas.assistant.privacy.cleaning import Refusal, clean
    from kompas.assistant.privacy.masking import mask

    text = clean(question)
    if isinstance(text, Refusal):
        raise typer.BadParameter(f"This is no question ({text.code}).")
    assistant = taken_up(company, data)
    said = Said(Author.CUSTOMER, mask(text).text, 1)
    turn = Turn((said,), datetime.now(UTC), memory=Memory(lang=lang))
    assistant.take_turn(turn)  # the first turn loads word lists; the times shown are those of a warm assistant
    taken = assistant.take_turn(turn)
    console = Console(highlight=False)
    console.print(taken.reply.text, markup=False)
    if why:
        _explain(console, taken)


def play_golden(
    company: Annotated[str, typer.Argument(help="A company folder, or zwaluw or waterdijk.")] = "zwaluw",
    data: Data = _VAR,
) -> None:
    """Play the golden conversations; fails when one goes otherwise than expected."""
    from kompas.assistant.measure.golden import play

    played = play(taken_up(company, data), datetime.now(UTC))
    for failure in played.failures:
        typer.echo(str(failure))
    typer.echo(f"{played.turns} turns played, {len(played.failures)} expectations failed.")
    raise typer.Exit(1 if played.failures else 0)


def taken_up(company: str, data: Path) -> "Assistant":
    """The assistant of a folder or bundled example, prepared once per version under the data directory."""
    from kompas.assistant.assistant import Assistant, prepare
    from kompas.assistant.company import CompanyRefused, read_company
    from kompas.connectors.table import TableConnector

    folder = company_folder(company)
    try:
        read = read_company(folder)
    except CompanyRefused as refused:
        for complaint in refused.complaints:
            typer.echo(str(complaint), err=True)
        raise typer.Exit(1) from None
    into = data / "prepared" / read.version
    embedder = _embedder(read)
    prepare(read, into, embedder)
    return Assistant.load(
        into,
        lambda company: {id: TableConnector(plan, folder) for id, plan in company.connectors.items()},
        lambda company: embedder,
    )


def _embedder(company: "Company") -> "Embedder | None":
    """Without it everything is found by words: that is told, and goes on."""
    if company.embedder is None:
        return None
    from kompas.assistant.domain.errors import KompasError
    from kompas.service.environment import read_environment
    from kompas.service.library.embedding import named

    try:
        return named(company.embedder, read_environment(os.environ))
    except KompasError as fault:
        typer.echo(f"{fault} {fault.remedy}".rstrip(), err=True)
        return None


def _explain(console: Console, taken: "Taken") -> None:
    from kompas.assistant.turn import trace

    told = trace(taken)
    ms = told.pop("ms")
    table = Table(show_header=False, title="why")
    for name, value in told.items():
        table.add_row(name, json.dumps(value, ensure_ascii=False, indent=1) if isinstance(value, list) else str(value))
    for stage, spent in ms.items():
        table.add_row(f"ms, {stage}", f"{spent:.2f}")
    console.print(table)
