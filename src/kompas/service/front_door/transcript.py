"""A copy of a conversation for the customer to keep, as text or as a page that stands alone."""

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_datetime
from django.template.loader import render_to_string

from kompas.service.clock import moment
from kompas.service.conversations import store
from kompas.service.front_door.words import all_of, say
from kompas.service.library.shelf import Served

_ALL = 100_000


@dataclass(frozen=True, slots=True)
class Line:
    """One message: by whom, when, in which words, and where they come from."""

    author: str
    at: str
    lang: str
    text: str
    provenance: str
    provenance_words: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Transcript:
    title: str
    made: str
    label: str
    lang: str
    company: str
    lines: tuple[Line, ...]


def transcript_of(db: sqlite3.Connection, served: Served, row: sqlite3.Row, at: int) -> Transcript:
    """Every message that the customer could read, in order. Notes of staff are no messages and never here."""
    lang, zone = row["lang"], served.zone
    return Transcript(
        title=say("transcript.title", lang, company=served.company.name),
        made=say("transcript.made", lang, moment=_said(moment(at).astimezone(zone), lang), zone=zone.key),
        label=say("transcript.label", lang, assistant=_author(db, "assistant", None, served, lang)),
        lang=lang,
        company=served.company.name,
        lines=tuple(_line(db, message, served, lang) for message in store.messages(db, row["id"], most=_ALL)),
    )


def as_text(made: Transcript) -> str:
    """Plain text, one block a message."""
    head = [made.title, made.made, made.label, ""]
    blocks = []
    for line in made.lines or ():
        sources = [f"  - {source}" for source in line.sources]
        if sources:
            sources.insert(0, f"{say('transcript.sources', made.lang)}:")
        blocks.append("\n".join([f"{line.author} · {line.at} · {line.provenance_words}", line.text, *sources]))
    return "\n".join(head) + "\n" + "\n\n".join(blocks or [say("transcript.empty", made.lang)]) + "\n"


def as_html(made: Transcript) -> str:
    """A page without script; every word escaped, provenance also for programs (`data-provenance`)."""
    return render_to_string("pages/transcript.html", {"made": made, "words": all_of("transcript", made.lang)})


def _line(db: sqlite3.Connection, message: sqlite3.Row, served: Served, lang: str) -> Line:
    sources = (
        say("transcript.source", lang, title=one["title"], updated=one["updated"]) if one["updated"] else one["title"]
        for one in json.loads(message["citations"])
    )
    return Line(
        author=_author(db, message["author"], message["agent_id"], served, lang),
        at=_said(moment(message["at"]).astimezone(served.zone), lang),
        lang=message["lang"],
        text=message["text"],
        provenance=message["provenance"],
        provenance_words=say(f"transcript.provenance.{message['provenance']}", lang),
        sources=tuple(dict.fromkeys(sources)),
    )


def _author(db: sqlite3.Connection, author: str, agent: int | None, served: Served, lang: str) -> str:
    if author == "assistant":
        return f"{served.company.assistant} ({say('ai_label', lang)})"
    if author != "agent":
        return say(f"transcript.{author}", lang)
    name = store.agents_name(db, agent)
    return f"{name} ({served.company.name})" if name else served.company.name


def _said(at: datetime, lang: str) -> str:
    return str(format_datetime(at, "d MMMM y, HH:mm", locale=lang))
