"""`kompas backup` and `kompas restore`."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kompas.assistant.domain.errors import KompasError
from kompas.commands.places import company_folder

if TYPE_CHECKING:
    from kompas.service.backup.restoring import Restored

Data = Annotated[
    Path | None,
    typer.Option(envvar="KOMPAS_DATA_DIR", help="The data folder; without it var/ and the name of the company folder."),
]


def backup(
    company: Annotated[str, typer.Argument(help="The company folder.")],
    to: Annotated[Path, typer.Option("--to", help="The file to write; it must not be there yet.")],
    data: Data = None,
) -> None:
    """Write one file with all that cannot be made again: database, trail heads, keys, company folder. Serving goes on."""
    from kompas.service.backup.taking import take

    os.umask(0o077)  # customers' words are in it
    folder = company_folder(company)
    try:
        taken = take((data or Path("var") / folder.name).resolve(), folder, to.resolve())
    except KompasError as fault:
        raise _told(fault) from None
    manifest = taken.manifest
    typer.echo(f"{to}: {manifest.messages} messages, {len(manifest.entries)} files, {to.stat().st_size / 1e6:.1f} MB.")
    for name in taken.vanished:
        typer.echo(f"{name} was taken away meanwhile, and is not in it.")
    typer.echo("It holds customers' words and the keys of this house: keep it as you keep those.")


def restore(
    file: Annotated[Path, typer.Argument(help="A file that kompas backup wrote.")],
    company: Annotated[Path, typer.Argument(help="Where the company folder goes; one that is there already is kept.")],
    data: Data = None,
    replace: Annotated[bool, typer.Option("--replace", help="Move data that are there already aside.")] = False,
) -> None:
    """Put a backup back, checked to the last byte first."""
    from kompas.service.backup.restoring import restore as put_back

    os.umask(0o077)
    is_there = (company / "company.yaml").is_file()
    place = (data or Path("var") / company.resolve().name).resolve()
    try:
        restored = put_back(file.resolve(), place, None if is_there else company.resolve(), replace)
    except KompasError as fault:
        raise _told(fault) from None
    manifest = restored.manifest
    typer.echo(f"{place}: {manifest.messages} messages as of {manifest.at}, taken by Kompas {manifest.kompas}.")
    typer.echo(f"The company folder {company} {'was there already and is kept' if is_there else 'is restored'}.")
    if restored.aside is not None:
        typer.echo(f"What was there before lies in {restored.aside}.")
    _tell_what_came_back(restored)


def _tell_what_came_back(restored: "Restored") -> None:
    """Who may sign in, and what waits: things that have changed since the backup, and that only a person can judge."""
    typer.echo("Everybody is signed out. With the passwords of then, these may sign in:")
    for one in restored.colleagues:
        typer.echo(f"  {one.name} ({one.role})")
    if not restored.colleagues:
        typer.echo("  nobody: kompas serve prints a link for the first administrator")
    typer.echo(
        "Go through them in Colleagues: deactivate who left since, mend roles, and let those choose a new password"
    )
    typer.echo("whose old one may be known.")
    if restored.invited:
        typer.echo(f"Open invitations that came back: {restored.invited}. Withdraw there what was withdrawn.")
    if restored.held:
        typer.echo(
            f"Mails that were due then: {restored.held}. They may have gone out since; Status shows them, to send or drop."
        )


def _told(fault: KompasError) -> typer.Exit:
    typer.echo(f"{fault} {fault.remedy}".rstrip(), err=True)
    return typer.Exit(1)
