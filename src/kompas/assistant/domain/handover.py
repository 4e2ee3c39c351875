"""What goes with a conversation when a person takes over."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class BriefFact:
    """`proof` is "proven" (from a record or a verified identity) or "claimed" (the customer says so)."""

    text: str
    proof: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Brief:
    """What the agent must know, and what the customer may read and correct. All in the customer's language."""

    wish: str
    facts: tuple[BriefFact, ...] = ()
    tried: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    mood: str = ""
    open_question: str = ""
