"""`kompas init`: asks a few questions and writes a company folder to begin with."""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kompas.assistant.domain.errors import KompasError, Permanent

if TYPE_CHECKING:
    from kompas.assistant.company.new_company import Answers


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The new company folder.")],
    name: Annotated[str | None, typer.Option(help="The company, as customers know it.")] = None,
    lang: Annotated[str | None, typer.Option(help="nl, en, or both with a comma, the main one first.")] = None,
    mail: Annotated[str | None, typer.Option(help="The mail address of customer service.")] = None,
    phone: Annotated[str | None, typer.Option(help="Its telephone number; empty for none.")] = None,
    hours: Annotated[str | None, typer.Option(help='When people are there: "mon-fri 09:00-17:00".')] = None,
    timezone: Annotated[str | None, typer.Option(help="As in Europe/Amsterdam.")] = None,
    site: Annotated[list[str] | None, typer.Option(help="A site that may show the chat; may be repeated.")] = None,
) -> None:
    """Write a small company folder of your own: answer a few questions, or give the answers as options."""
    from kompas.assistant.company.new_company import USUAL, WEEKLY, ZONES, begin_company, name_of, refuse_filled
    from kompas.assistant.company.new_company import try_answers as tried
    from kompas.assistant.company.weekly import weekly_of

    try:
        refuse_filled(folder)
        so_far = replace(USUAL, sites=tuple(one.rstrip("/") for one in site or ()) or USUAL.sites)
        tried(so_far)
        ask = partial(_answered, tried)
        so_far = ask(name, "Name of the company", name_of(folder), lambda said: replace(so_far, name=said))
        so_far = ask(lang, "Language (nl, en, or nl,en)", "nl", lambda said: replace(so_far, languages=_listed(said)))
        so_far = ask(mail, "Mail address of customer service", "", lambda said: replace(so_far, mail=said), "--mail")
        so_far = ask(phone, "Telephone number (empty: none)", "", lambda said: replace(so_far, phone=said))
        zone = ZONES[so_far.languages[0]]
        so_far = ask(timezone, "Time zone", zone, lambda said: replace(so_far, timezone=said))
        so_far = ask(hours, "When people are there", WEEKLY, lambda said: replace(so_far, weekly=weekly_of(said)))
        written = begin_company(folder, so_far, datetime.now(UTC).date())
    except KompasError as fault:
        typer.echo(f"{fault} {fault.remedy}".rstrip(), err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{folder} holds {len(written)} files; their comments say what to fill in. Now:")
    for then in ("kompas check", "kompas test", "kompas serve"):
        typer.echo(f"  {then} {folder}")


def _answered(
    tried: "Callable[[Answers], None]",
    given: str | None,
    question: str,
    usual: str,
    takes: "Callable[[str], Answers]",
    option: str = "",
) -> "Answers":
    """The answers so far with one more: the option, else what is typed at a terminal, else what is usual. What is typed
    and refused is asked again, with the reason. A question with an `option` has no usual answer, and names that instead."""
    if given is None and not _somebody_is_there() and option:
        raise Permanent(f"{question}: nobody is there to ask.", f"Give it with {option}.")
    if given is not None or not _somebody_is_there():
        tried(answers := takes(usual if given is None else given.strip()))
        return answers
    while True:
        try:
            tried(answers := takes(str(typer.prompt(question, default=None if option else usual)).strip()))
        except KompasError as refused:
            typer.echo(_why(refused))
        else:
            return answers


def _why(refused: KompasError) -> str:
    """Why an answer is refused. Of complaints the first, without the line: the folder is not written yet."""
    for complaint in getattr(refused, "complaints", ()):
        return f"{complaint.message} {complaint.remedy}"
    return f"{refused} {refused.remedy}"


def _listed(said: str) -> tuple[str, ...]:
    return tuple(said.replace(" ", "").split(","))


def _somebody_is_there() -> bool:
    return sys.stdin.isatty()
