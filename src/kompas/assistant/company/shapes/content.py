"""intents/*.yaml, the front matter of knowledge/<lang>/<slug>.md, and tests/*.yaml (golden conversations)."""

from typing import Annotated, Any, Literal, Self

from pydantic import AwareDatetime, BeforeValidator, Field, WithJsonSchema, model_validator

from kompas.assistant.company.sentences import sentence
from kompas.assistant.company.shapes.company import Language
from kompas.assistant.company.shapes.values import Day, Line, Lines, Name, Shape, Slugs, Texts, WordLists, wrong

REASONS = Literal[
    "wants_human", "distress", "complaint", "legal_threat", "anger", "upset", "repetition",
    "house_rule", "not_known", "off_topic", "workflow_fault",
]  # fmt: skip


class IntentShape(Shape):
    """What customers come for. `title` completes "Is it about …?"; articles or a workflow answer it.

    `unanswered: true` marks what customers ask and nothing of the company's answers.
    """

    id: Name
    title: Texts
    articles: Slugs | None = None
    workflow: Name | None = None
    unanswered: bool = False
    examples: WordLists

    @model_validator(mode="after")
    def _has_one_answer(self) -> Self:
        answered = self.articles is not None or self.workflow is not None
        if self.unanswered and answered:
            remedy = sentence("Leave out unanswered, or the articles or workflow.")
            raise wrong(sentence("something answers this intent."), remedy)
        if not self.unanswered and not answered:
            remedy = sentence(
                "Give articles: [slug, …] or workflow: id, or unanswered: true when nothing of yours answers it."
            )
            raise wrong(sentence("nothing answers this intent."), remedy)
        if self.articles is not None and self.workflow is not None:
            remedy = sentence("Keep the one that answers the question.")
            raise wrong(sentence("articles and workflow are both given."), remedy)
        return self


class IntentsFile(Shape):
    """intents/*.yaml"""

    intents: tuple[IntentShape, ...]


class FrontMatter(Shape):
    """What stands above an article, between two lines with ---."""

    title: Line
    lang: Language
    audience: Literal["public", "staff"] = "public"
    owner: str = ""
    source: str = ""
    updated: Day | None = None
    valid_from: Day | None = None
    valid_until: Day | None = None
    questions: tuple[Line, ...] = ()

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            message = sentence("valid_until is before valid_from.")
            raise wrong(message, sentence("Make valid_until the later day."))
        return self


class VerifiedShape(Shape):
    """The customer whose identity is proven, by the key of the company's own system."""

    verified: Line


def _nobody(value: Any) -> Any:
    if isinstance(value, str) and value != "none":
        remedy = sentence("Write none, or {{verified: C-1001}} with a customer's key.")
        raise wrong(sentence("'{word}' is unknown.", word=value), remedy)
    return None if value == "none" else value


Who = Annotated[
    VerifiedShape | None,
    BeforeValidator(_nobody),
    WithJsonSchema({"anyOf": [{"const": "none"}, VerifiedShape.model_json_schema()], "default": "none"}),
]


class ExpectShape(Shape):
    """What must be true of the assistant's reaction; what is not given is not looked at."""

    decision: Literal["answer", "ask_back", "continue", "hand_over", "decline"] | None = None
    cites: Slugs | None = None
    says: Lines | None = None
    says_not: Lines | None = None
    reason: REASONS | None = None

    @model_validator(mode="after")
    def _expects_something(self) -> Self:
        if not self.model_fields_set:
            remedy = sentence("Give decision, cites, says, says_not or reason.")
            raise wrong(sentence("nothing is expected."), remedy)
        return self


class TurnShape(Shape):
    """What the customer says, and what is expected then."""

    customer: Line
    expect: ExpectShape


class ConversationShape(Shape):
    """A golden conversation: it must go like this before a change goes live."""

    name: Line
    lang: Language
    identity: Who = None
    at: AwareDatetime | None = None
    turns: Annotated[tuple[TurnShape, ...], Field(min_length=1)]


class GoldenFile(Shape):
    """tests/*.yaml"""

    conversations: tuple[ConversationShape, ...]
