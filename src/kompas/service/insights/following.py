"""Follows the trail: what is new in it becomes cases, turns and passings; what stayed quiet is settled by the clock.

Reading and thinking happen outside any transaction; each write is one short job of the writer.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

import structlog

from kompas.service.clock import DAY_MS, moment, now_ms
from kompas.service.conversations import store
from kompas.service.customers.same import same_customers
from kompas.service.database.connection import connect
from kompas.service.house import House
from kompas.service.insights.case import PENDING, Case
from kompas.service.insights.models import Ending
from kompas.service.insights.story import Story, story_of
from kompas.service.insights.telling import KINDS, NOT_KNOWN, cases_of

log = structlog.get_logger()

_LINES = 2_000  # of the trail that one look reads
_AT_ONCE = 50  # conversations, or quiet cases, that one write takes
# what a story that no reader or table was made for brings about; a disk that is full or busy is none of these
_UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, ArithmeticError)
_NOT_KEPT = (*_UNREADABLE, sqlite3.DataError, sqlite3.IntegrityError, sqlite3.ProgrammingError)
_WHO = ("identity.proven", "promise.addressed")  # lines that may tell whose a conversation is


@dataclass(frozen=True, slots=True)
class Followed:
    """What one conversation has come to, and the other conversations of the same customer."""

    story: Story
    cases: tuple[Case, ...]
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Calendar:
    """After how many days without a word a matter is over, and the time zone in which weeks begin."""

    quiet_days: int
    zone: ZoneInfo

    @property
    def quiet_ms(self) -> int:
        return self.quiet_days * DAY_MS

    def week(self, at: int) -> str:
        """The Monday of this moment's week."""
        day = moment(at).astimezone(self.zone).date()
        return (day - timedelta(days=day.weekday())).isoformat()


def follow(house: House) -> None:
    """One look: read on in the trail, then settle what has been quiet long enough. Small batches; called again soon."""
    served, now = house.shelf.now, now_ms()
    calendar = Calendar(served.company.quiet_days, served.zone)
    with closing(connect(readonly=True)) as db:
        up_to, followed = read_on(db, calendar)
        due = quiet(db, now)
    for start in range(0, len(followed), _AT_ONCE):
        house.writer.submit(
            partial(keep, followed=followed[start : start + _AT_ONCE], calendar=calendar, at=now)
        ).result(30)
    if up_to is not None:
        house.writer.submit(partial(put_bookmark, event=up_to)).result(30)
    if due:
        house.writer.submit(partial(settle, due=due, at=now)).result(30)


def read_on(db: sqlite3.Connection, calendar: Calendar) -> tuple[int | None, list[Followed]]:
    """The conversations about which something new was told, each read whole; and up to which line that was."""
    row = db.execute("SELECT event_id FROM insights_bookmark ORDER BY id LIMIT 1").fetchone()
    new = db.execute(
        "SELECT id, conversation_id, kind FROM conversations_event WHERE id > ? ORDER BY id LIMIT ?",
        (row["event_id"] if row is not None else 0, _LINES),
    ).fetchall()
    if not new:
        return None, []
    touched = dict.fromkeys(one["conversation_id"] for one in new if one["kind"] in (*KINDS, *_WHO))
    followed = (_followed(db, id, calendar) for id in touched if id is not None)
    return new[-1]["id"], [one for one in followed if one is not None]


def _followed(db: sqlite3.Connection, conversation: str, calendar: Calendar) -> Followed | None:
    try:
        story = story_of(db, conversation, KINDS)
        if story is None:
            return None
        return Followed(story, tuple(cases_of(story, calendar.quiet_days)), tuple(same_customers(db, conversation)))
    except _UNREADABLE as fault:  # one story that cannot be read must not hold up all others
        log.error("outcomes.unreadable", conversation=conversation, fault=type(fault).__name__, exc_info=True)
        return None


def put_bookmark(db: sqlite3.Connection, event: int) -> None:
    db.execute(
        "INSERT INTO insights_bookmark (id, event_id) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET event_id = ?",
        (event, event),
    )


def quiet(db: sqlite3.Connection, now: int) -> list[sqlite3.Row]:
    """Cases in which nothing was said for so long that the clock has to find how they ended, the longest first."""
    return db.execute(
        "SELECT * FROM insights_case WHERE due_at <= ? ORDER BY due_at LIMIT ?", (now, _AT_ONCE)
    ).fetchall()


