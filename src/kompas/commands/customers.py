"""`kompas export customer` and `kompas erase customer`: on a house that runs and on one that does not."""

import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kompas.assistant.domain.errors import KompasError
from kompas.commands.data import DEMO_DATA, Data, set_up
from kompas.commands.places import company_folder

if TYPE_CHECKING:
    from kompas.service.privacy.subject import Subject

_BY = "command"

Who = Annotated[
    str,
    typer.Argument(
        help="A mail address, a customer's key, a conversation or the reference of a promise; - reads it from standard"
        " input, so that it is in no history."
    ),
]


def export_customer(
    who: Who,
    to: Annotated[Path, typer.Option("--to", help="The zip to write; it must not be there yet.")],
    data: Data = DEMO_DATA,
    company: Annotated[
        str | None,
        typer.Option(help="The company folder; without it the one that the data folder holds, or the demo's."),
    ] = None,
) -> None:
    """Everything that is kept of one customer, as JSON and as a page. Names of colleagues are left out."""
    set_up(data)
    from kompas.assistant.company import read_company
    from kompas.service.clock import now_ms
    from kompas.service.database.connection import connect, transaction
    from kompas.service.privacy.export import export, hand_over

    if to.exists():
        raise typer.BadParameter(f"{to} is there already.")
    read = read_company(_folder(company, data))
    subject = _one(_found(who))
    with closing(connect()) as db:
        made = export(db, read, subject, at := now_ms())
        with transaction(db):
            hand_over(db, made, _BY, at)
    to.write_bytes(made.content)
    typer.echo(f"{to}: {len(subject.conversations)} conversations, receipt {made.number}.")


def erase_customer(
    who: Who,
    data: Data = DEMO_DATA,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    everybody: Annotated[
        bool, typer.Option("--all", help="Also where an address names several conversations of nobody that is known.")
    ] = False,
) -> None:
    """Erase everything that is kept of one customer, down to the bytes. It cannot be taken back."""
    set_up(data)
    from kompas.service.privacy.erasure import erase_and_clean

    found = _found(who)
    subjects = found if everybody else [_one(found)]
    conversations = sum(len(subject.conversations) for subject in subjects)
    if not yes:
        typer.confirm(f"Erase {conversations} conversations and all that belongs to them, for good?", abort=True)
    for subject in subjects:
        try:
            number, residue = erase_and_clean(subject, _BY, data.resolve())
        except KompasError as fault:
            typer.echo(f"{fault} {fault.remedy}", err=True)
            raise typer.Exit(1) from None
        left = f"{residue} traces stand in rows of others" if residue else "no trace is left in the database's files"
        typer.echo(f"Erased: {len(subject.conversations)} conversations, receipt {number}; {left}.")


def _found(who: str) -> "list[Subject]":
    from kompas.service.database.connection import connect
    from kompas.service.privacy.subject import find

    with closing(connect(readonly=True)) as db:
        found = find(db, sys.stdin.readline() if who == "-" else who)
    if not found:
        typer.echo("Nobody is known by this.", err=True)
        raise typer.Exit(1)
    return found


def _one(found: "list[Subject]") -> "Subject":
    if len(found) == 1:
        return found[0]
    typer.echo("This names several; give one of these instead:", err=True)
    for subject in found:
        typer.echo(
            f"  {subject.key or subject.conversations[0]}  ({len(subject.conversations)} conversations)", err=True
        )
    raise typer.Exit(1)


def _folder(company: str | None, data: Path) -> Path:
    own = data / "company"
    if company is None and (own / "company.yaml").is_file():
        return own
    return company_folder(company or "zwaluw")
