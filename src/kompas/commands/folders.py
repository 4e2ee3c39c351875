"""check and import: company folders and what comes into them. What is slow to import, a command imports itself."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from kompas.assistant.domain.errors import KompasError
from kompas.commands.places import company_folder

bring = typer.Typer(help="Bring content from elsewhere into a company folder.", no_args_is_help=True)


def check(
    company: Annotated[str, typer.Argument(help="A company folder, or zwaluw or waterdijk.")] = "zwaluw",
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schemas for editors instead.")] = False,
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
    raise typer.Exit(1 if checked.complaints else 0)


@bring.command()
def articles(
    source: Annotated[
        Path, typer.Argument(help="A Markdown file with front matter, a folder of them, or a JSONL file.")
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

    try:
        report = import_articles(source, into, lang, replace, staff or ())
    except KompasError as fault:
        typer.echo(f"{fault} {fault.remedy}".rstrip(), err=True)
        raise typer.Exit(1) from None
    for complaint in (*report.conflicts, *report.skipped):
        typer.echo(str(complaint))
    typer.echo(
        f"{len(report.written)} articles written, {len(report.unchanged)} unchanged, "
        f"{len(report.conflicts)} in conflict, {len(report.skipped)} skipped."
    )
    raise typer.Exit(1 if report.conflicts or report.skipped else 0)
