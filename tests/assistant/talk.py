"""Turns and facts as the top floor meets them."""

from datetime import UTC, datetime
from typing import Any

from kompas.assistant.domain.conversation import Author, Memory, Said, Turn
from kompas.assistant.domain.customer import Identity, Level
from kompas.assistant.domain.facts import Facts
from kompas.assistant.gather import gather
from kompas.assistant.prepared import Prepared
from kompas.assistant.stages import Stages

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
ADA = Identity(Level.VERIFIED, "K-1", "code", AT)


def turn(text: str, memory: Memory | None = None, history: tuple[str, ...] = (), lang: str = "nl", **more: Any) -> Turn:
    """A customer's message; `history` is what the customer wrote before, each answered."""
    before = tuple(said for text in history for said in (Said(Author.CUSTOMER, text), Said(Author.ASSISTANT, "…")))
    return Turn((Said(Author.CUSTOMER, text),), AT, before, memory or Memory(lang=lang), **more)


def facts(prepared: Prepared, text: str, *args: Any, **more: Any) -> Facts:
    return gather(prepared, turn(text, *args, **more), Stages())
