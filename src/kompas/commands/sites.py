"""import page and import site: articles from the web into a company folder."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kompas.assistant.domain.errors import KompasError

if TYPE_CHECKING:
    from kompas.assistant.company.complaints import Findings
    from kompas.assistant.company.importing import ImportReport
    from kompas.assistant.company.incoming import Given, Incoming
    from kompas.service.library.sources.addresses import Bounds
    from kompas.service.library.sources.crawling import Visit

Address = Annotated[str, typer.Argument(metavar="URL", help="Its address: https://…")]
Into = Annotated[Path, typer.Option("--into", help="The company folder; a new one is begun when there is none.")]
Lang = Annotated[str, typer.Option(help="The language of pages that do not say theirs.")]
Replace = Annotated[bool, typer.Option("--replace", help="Write over articles of the same name.")]
Contact = Annotated[str, typer.Option(help="How the site's owner reaches you: a mail address or a page of yours.")]


def page(address: Address, into: Into, contact: Contact, lang: Lang = "nl", replace: Replace = False) -> None:
    """Import one page of the web (or a PDF or Word document there) as an article."""
    from kompas.service.library.sources.crawling import one_page
    from kompas.service.library.sources.refusals import NotFetched

    try:
        bounds = one_page(address)
    except NotFetched as fault:
        raise typer.BadParameter(f"{address}: {fault}") from None
    _bring(address, bounds, into, contact, lang, replace, 120.0)


def site(
    address: Address,
    into: Into,
    contact: Contact,
    lang: Lang = "nl",
    replace: Replace = False,
    depth: Annotated[int, typer.Option(min=0, max=20, help="How many links from the first page.")] = 5,
    pages: Annotated[int, typer.Option(min=1, max=10_000, help="How many pages are looked at.")] = 500,
    host: Annotated[list[str] | None, typer.Option("--host", help="A further host that belongs to the site.")] = None,
    below: Annotated[str, typer.Option(help="Only pages whose path begins so, as /help/.")] = "/",
    minutes: Annotated[float, typer.Option(min=0.1, help="After which it ends, with what it has.")] = 60.0,
) -> None:
    """Import the pages of a website, at most one each second, as its robots.txt allows."""
    from kompas.service.library.sources.addresses import Bounds, host_of, tidy
    from kompas.service.library.sources.refusals import NotFetched

    try:
        bounds = Bounds((host_of(tidy(address)), *(host or ())), depth, pages, below)
    except NotFetched as fault:
        raise typer.BadParameter(f"{address}: {fault}") from None
    _bring(address, bounds, into, contact, lang, replace, minutes * 60)


def _bring(address: str, bounds: "Bounds", into: Path, contact: str, lang: str, replace: bool, seconds: float) -> None:
    from kompas.assistant.company.complaints import Findings
    from kompas.assistant.company.importing import refuse_unknown, write_articles
    from kompas.assistant.company.incoming import Given

    findings = Findings()
    try:
        refuse_unknown(lang)
        visits = _visits(address, bounds, contact, seconds)
        report = write_articles(_articles(visits, Given(lang), findings), findings, into, lang, replace)
    except KompasError as fault:
        typer.echo(f"{fault} {fault.remedy}".rstrip(), err=True)
        raise typer.Exit(1) from None
    tell(report)


def tell(report: "ImportReport") -> None:
    """What an import did; the exit status is 1 when something was left out."""
    for complaint in (*report.conflicts, *report.skipped):
        typer.echo(str(complaint))
    typer.echo(
        f"{len(report.written)} articles written, {len(report.unchanged)} unchanged, "
        f"{len(report.conflicts)} in conflict, {len(report.skipped)} skipped."
    )
    raise typer.Exit(1 if report.conflicts or report.skipped else 0)


def _visits(address: str, bounds: "Bounds", contact: str, seconds: float) -> "Iterator[Visit]":
    from kompas.assistant.company.readers.apart import Apart
    from kompas.service.environment import read_environment
    from kompas.service.library.sources.crawling import Crawl, whole_site
    from kompas.service.library.sources.fetching import Fetcher
    from kompas.service.library.sources.manners import Manners

    allowed = read_environment(os.environ).crawl_private
    end = time.monotonic() + seconds
    with Fetcher(contact, allowed) as fetcher, Apart() as reader:
        crawl = Crawl(fetcher, Manners(fetcher), reader.read, bounds)
        for visit in whole_site(crawl, address, lambda: time.monotonic() > end):
            typer.echo(f"{visit.address}", err=True)
            yield visit


def _articles(visits: "Iterator[Visit]", given: "Given", findings: "Findings") -> "Iterator[Incoming]":
    from dataclasses import replace

    from kompas.assistant.company.complaints import Place
    from kompas.assistant.company.incoming import of_reading
    from kompas.assistant.company.sentences import as_it_is
    from kompas.service.library.sources.addresses import name_of

    for visit in visits:
        if visit.reading is None:
            why = visit.why
            remedy = why.remedy if why is not None else ""
            findings.refuse(Place(visit.address), as_it_is(str(why)), as_it_is(remedy))
            continue
        said = replace(given, source=visit.address, updated=visit.updated)
        yield from of_reading(name_of(visit.address), visit.reading, said, findings)