def settle(db: sqlite3.Connection, due: Iterable[sqlite3.Row], at: int) -> None:
    """Helped and quiet is assumed to be solved; else the customer left without: each with its cause, in the trail."""
    for row in due:
        ending, cause = _found(row)
        now_due = db.execute("SELECT due_at FROM insights_case WHERE id = ?", (row["id"],)).fetchone()
        if now_due is None or now_due["due_at"] != row["due_at"]:
            continue  # somebody said something meanwhile
        db.execute(
            "UPDATE insights_case SET due_at = NULL, ending = ?, by = 'system', cause = ?, ended_at = ?"
            " WHERE id = ? AND ending = 'open'",
            (ending, cause, at, row["id"]),
        )
        db.execute("UPDATE insights_case SET due_at = NULL WHERE id = ?", (row["id"],))
        if store.conversation(db, row["conversation"]) is not None:
            about = {"case": row["number"], "ending": ending, "cause": cause}
            store.record(db, "conversation.settled", "system", at, row["conversation"], about, moves=False)


def _found(row: sqlite3.Row) -> tuple[str, str]:
    if row["ending"] != Ending.OPEN:
        return row["ending"], "quiet"
    if row["left_with"] == "helped":
        return Ending.ASSUMED.value, "quiet"
    return Ending.ABANDONED.value, row["left_with"]


def keep(db: sqlite3.Connection, followed: Sequence[Followed], calendar: Calendar, at: int) -> None:
    """Write what these conversations have come to, over what was written before; then who came back elsewhere. One that
    cannot be written stays as it was, and holds up no other."""
    for one in followed:
        with _skipping(db, one.story.conversation):
            _keep_story(db, one, calendar, at)
    for one in followed:
        if one.cases and one.others:
            with _skipping(db, one.story.conversation):
                came_back(db, (one.story.conversation, *one.others), calendar.quiet_ms, at)


@contextmanager
def _skipping(db: sqlite3.Connection, conversation: str) -> Iterator[None]:
    """All of what is written within, or nothing of it."""
    db.execute("SAVEPOINT one_story")
    try:
        yield
    except _NOT_KEPT as fault:
        db.execute("ROLLBACK TO one_story")
        log.error("outcomes.not_kept", conversation=conversation, fault=type(fault).__name__, exc_info=True)
    db.execute("RELEASE one_story")


def _keep_story(db: sqlite3.Connection, one: Followed, calendar: Calendar, at: int) -> None:
    for case in one.cases:
        _keep_case(db, one.story, case, calendar, at)
    _keep_turns(db, one)
    numbers = [case.number for case in one.cases]
    marks = ", ".join("?" * len(numbers))
    first = one.story.lines[0].seq if one.story.lines else 0
    for table in ("insights_case", "insights_outcome"):  # what turned out to be no case of its own
        db.execute(
            f"DELETE FROM {table} WHERE conversation = ? AND number >= ? AND number NOT IN ({marks})",
            (one.story.conversation, first, *numbers),
        )


def _keep_case(db: sqlite3.Connection, story: Story, case: Case, calendar: Calendar, at: int) -> None:
    id, ending = story.conversation, case.ending
    _upsert(
        db,
        "insights_case",
        ("conversation", "number"),
        {
            "conversation": id, "number": case.number, "began_at": case.began_at, "last_at": case.last_at,
            "week": calendar.week(case.began_at), "lang": story.lang, "channel": story.channel,
            "matter": case.matter, "certainty": case.certainty, "turns": len(case.turns),
            "asked_back": sum(one.decided.kind == "askback" for one in case.turns),
            "asked_twice": sum(bool(one.asked_twice) for one in case.turns),
            "not_known": sum(one.decided.code in NOT_KNOWN for one in case.turns),
            "model_calls": case.model_calls, "model_tokens": case.model_tokens, "model_cost": case.model_cost,
            "marked_wrong": case.marked_wrong, "handovers": len(case.passings), "person": case.person,
            "waited_ms": case.waited_ms, "handled_ms": case.handled_ms, "effort": case.effort, "solved": case.solved,
            "returned": case.returned or _is_back(db, id, case), "left_with": case.left_now,
            "ending": ending.ending.value if ending else Ending.OPEN.value, "by": ending.by if ending else "",
            "cause": ending.cause if ending else "", "ended_at": ending.at if ending else None,
            "due_at": case.last_at + calendar.quiet_ms if case.undecided else None,
        },
    )  # fmt: skip
    _keep_parts(db, id, case)


