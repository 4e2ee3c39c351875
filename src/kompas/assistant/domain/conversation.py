"""What was said, by whom, and what the assistant keeps in mind between two turns."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from kompas.assistant.domain.customer import CodeCheck, Identity
from kompas.assistant.domain.workflow import Progress


class Author(StrEnum):
    CUSTOMER = "customer"
    ASSISTANT = "assistant"
    AGENT = "agent"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Said:
    """One message as the thinking sees it. `seq` is its place within the conversation."""

    author: Author
    text: str
    seq: int = 0
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class OfferedPerson:
    """We asked "shall I pass your question to a colleague?"; `wish` is the question that would be passed on."""

    code: str
    wish: str


@dataclass(frozen=True, slots=True)
class OfferedMatters:
    """We asked back: "is it about A or about B?"; `intents` are the ids, in the order shown.

    `shown`: the place of the one that was answered since; then only "the other one" is still waited for.
    """

    intents: tuple[str, ...]
    text: str
    shown: int | None = None


@dataclass(frozen=True, slots=True)
class Memory:
    """What the assistant keeps between turns of one conversation; stored as it is, erased with the conversation."""

    lang: str | None = None
    intent: str | None = None
    articles: tuple[str, ...] = ()
    asked_back: int = 0
    pending: OfferedPerson | OfferedMatters | None = None
    progress: Progress | None = None
    tried: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """The customer's messages since we last spoke, with all that the service knows around them."""

    messages: tuple[Said, ...]
    at: datetime
    history: tuple[Said, ...] = ()
    memory: Memory = Memory()
    identity: Identity = field(default_factory=Identity)
    code_check: CodeCheck | None = None
    key: str = ""

    @property
    def text(self) -> str:
        return "\n".join(message.text for message in self.messages)

    @property
    def of_stranger(self) -> bool:
        """Whether nobody is known, and no task is under way in which somebody may be: their words may leave the house."""
        return self.identity == Identity() and self.code_check is None and self.memory.progress is None
