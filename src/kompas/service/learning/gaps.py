"""The gaps as people see them: ranked, with the customers' words, and what is done about each."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

from django.db.models import F, FloatField
from django.db.models.functions import Power

from kompas.service.clock import DAY_MS, now_ms
from kompas.service.conversations import store
from kompas.service.database.connection import connect
from kompas.service.insights.titles import title_of
from kompas.service.learning.models import Gap, State
from kompas.service.learning.words import Stretch, words_at
from kompas.service.library.shelf import Served

_HALF_LIFE_MS = 14 * DAY_MS  # a gap that was last asked two weeks ago counts half
_SHORT = 90  # characters of the customers' words that a line shows
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


def most_wanted(served: Served, since: int, most: int, state: str = State.OPEN, skip: int = 0) -> list[Wanted]:
    """The gaps of this state that showed since then: those that most customers asked, and lately, first."""
    weight = F("customers") * Power(0.5, (now_ms() - F("last_at")) / float(_HALF_LIFE_MS), output_field=FloatField())
    found = Gap.objects.filter(state=state, last_at__gte=since).defer("stems").order_by(weight.desc(), "pk")
    ranked = list(found[skip : skip + most])
    with closing(connect(readonly=True)) as db:
        words = _questions(db, ranked, 1)
    return [_wanted(served, gap, words[gap.pk]) for gap in ranked]


def _wanted(served: Served, gap: Gap, words: Sequence[str]) -> Wanted:
    matter = title_of(gap.matter, served) if gap.matter else ""
    title = _cut(words[0]) if words else matter
    return Wanted(gap.pk, gap.lang, title or f"#{gap.pk}", matter, gap.customers, gap.times, gap.last_at, gap.state)


def questions_of(gap: Gap) -> list[str]:
    """What customers asked, the newest first and each once, without personal data; what is no longer kept is left out."""
    with closing(connect(readonly=True)) as db:
        return _questions(db, [gap], _SHOWN)[gap.pk]


def _questions(db: sqlite3.Connection, gaps: Sequence[Gap], most: int) -> dict[int, list[str]]:
    """The questions of each of these gaps, in as many queries as for one."""
    if not gaps:
        return {}
    langs = {gap.pk: gap.lang for gap in gaps}
    newest = db.execute(
        "SELECT s.gap_id, s.conversation, s.since, s.until FROM learning_gap g CROSS JOIN learning_sighting s"
        " WHERE s.id IN (SELECT n.id FROM learning_sighting n WHERE n.gap_id = g.id ORDER BY n.id DESC LIMIT ?)"
        f" AND g.id IN ({', '.join('?' * len(langs))}) ORDER BY s.id DESC",
        (3 * most, *langs),
    ).fetchall()
    stretches = [Stretch(one["conversation"], one["since"], one["until"], langs[one["gap_id"]]) for one in newest]
    asked: dict[int, dict[str, None]] = {gap: {} for gap in langs}
    for one, words in zip(newest, words_at(db, stretches), strict=True):
        if words:
            asked[one["gap_id"]].setdefault(words)
    return {gap: list(words)[:most] for gap, words in asked.items()}


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
