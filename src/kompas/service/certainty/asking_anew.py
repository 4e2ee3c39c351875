"""A drawn turn's question, asked of another content of the company."""

import sqlite3

from kompas.assistant.assistant import Assistant
from kompas.assistant.domain.conversation import Author, Memory, Said, Turn
from kompas.service.certainty.models import Drawn
from kompas.service.clock import moment
from kompas.service.conversations import store

_BEFORE = 60  # messages of the story


def asked_anew(db: sqlite3.Connection, assistant: Assistant, drawn: Drawn) -> tuple[str, float]:
    """What this content takes it to be about, and how surely; ("", 0) for nothing of ours, or words that are gone."""
    said = [row for row in store.messages(db, drawn.conversation, most=10_000) if row["seq"] <= drawn.until]
    asked = [row for row in said if row["seq"] > drawn.since and row["author"] == "customer"]
    told = [row for row in said if row not in asked and row["author"] != "system"]
    if not asked:
        return "", 0.0
    turn = Turn(
        tuple(_said(row) for row in asked),
        moment(drawn.at),
        history=tuple(_said(row) for row in told[-_BEFORE:]),
        memory=Memory(lang=drawn.lang),
    )
    questions = assistant.questions(turn)
    if drawn.place >= len(questions):
        return "", 0.0
    question = questions[drawn.place]
    if not question.near or not question.certainty:
        return "", 0.0
    return question.near[0].intent, round(question.certainty, 4)


def _said(row: sqlite3.Row) -> Said:
    return Said(Author(row["author"]), row["text"], row["seq"], row["lang"])
