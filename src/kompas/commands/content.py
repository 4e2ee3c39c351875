"""`kompas export company`: the content with all that was published in the screens, as a folder."""

from pathlib import Path
from typing import Annotated

import typer

from kompas.assistant.domain.errors import KompasError
from kompas.commands.data import set_up
from kompas.commands.places import company_folder


def export_company(
    company: Annotated[str, typer.Argument(help="The company folder that is served.")],
    into: Annotated[Path, typer.Option("--into", help="A new folder, or a company folder to bring up to date.")],
    data: Annotated[
        Path | None, typer.Option(envvar="KOMPAS_DATA_DIR", help="The data folder (var/ and the company's name).")
    ] = None,
) -> None:
    """Write the published content back as a company folder, byte for byte; on a house that runs and on one that does not."""
    folder = company_folder(company)
    held = data or Path("var") / folder.name
    if data is not None or (held / "kompas.sqlite3").is_file():
        set_up(held)
        texts = _published()
    else:
        texts = {}
    from kompas.service.library.export import texts_of, write_folder

    try:
        done = write_folder(texts or texts_of(folder), folder, into, held)
    except KompasError as fault:
        typer.echo(f"{fault} {fault.remedy}".rstrip(), err=True)
        raise typer.Exit(1) from None
    for path in done.removed:
        typer.echo(f"{path}: removed, as it was in the library.")
    typer.echo(
        f"{len(done.written)} documents written, {len(done.removed)} removed, {len(done.copied)} other files copied."
    )


def _published() -> dict[str, bytes]:
    """What is published; says what is not taken along. Nothing when this data folder never served a company."""
    from kompas.service.library import editions, lists

    for conflict in lists.conflicts():
        typer.echo(f"{conflict.document.path}: the source folder holds another text; the conflict is not settled.")
    for path in dict.fromkeys(version.document.path for version in lists.drafts()):
        typer.echo(f"{path}: a draft is being written; it is not published, and not taken along.")
    return editions.all_texts()
