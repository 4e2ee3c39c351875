"""check and import: company folders and what comes into them. What is slow to import, a command imports itself."""

import os
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from kompas.assistant.domain.errors import KompasError
from kompas.commands import sites
from kompas.commands.places import company_folder
from kompas.commands.sites import tell

bring = typer.Typer(help="Bring content from elsewhere into a company folder.", no_args_is_help=True)
bring.command()(sites.page)
bring.command()(sites.site)


def check(
    company: Annotated[str, typer.Argument(help="A company folder, or zwaluw or waterdijk.")] = "zwaluw",
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schemas for editors instead.")] = False,
    deploy: Annotated[bool, typer.Option("--deploy", help="Name every unsafe setting of this machine too.")] = False,
    data: Annotated[
        Path | None, typer.Option(envvar="KOMPAS_DATA_DIR", help="With --deploy: the data folder that is served.")
    ] = None,
    backups: Annotated[Path | None, typer.Option(help="With --deploy: the folder with backups.")] = None,
    url: Annotated[
        str | None, typer.Option(help="With --deploy: the https address to look at as a browser does.")
    ] = None,
) -> None:
    """Check every file of a company folder; each complaint names file, line, key and remedy."""
    from kompas.assistant.company import check_company
    from kompas.assistant.company.schemas import schemas_text

    if schema:
        typer.echo(schemas_text())
        return
    folder = Path(company) if Path(company).is_dir() else company_folder(company)
    checked = check_company(folder, datetime.now(UTC).date())
    for complaint in checked.complaints:
        typer.echo(str(complaint))
    for warning in checked.warnings:
        typer.echo(f"warning: {warning}")
    typer.echo(f"{len(checked.complaints)} complaints, {len(checked.warnings)} warnings in {folder.name}.")
    if deploy and not checked.complaints:
        _check_deployment(folder, data or Path("var") / folder.name, backups, url)
    raise typer.Exit(1 if checked.complaints else 0)


def _check_deployment(folder: Path, data: Path, backups: Path | None, url: str | None) -> None:
    """The settings are those of this very environment: type it where Kompas is to be served."""
    from kompas.assistant.company import read_company
    from kompas.service.deployment import Plan, unsafe
    from kompas.service.reach import reached

    plan = Plan(os.environ, read_company(folder), data, backups, os.geteuid(), time.time())
    found = (*unsafe(plan), *(reached(url) if url else ()))
    for one in found:
        typer.echo(f"unsafe: {one}")
    typer.echo(
        f"{len(found)} unsafe settings.{'' if url else ' With --url the way through the proxy is looked at too.'}"
    )
    if found:
        raise typer.Exit(1)


@bring.command()
def articles(
    source: Annotated[
        Path,
        typer.Argument(help="A .md file with front matter, a .jsonl, .pdf, .docx or .html file, or a folder of them."),
    ],
    into: Annotated[Path, typer.Option("--into", help="The company folder; a new one is begun when there is none.")],
    lang: Annotated[str, typer.Option(help="The language of articles that do not name theirs.")] = "nl",
    replace: Annotated[bool, typer.Option("--replace", help="Write over articles of the same name.")] = False,
    staff: Annotated[
        list[str] | None,
        typer.Option("--staff", help="Rows with this word in their title are for staff, never for customers."),
    ] = None,
) -> None:
    """Import articles."""
    from kompas.assistant.company.importing import import_articles
    from kompas.assistant.company.readers.apart import Apart

    try:
        with Apart() as reader:
            report = import_articles(source, into, lang, replace, staff or (), reader.read)
    except KompasError as fault:
        typer.echo(f"{fault} {fault.remedy}".rstrip(), err=True)
        raise typer.Exit(1) from None
    tell(report)
