"""Answers that somebody marked wrong, with the right matter where they named one."""

import sqlite3

from kompas.service.conversations import store

NONE_OF_THESE = ""


def mark(db: sqlite3.Connection, conversation: str, seq: int, by: str, matter: str | None, at: int) -> None:
    """This answer is wrong, and this was the right matter; a later word of the same author replaces the earlier one."""
    db.execute(
        "INSERT INTO learning_label (conversation, seq, by, matter, at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (conversation, seq, by) DO UPDATE SET matter = excluded.matter, at = excluded.at",
        (conversation, seq, by, matter, at),
    )
    if by != "customer":  # theirs is in the trail already
        about: dict[str, store.Plain] = {"seq": seq, "matter": matter}
        store.record(db, "answer.labelled", by, at, conversation, about, moves=False)


def take_back(db: sqlite3.Connection, conversation: str, seq: int, by: str, at: int) -> None:
    """It was not wrong after all."""
    gone = db.execute(
        "DELETE FROM learning_label WHERE conversation = ? AND seq = ? AND by = ?", (conversation, seq, by)
    )
    if gone.rowcount:
        store.record(db, "answer.label_taken_back", by, at, conversation, {"seq": seq}, moves=False)
