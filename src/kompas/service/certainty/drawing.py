"""Follows the decisions and draws turns to be judged: at random, before anybody can judge them, whatever was decided.

Drawn is from every turn that the threshold decides: one that looks a question up and that neither a wish for a person, a
house rule nor a workflow decided before. The draw is a keyed digest of the turn's place: nobody can choose it, and
it comes out the same however often it is made. Complaints play no part in it.
"""

import hashlib
import hmac
import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from kompas.assistant.domain.facts import UPSET
from kompas.service.clock import DAY_MS, moment, now_ms
from kompas.service.conversations import store
from kompas.service.database.connection import connect
from kompas.service.house import House
from kompas.service.learning.words import Stretch, stretch_of

MOST_A_DAY = 20  # turns, about: what a colleague judges in a few minutes
_DAYS = 7  # looked back on to fix a day's chance
_LINES = 500  # decisions that one look reads
# the grounds of a decision that the threshold took
BY_THRESHOLD = ("certain_enough", "intent_certain", "vague", "two_near", "not_known", "off_topic")
# UPSET goes before the ground for which who sounds upset gets a person instead of a question
_CODES = ", ".join("?" * len((*BY_THRESHOLD, UPSET)))


@dataclass(frozen=True, slots=True)
class Draw:
    """A question that was drawn; see models.Drawn."""

    where: Stretch
    seq: int
    place: int
    day: str
    at: int
    kind: str
    matter: str
    passage: str
    certainty: float
    version: str
    chance: float


def draw(house: House) -> None:
    """One look: read on in the decisions, and draw from them. Called again soon."""
    zone = house.shelf.now.zone
    with closing(connect(readonly=True)) as db:
        row = db.execute("SELECT decision_id FROM certainty_bookmark LIMIT 1").fetchone()
        new = db.execute(
            "SELECT id, conversation_id, seq, at, kind, code, trace FROM conversations_decision WHERE id > ? ORDER BY id"
            " LIMIT ?",
            (row["decision_id"] if row is not None else 0, _LINES),
        ).fetchall()
        if not new:
            return
        chances = {day: chance_of(db, day, zone) for day in {day_of(line["at"], zone) for line in new}}
        drawn = [one for line in new if (one := _drawn(db, line, zone, chances)) is not None]
    house.writer.submit(partial(_keep, drawn=drawn, chances=chances, up_to=new[-1]["id"])).result(30)


def day_of(at: int, zone: ZoneInfo) -> str:
    return moment(at).astimezone(zone).date().isoformat()


def chance_of(db: sqlite3.Connection, day: str, zone: ZoneInfo) -> float:
    """As it was fixed for this day; else so that about MOST_A_DAY are drawn if as many ask as in the week before."""
    fixed = db.execute("SELECT chance FROM certainty_day WHERE day = ?", (day,)).fetchone()
    if fixed is not None:
        return float(fixed["chance"])
    row = db.execute(
        f"SELECT COUNT(*) AS n, MIN(at) AS since FROM conversations_decision WHERE code IN ({_CODES}) AND at >= ?",
        (*BY_THRESHOLD, UPSET, now_ms() - _DAYS * DAY_MS),
    ).fetchone()
    days = max(1.0, (now_ms() - (row["since"] or now_ms())) / DAY_MS)
    return float(min(1.0, MOST_A_DAY * days / row["n"])) if row["n"] > MOST_A_DAY else 1.0


def _drawn(db: sqlite3.Connection, line: sqlite3.Row, zone: ZoneInfo, chances: dict[str, float]) -> Draw | None:
    day, told = day_of(line["at"], zone), json.loads(line["trace"])
    if not _by_threshold(told):
        return None
    lot, which = _lot(f"{line['conversation_id']}:{line['seq']}")
    asked = [place for place, question in enumerate(told["questions"]) if not question.get("picked")]
    where = stretch_of(db, line["conversation_id"], line["seq"], told["lang"])
    if lot >= chances[day] or not asked or where is None:
        return None
    place = asked[which % len(asked)]
    question = told["questions"][place]
    matter, certainty = matter_of(question)
    passage = question["found"][0][0] if question["found"] and matter else ""
    return Draw(
        where,
        line["seq"],
        place,
        day,
        line["at"],
        line["kind"],
        matter,
        passage,
        certainty,
        told["version"],
        chances[day],
    )


def _by_threshold(told: dict[str, Any]) -> bool:
    """Whether the threshold decided, which leaves its number in the first reason."""
    reason = next((one for one in told["reasons"] if one["code"] != UPSET), told["reasons"][0])
    return reason["code"] in BY_THRESHOLD and reason["value"] is not None


def matter_of(question: dict[str, Any]) -> tuple[str, float]:
    """What it was taken to be about, and how surely; ("", 0) for nothing of ours."""
    near, certainty = question["near"], float(question["certainty"])
    return (str(near[0][0])[:120], certainty) if near and certainty else ("", 0.0)


def _lot(turn: str) -> tuple[float, int]:
    """A number from 0 to 1 and another one, the same for a turn, that only this server can foresee."""
    digest = hmac.new(settings.SECRET_KEY.encode(), f"drawn:{turn}".encode(), hashlib.sha256).digest()
    return int.from_bytes(digest[:8]) / 2**64, int.from_bytes(digest[8:12])


def _keep(db: sqlite3.Connection, drawn: list[Draw], chances: dict[str, float], up_to: int) -> None:
    for day, chance in chances.items():
        fixed = db.execute("INSERT OR IGNORE INTO certainty_day (day, chance) VALUES (?, ?)", (day, chance))
        if fixed.rowcount:
            store.record(db, "draw.fixed", "system", now_ms(), data={"day": day, "chance": round(chance, 6)})
    for one in drawn:
        _keep_one(db, one)
    db.execute(
        "INSERT INTO certainty_bookmark (id, decision_id) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET decision_id = ?",
        (up_to, up_to),
    )


def _keep_one(db: sqlite3.Connection, one: Draw) -> None:
    where = one.where
    if store.conversation(db, where.conversation) is None:
        return  # erased in between
    kept = db.execute(
        "INSERT OR IGNORE INTO certainty_drawn (conversation, seq, since, until, place, lang, day, at, kind, matter, passage,"
        " certainty, verdict, meant, by, version, matter_now, certainty_now)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '', '', ?, ?, ?)",
        (where.conversation, one.seq, where.since, where.until, one.place, where.lang, one.day, one.at, one.kind, one.matter,
         one.passage, one.certainty, one.version, one.matter, one.certainty),
    )  # fmt: skip
    if kept.rowcount:
        about: dict[str, store.Plain] = {"seq": one.seq, "question": one.place, "chance": round(one.chance, 6)}
        store.record(db, "turn.drawn", "system", now_ms(), where.conversation, about, moves=False)
