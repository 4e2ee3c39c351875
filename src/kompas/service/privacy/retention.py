"""The sweep: what is over its term goes, in batches so small that nobody who chats notices.

Rows are looked for on a connection that only reads; each batch is one short write, which looks again at what it takes:
a legal hold may have come in between. Tables come from the register, each with its own age.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from kompas.service.clock import DAY_MS, moment
from kompas.service.conversations import store
from kompas.service.privacy.ending import (
    aged_tables,
    codes_over,
    end_conversations,
    forget_colleagues,
    from_where,
    said_tables,
    take_out,
    words_over,
)
from kompas.service.privacy.records import Forget, forget_memory, forget_records, forget_seen
from kompas.service.privacy.register import Table
from kompas.service.privacy.terms import Limits
from kompas.service.privacy.trail import cut

T = TypeVar("T")
Write = Callable[[Callable[[sqlite3.Connection], T]], T]

_ROWS = 200  # of one write
_CONVERSATIONS = 20  # looked at in one write
_LINES = 1_000  # of the trail


class Sweep:
    """One sweep. `batches` yields after each write, so that the caller can rest or stop; `counts` is what went, by class."""

    def __init__(self, reads: sqlite3.Connection, write: "Write[int]", limits: Limits, at: int) -> None:
        self._reads, self._write, self._limits, self._at = reads, write, limits, at
        self.counts: Counter[str] = Counter()

    def batches(self) -> Iterator[None]:
        yield from self._records()
        yield from self._codes()
        for table in aged_tables():
            yield from self._table(table)
        yield from self._conversations()
        yield from self._colleagues()
        yield from self._trail()
        if self.counts.total():
            self._write(lambda db: store.record(db, "retention.swept", "system", self._at, data=dict(self.counts)))

    def _records(self) -> Iterator[None]:
        """What was read from customer systems: in answers, in briefs, in what the assistant remembers."""
        limit = self._limits["records_read"]
        for forget in (forget_records, forget_seen, forget_memory):
            for found in forget.places(self._reads, limit):
                yield from self._went("records_read", _forgetting(forget, found, limit))

    def _codes(self) -> Iterator[None]:
        """After a day, however long messages are kept: so long the bounds on codes look back."""
        before = self._at - DAY_MS
        if self._reads.execute("SELECT 1 FROM customers_code WHERE at < ? LIMIT 1", (before,)).fetchone() is None:
            return
        while gone := self._write(partial(codes_over, before=before, most=_ROWS)):
            self.counts["messages"] += gone
            yield

    def _table(self, table: Table, only: str = "") -> Iterator[None]:
        limit = self._limits[table.kept_as]
        after = 0
        while rows := self._reads.execute(
            f"SELECT t.rowid {from_where(table)}{only} AND t.rowid > ? ORDER BY t.rowid LIMIT ?", (limit, after, _ROWS)
        ).fetchall():
            after = rows[-1][0]
            yield from self._went(
                table.kept_as, partial(take_out, table=table, rows=[row[0] for row in rows], limit=limit)
            )

    def _conversations(self) -> Iterator[None]:
        """What was said, from the oldest conversation on; one that nothing is left of goes itself, with its customer."""
        limit, place = self._limits["messages"], (-1, "")
        while rows := self._reads.execute(
            "SELECT began_at, id FROM conversations_conversation WHERE began_at < ? AND (began_at, id) > (?, ?)"
            " ORDER BY began_at, id LIMIT ?",
            (limit, *place, _CONVERSATIONS),
        ).fetchall():
            place = (rows[-1]["began_at"], rows[-1]["id"])
            ids = [row["id"] for row in rows]
            while True:
                gone = self._write(partial(words_over, ids=ids, limit=limit, most=_ROWS))
                self.counts["messages"] += gone
                yield
                if gone < _ROWS:
                    break
            yield from self._went("messages", partial(end_conversations, ids=ids, limit=limit))
        for table in said_tables():  # mails that belong to no conversation
            yield from self._table(table, f" AND t.{table.by} IS NULL")

    def _colleagues(self) -> Iterator[None]:
        limit = self._limits["accounts"]
        yield from self._went("accounts", partial(forget_colleagues, before=moment(limit), now=moment(self._at)))

    def _trail(self) -> Iterator[None]:
        limit = self._limits["events"]
        while True:
            gone = self._write(partial(cut, before=limit, at=self._at, most=_LINES))
            if not gone:
                return
            self.counts["events"] += gone
            yield

    def _went(self, kept_as: str, act: Callable[[sqlite3.Connection], int]) -> Iterator[None]:
        self.counts[kept_as] += self._write(act)
        yield


def _forgetting(forget: Forget, places: Sequence[int], limit: int) -> Callable[[sqlite3.Connection], int]:
    return lambda db: forget.act(db, places, limit)


def overdue(db: sqlite3.Connection, limits: Limits) -> Counter[str]:
    """How many rows of each class are over their term and under no hold: what a sweep would take now."""
    counts: Counter[str] = Counter(dict.fromkeys(limits, 0))
    for table in {table.name: table for table in (*aged_tables(), *said_tables())}.values():
        counts[table.kept_as] += db.execute(
            f"SELECT COUNT(DISTINCT t.rowid) {from_where(table)}", (limits[table.kept_as],)
        ).fetchone()[0]
    old = "SELECT COUNT(*) FROM conversations_event WHERE at < ?"
    counts["events"] += db.execute(old, (limits["events"],)).fetchone()[0]
    return counts
