"""`kompas audit head` and `kompas audit verify`."""

import os
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

console = Console(highlight=False)
audit = typer.Typer(help="The tamper-evident trail.", no_args_is_help=True)

Data = Annotated[Path, typer.Option(envvar="KOMPAS_DATA_DIR", help="The data folder.")]


@audit.command("head")
def show_head(data: Data = Path("var/demo-zwaluw")) -> None:
    """Print the head of the chain: keep it somewhere else, and verify against it later."""
    _set_up(data)
    from kompas.service.database.connection import connect
    from kompas.service.privacy.trail import head

    with closing(connect(readonly=True)) as db:
        console.print(str(head(db)), soft_wrap=True)


@audit.command("verify")
def verify_chain(
    data: Data = Path("var/demo-zwaluw"),
    head: Annotated[str | None, typer.Option(help="A head that was kept elsewhere, like 1234:ab12…")] = None,
) -> None:
    """Find lines that were changed, taken out or cut off. Exit status 1 when there are any."""
    _set_up(data)
    from kompas.service.database.connection import connect
    from kompas.service.privacy.sealer import HEADS
    from kompas.service.privacy.trail import Head, beginning, kept_heads, verify
    from kompas.service.privacy.trail import head as newest

    try:
        against = Head.read(head) if head else None
    except ValueError as unread:
        raise typer.BadParameter(str(unread)) from unread
    kept = kept_heads(data / HEADS)
    with closing(connect(readonly=True)) as db:
        faults = list(verify(db, against or (kept[-1] if kept else None)))
        now, begun = newest(db), beginning(db)
    for fault in faults:
        console.print(f"event {fault.event}: {fault.what}", style="red", soft_wrap=True)
    if faults:
        raise typer.Exit(1)
    console.print(f"The trail is whole: {now.event} lines, head {now}", soft_wrap=True)
    if begun.event:
        console.print(f"The first {begun.event} lines were cut off at the end of their term.", soft_wrap=True)


def _set_up(data: Path) -> None:
    if not (data / "kompas.sqlite3").is_file():
        raise typer.BadParameter(f"{data} holds no database of Kompas. Name the data folder with --data.")
    os.environ["KOMPAS_DATA_DIR"] = str(data.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kompas.service.settings")
    import django

    django.setup()
