"""`kompas backup` and `kompas restore`."""

import os
from pathlib import Path
from typing import Annotated

import typer

from kompas.assistant.domain.errors import KompasError
from kompas.commands.places import company_folder

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
        manifest = take((data or Path("var") / folder.name).resolve(), folder, to.resolve())
    except KompasError as fault:
        raise _told(fault) from None
    typer.echo(f"{to}: {manifest.messages} messages, {len(manifest.entries)} files, {to.stat().st_size / 1e6:.1f} MB.")
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


def _told(fault: KompasError) -> typer.Exit:
    typer.echo(f"{fault} {fault.remedy}".rstrip(), err=True)
    return typer.Exit(1)
