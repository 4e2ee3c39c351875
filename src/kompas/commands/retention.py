"""`kompas retention`: what is over its term, and the sweep by hand. A house that serves does it by itself, every hour."""

from contextlib import closing, suppress
from pathlib import Path
from typing import Annotated, Any

import typer

from kompas.assistant.domain.errors import Temporary
from kompas.commands.data import set_up
from kompas.commands.places import company_folder


def retention(
    company: Annotated[str, typer.Argument(help="The company folder, with its retention.yaml.")],
    data: Annotated[
        Path | None, typer.Option("--data", envvar="KOMPAS_DATA_DIR", help="The data folder; without it var/NAME.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only count what is over its term.")] = False,
) -> None:
    """Delete what is over its term, class by class, except what is under a legal hold."""
    folder = company_folder(company)
    set_up(data or Path("var") / folder.name)
    from kompas.assistant.company import read_company
    from kompas.service.clock import now_ms
    from kompas.service.database.connection import connect, transaction
    from kompas.service.privacy.residue import empty_the_log
    from kompas.service.privacy.retention import Sweep, overdue
    from kompas.service.privacy.terms import limits_of

    at, terms = now_ms(), read_company(folder).retention
    limits = limits_of(terms, at)
    with closing(connect()) as db, closing(connect(readonly=True)) as reads:
        if dry_run:
            counts = overdue(reads, limits)
        else:

            def write(job: Any) -> int:
                with transaction(db):
                    gone: int = job(db)
                return gone

            sweep = Sweep(reads, write, limits, at)
            for _ in sweep.batches():
                pass
            counts = sweep.counts
            with suppress(Temporary):  # a house that serves writes it over soon
                empty_the_log()
    for kept_as, days in terms.items():
        typer.echo(f"{kept_as:13} {days:5} days  {counts[kept_as]:8} {'over their term' if dry_run else 'gone'}")
