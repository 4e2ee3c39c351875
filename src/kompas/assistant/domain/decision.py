"""What the assistant decides about a turn, always with its reasons."""

from dataclasses import dataclass

from kompas.assistant.domain.knowledge import Found
from kompas.assistant.domain.understanding import Question


@dataclass(frozen=True, slots=True)
class Reason:
    """One ground of a decision: a code that is worded per language at the rim, and what it rests on.

    `rule` is a house rule's id; `evidence` holds passage, record or intent ids; `value` was compared with `threshold`.
    Never holds words of the customer.
    """

    code: str
    rule: str | None = None
    evidence: tuple[str, ...] = ()
    value: float | None = None
    threshold: float | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with the passages that answer it, best first."""

    question: Question
    passages: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """Say what the passages say.

    `talk` names the voice's words (thanks, hello) that go first; `unanswered` is what is left open.
    """

    reasons: tuple[Reason, ...]
    answered: tuple[Answered, ...] = ()
    talk: tuple[str, ...] = ()
    unanswered: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class AskBack:
    """Ask which of the nearest matters is meant; `intents` are their ids, nearest first."""

    reasons: tuple[Reason, ...]
    intents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Continue:
    """Take the next step of a workflow; `also` answers what was asked beside it."""

    reasons: tuple[Reason, ...]
    workflow: str
    question: str
    also: Answer | None = None


@dataclass(frozen=True, slots=True)
class HandOver:
    """Pass to a person now, without asking. `code` is the reason's code; `say` replaces the voice's words."""

    reasons: tuple[Reason, ...]
    code: str
    rule: str | None = None
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Decline:
    """Say what is not known or not done here; `offer` offers to pass the question on, `also` quotes what is known."""

    reasons: tuple[Reason, ...]
    code: str
    rule: str | None = None
    offer: bool = True
    also: Answer | None = None


Decision = Answer | AskBack | Continue | HandOver | Decline
