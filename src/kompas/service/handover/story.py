"""The brief when there was no turn to make one: told from what is stored, in the customer's own words."""

import json
import sqlite3
from typing import Any

from kompas.service.conversations import store

_LONGEST = 300  # characters of the customer's words that a line of the brief holds


def brief_from_story(db: sqlite3.Connection, conversation: str) -> dict[str, Any]:
    """Wish, facts from record cards, sources shown and the last question; works with the assistant broken or stopped."""
    messages = store.messages(db, conversation)
    asked = [message["text"] for message in messages if message["author"] == "customer"]
    answered = [message for message in messages if message["author"] == "assistant"]
    facts, sources = [], []
    for message in answered:
        facts += [fact for part in json.loads(message["parts"]) for fact in _facts(part)]
        sources += [citation["title"] for citation in json.loads(message["citations"])]
    return {
        "wish": _short(asked[0]) if asked else "",
        "facts": facts,
        "tried": [],
        "sources": [{"title": title} for title in dict.fromkeys(sources)],
        "mood": "",
        "open_question": _short(asked[-1]) if len(asked) > 1 else "",
    }


def _facts(part: dict[str, Any]) -> list[dict[str, Any]]:
    if part["kind"] != "record":
        return []
    return [
        {"text": f"{field['label']}: {field['value']}", "proof": "proven", "at": part["read_at"]}
        for field in part["fields"]
    ]


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
