"""What the assistant understood of the customer's words."""

from dataclasses import dataclass
from enum import StrEnum

from kompas.assistant.domain.knowledge import Found


class Wish(StrEnum):
    """What the words ask for or tell, apart from their matter. Found by word lists per language, not by a model."""

    HUMAN = "wants_human"
    CRISIS = "crisis"
    DISTRESS = "distress"
    COMPLAINT = "complaint"
    LEGAL_THREAT = "legal_threat"
    ANGER = "anger"
    REPETITION = "repetition"
    HELLO = "hello"
    THANKS = "thanks"
    GOODBYE = "goodbye"
    DONE = "done"
    SMALL_TALK = "small_talk"
    ARE_YOU_HUMAN = "are_you_human"
    OTHERS_DATA = "others_data"
    YES = "yes"
    NO = "no"
    CORRECTION = "correction"
    CONFUSED = "confused"


@dataclass(frozen=True, slots=True)
class Heard:
    """A wish and the customer's words that showed it (as they stand in the text)."""

    wish: Wish
    words: str


@dataclass(frozen=True, slots=True)
class Guess:
    """An intent and the probability (0..1) that it is what the customer came for."""

    intent: str
    certainty: float


@dataclass(frozen=True, slots=True)
class Question:
    """One question within the turn, with the intents it may be (best first) and the passages that may answer it.

    `certainty` (0..1) joins intent and evidence: how surely the first passage, or the `workflow` where one is named, is
    what was asked. `near` are the matters it may be about, intents or else articles, with the same certainty each.
    `vague`: it says nothing without what was said before. `picked`: the customer picked the matter from what was offered.
    """

    text: str
    guesses: tuple[Guess, ...] = ()
    found: tuple[Found, ...] = ()
    certainty: float = 0.0
    workflow: str | None = None
    near: tuple[Guess, ...] = ()
    vague: bool = False
    picked: bool = False


@dataclass(frozen=True, slots=True)
class Understanding:
    """`bare` is true when nothing is left beside the small talk: no question to look up."""

    lang: str
    heard: tuple[Heard, ...] = ()
    questions: tuple[str, ...] = ()
    bare: bool = False

    def has(self, wish: Wish) -> bool:
        return any(heard.wish is wish for heard in self.heard)

    def words(self, wish: Wish) -> str:
        return next((heard.words for heard in self.heard if heard.wish is wish), "")
