"""The gaps as people see them: ranked, with the customers' words, and what is done about each."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass

from kompas.service.clock import DAY_MS, now_ms
from kompas.service.conversations import store
from kompas.service.database.connection import connect
from kompas.service.insights.titles import title_of
from kompas.service.learning.models import Gap, Sighting, State
from kompas.service.learning.words import words_between
from kompas.service.library.shelf import Served

_HALF_LIFE_MS = 14 * DAY_MS  # a gap that was last asked two weeks ago counts half
_SHORT = 90  # characters of the customers' words that a line shows
_MOST = 200  # gaps of one list
_SHOWN = 12  # questions of one gap


@dataclass(frozen=True, slots=True)
class Wanted:
    """A gap in a line: what it is about in the newest customer's words, else by its matter; `lang` is that of the words."""

    id: int
    lang: str
    title: str
    matter: str
    customers: int
    times: int
    last_at: int
    state: str


def most_wanted(served: Served, since: int, most: int = _MOST, state: str = State.OPEN) -> list[Wanted]:
    """The gaps of this state that showed since then: those that most customers asked, and lately, first."""
    now = now_ms()
    found = Gap.objects.filter(state=state, last_at__gte=since)
    ranked = sorted(found, key=lambda gap: (-gap.customers * 0.5 ** ((now - gap.last_at) / _HALF_LIFE_MS), gap.pk))
    with closing(connect(readonly=True)) as db:
        return [_wanted(db, served, gap) for gap in ranked[:most]]


def _wanted(db: sqlite3.Connection, served: Served, gap: Gap) -> Wanted:
    words = questions(db, gap, 1)
    matter = title_of(gap.matter, served) if gap.matter else ""
    title = _cut(words[0]) if words else matter
    return Wanted(gap.pk, gap.lang, title or f"#{gap.pk}", matter, gap.customers, gap.times, gap.last_at, gap.state)


def questions(db: sqlite3.Connection, gap: Gap, most: int = _SHOWN) -> list[str]:
    """What customers asked, the newest first and each once, without personal data; what is no longer kept is left out."""
    seen: dict[str, None] = {}
    newest = Sighting.objects.filter(gap=gap).order_by("-id")[: 3 * most]
    for one in newest:
        if words := words_between(db, one.conversation, one.since, one.until, gap.lang):
            seen.setdefault(words)
    return list(seen)[:most]


def questions_of(gap: Gap) -> list[str]:
    """The same on a connection of its own."""
    with closing(connect(readonly=True)) as db:
        return questions(db, gap)


def move(db: sqlite3.Connection, gap: int, state: str, by: str, at: int) -> bool:
    """Somebody plans it, has written it, dismisses it or opens it again; false when it was so already."""
    done = db.execute(
        "UPDATE learning_gap SET state = :state, by = :by, state_at = :at WHERE id = :gap AND state <> :state",
        {"state": State(state).value, "by": by, "at": at, "gap": gap},
    )
    if done.rowcount:
        store.record(db, f"gap.{State(state).value}", by, at, data={"gap": gap})
    return bool(done.rowcount)


def being_written(db: sqlite3.Connection, gap: int, path: str, by: str, at: int) -> None:
    """This article is being written for the gap: once it is published, the gap is written."""
    db.execute("UPDATE learning_gap SET path = ? WHERE id = ?", (path, gap))
    move(db, gap, State.PLANNED, by, at)


def _cut(text: str) -> str:
    return text if len(text) <= _SHORT else text[: _SHORT - 1].rstrip() + "…"
