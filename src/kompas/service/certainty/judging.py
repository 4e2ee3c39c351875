"""People judge what was drawn: whether it was about what the assistant took it to be about."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

from django.db.models import QuerySet

from kompas.service.certainty.models import Drawn, Verdict
from kompas.service.clock import DAY_MS
from kompas.service.conversations import store
from kompas.service.database.connection import connect
from kompas.service.learning.words import Stretch, words_at

FOR_DAYS = 14  # that something drawn waits to be judged; a day of which something was left does not count


@dataclass(frozen=True, slots=True)
class Asked:
    """A drawn turn with the customer's words, without personal data."""

    drawn: Drawn
    words: str


def open_ones(at: int) -> QuerySet[Drawn]:
    """What nobody judged yet, in the order in which it was drawn: nobody picks the easy ones."""
    return Drawn.objects.filter(verdict="", at__gte=at - FOR_DAYS * DAY_MS).order_by("pk")


def judged_by(author: str, most: int) -> list[Drawn]:
    """What this colleague judged last."""
    return list(Drawn.objects.filter(by=author).exclude(verdict="").order_by("-judged_at", "-pk")[:most])


def with_words(drawn: Sequence[Drawn]) -> list[Asked]:
    """Each with what was asked; "" where that is not kept any more."""
    stretches = [Stretch(one.conversation, one.since, one.until, one.lang) for one in drawn]
    with closing(connect(readonly=True)) as db:
        return [Asked(one, words) for one, words in zip(drawn, words_at(db, stretches), strict=True)]


def judge(db: sqlite3.Connection, id: int, verdict: str, meant: str, by: str, at: int) -> bool:
    """Say what it was; false when somebody said so before, or it is not there any more."""
    row = db.execute(
        "UPDATE certainty_drawn SET verdict = ?, meant = ?, by = ?, judged_at = ? WHERE id = ? AND verdict = ''"
        " RETURNING conversation, seq",
        (Verdict(verdict).value, meant, by, at, id),
    ).fetchone()
    if row is not None:
        about: dict[str, store.Plain] = {"seq": row["seq"], "verdict": verdict, "matter": meant}
        store.record(db, "turn.judged", by, at, row["conversation"], about, moves=False)
    return row is not None


def take_back(db: sqlite3.Connection, id: int, by: str, at: int) -> bool:
    """One's own judgement is none after all."""
    row = db.execute(
        "UPDATE certainty_drawn SET verdict = '', meant = '', by = '', judged_at = NULL WHERE id = ? AND by = ?"
        " RETURNING conversation, seq",
        (id, by),
    ).fetchone()
    if row is not None:
        store.record(db, "turn.judgement_taken_back", by, at, row["conversation"], {"seq": row["seq"]}, moves=False)
    return row is not None
