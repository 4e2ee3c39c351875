"""How often articles are cited: once per answer, lately, and only what is new is read again."""

import json
import sqlite3

from kompas.service.clock import now_ms
from kompas.service.conversations import store
from kompas.service.conversations.store import Words
from kompas.service.library.use import Use

DAY = 86_400_000


def answer(db: sqlite3.Connection, at: int, *passages: str) -> None:
    cited = json.dumps([{"n": n, "id": id} for n, id in enumerate(passages, start=1)])
    store.say(db, "c", Words("assistant", "x", "nl", "quote", citations=cited), at, "assistant")


def test_counted_once_per_answer_and_forgotten_after_a_month(db: sqlite3.Connection) -> None:
    now, use = now_ms(), Use()
    store.begin(db, "c", "chat", "nl", "digest", now + DAY, now)
    answer(db, now - 40 * DAY, "nl/oud#intro")
    answer(db, now - 20 * DAY, "nl/a#intro", "nl/a#kosten", "nl/b#intro")
    assert use.lately(now) == {"nl/a": 1, "nl/b": 1}
    answer(db, now, "nl/a#intro")
    assert use.lately(now) == {"nl/a": 2, "nl/b": 1}
    assert use.lately(now + 20 * DAY) == {"nl/a": 1}
