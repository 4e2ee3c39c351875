"""`kompas init`: asks a few questions and writes a company folder to begin with."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from kompas.assistant.domain.errors import KompasError, Permanent


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
    from kompas.assistant.company.new_company import SITES, WEEKLY, ZONES, Answers, begin_company, name_of
    from kompas.assistant.company.weekly import weekly_of

    try:
        called = _answer(name, "Name of the company", name_of(folder))
        languages = tuple(_answer(lang, "Language (nl, en, or nl,en)", "nl").replace(" ", "").split(","))
        answers = Answers(
            called,
            languages,
            _answer(mail, "Mail address of customer service", None, "--mail"),
            _answer(phone, "Telephone number (empty: none)", ""),
            _answer(timezone, "Time zone", ZONES.get(languages[0], "Europe/Amsterdam")),
            weekly_of(_answer(hours, "When people are there", WEEKLY)),
            tuple(one.rstrip("/") for one in site or ()) or SITES,
        )
        written = begin_company(folder, answers, datetime.now(UTC).date())
    except KompasError as fault:
        typer.echo(f"{fault} {fault.remedy}".rstrip(), err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{folder} holds {len(written)} files; their comments say what to fill in. Now:")
    for then in ("kompas check", "kompas test", "kompas serve"):
        typer.echo(f"  {then} {folder}")


def _answer(given: str | None, question: str, usual: str | None, option: str = "") -> str:
    """The option, else what is typed at a terminal, else what is usual. Without any of these, says which option to give."""
    if given is not None:
        return given.strip()
    if _somebody_is_there():
        return str(typer.prompt(question, default=usual)).strip()
    if usual is None:
        raise Permanent(f"{question}: nobody is there to ask.", f"Give it with {option}.")
    return usual


def _somebody_is_there() -> bool:
    return sys.stdin.isatty()