def _is_back(db: sqlite3.Connection, id: str, case: Case) -> bool:
    """Whether it was seen before that this customer came back for this matter."""
    row = db.execute(
        "SELECT 1 FROM insights_case WHERE conversation = ? AND number = ? AND matter = ? AND returned",
        (id, case.number, case.matter),
    ).fetchone()
    return row is not None


def came_back(db: sqlite3.Connection, conversations: Sequence[str], within: int, at: int) -> None:
    """Which cases of one customer were taken up again in another conversation, on any channel, within so much time.

    It is told of both when it is seen: who proves only later to be somebody else, or is erased, does not undo it.
    """
    rows = db.execute(
        "SELECT id, conversation, number, matter, began_at, last_at, ending, person FROM insights_case"
        f" WHERE matter <> '' AND conversation IN ({', '.join('?' * len(conversations))})",
        conversations,
    ).fetchall()
    for later in rows:
        before = [
            one
            for one in rows
            if (one["matter"], 0 <= later["began_at"] - one["last_at"] <= within) == (later["matter"], True)
            and one["conversation"] != later["conversation"]
        ]
        if not before:
            continue
        db.execute("UPDATE insights_case SET returned = TRUE WHERE id = ?", (later["id"],))
        earlier = max(before, key=lambda one: (one["last_at"], one["id"]))
        if earlier["ending"] != Ending.REOPENED and earlier["person"] not in PENDING:
            _reopen(db, earlier, at)


def _reopen(db: sqlite3.Connection, earlier: sqlite3.Row, at: int) -> None:
    """It was not solved after all: told, once, in that conversation, from which its case is made anew at the next look."""
    id, number = earlier["conversation"], earlier["number"]
    db.execute("UPDATE insights_case SET ending = 'reopened', due_at = NULL WHERE id = ?", (earlier["id"],))
    told = any(one["case"] == number for one in store.told(db, id, "conversation.came_back"))
    if not told and store.conversation(db, id) is not None:
        store.record(db, "conversation.came_back", "customer", at, id, {"case": number}, moves=False)


def _keep_parts(db: sqlite3.Connection, id: str, case: Case) -> None:
    db.execute("DELETE FROM insights_outcome WHERE conversation = ? AND number = ?", (id, case.number))
    for outcome in case.outcomes:
        written = {"conversation": id, "number": case.number, "ending": outcome.ending.value, "by": outcome.by,
                   "cause": outcome.cause, "at": outcome.at}  # fmt: skip
        _upsert(db, "insights_outcome", ("conversation", "number", "ending", "cause", "at"), written)
    for passed in case.passings:
        written = {"conversation": id, "seq": passed.seq, "number": case.number, "at": passed.at, "by": passed.by,
                   "code": passed.code, "rule": passed.rule}  # fmt: skip
        _upsert(db, "insights_passing", ("conversation", "seq"), written)


def _keep_turns(db: sqlite3.Connection, followed: Followed) -> None:
    """All that the assistant decided, mere talk too."""
    placed = {turn.seq: (case.number, turn.asked_twice) for case in followed.cases for turn in case.turns}
    for line in followed.story.lines:
        if (told := line.decided) is None:
            continue
        number, asked_twice = placed.get(line.seq, (0, ""))
        written = {"conversation": followed.story.conversation, "seq": line.seq, "number": number, "at": line.at,
                   "matter": told.matter, "certainty": told.certainty, "kind": told.kind, "code": told.code,
                   "asks": told.asks, "heard": " ".join(sorted(told.heard)), "asked_twice": asked_twice,
                   "took_ms": told.took_ms}  # fmt: skip
        _upsert(db, "insights_turn", ("conversation", "seq"), written)


def _upsert(db: sqlite3.Connection, table: str, key: tuple[str, ...], row: Mapping[str, object]) -> None:
    """Insert this row, or put it in the place of the one with the same key."""
    names = ", ".join(f'"{name}"' for name in row)
    values = ", ".join(f":{name}" for name in row)
    rest = ", ".join(f'"{name}" = excluded."{name}"' for name in row if name not in key)
    then = f"DO UPDATE SET {rest}" if rest else "DO NOTHING"
    db.execute(f"INSERT INTO {table} ({names}) VALUES ({values}) ON CONFLICT ({', '.join(key)}) {then}", row)
