"""voice.yaml, rules.yaml, retention.yaml, synonyms.yaml: how the company speaks, what it wills, how long it keeps."""

from typing import Annotated, Literal, Self

from pydantic import Field, RootModel, model_validator

from kompas.assistant.company.sentences import sentence
from kompas.assistant.company.shapes.values import Line, Name, RuleId, Shape, Texts, WordLists, YesNo, wrong

PhraseKey = Literal[
    "welcome", "hello", "thanks", "goodbye", "small_talk", "off_topic", "are_you_human", "crisis"
]  # fmt: skip
Days = Annotated[int, Field(ge=1, le=36500)]


class VoiceFile(Shape):
    """voice.yaml: the form of address, and the built-in phrases that the company words otherwise."""

    address_form: Literal["u", "je"] = "u"
    phrases: dict[str, dict[PhraseKey, Line]] = Field(default_factory=dict)


class WhenShape(Shape):
    """All that is given must hold. `mentions`: any of these words or phrases; `intents`: understood as one of these."""

    mentions: WordLists | None = None
    intents: Annotated[tuple[Name, ...], Field(min_length=1)] | None = None

    @model_validator(mode="after")
    def _says_when(self) -> Self:
        if self.mentions is None and self.intents is None:
            raise wrong(sentence("the rule would hold always."), sentence("Give mentions, intents or both."))
        return self


class RuleShape(Shape):
    """One line of the company's will: when, then, because."""

    id: RuleId
    when: WhenShape
    then: Literal["hand_over", "decline"]
    say: Texts | None = None
    because: Texts
    urgent: YesNo = False
    quote: YesNo = False

    @model_validator(mode="after")
    def _fits_what_is_done(self) -> Self:
        if self.urgent and self.then != "hand_over":
            message = sentence("urgent says how soon a person comes, and nobody comes.")
            raise wrong(message, sentence("Use it with then: hand_over."))
        if self.quote and self.then != "decline":
            message = sentence("quote says what goes with a refusal, and nothing is refused.")
            raise wrong(message, sentence("Use it with then: decline."))
        return self


class RulesFile(Shape):
    """rules.yaml"""

    rules: tuple[RuleShape, ...]


class RetentionFile(Shape):
    """retention.yaml: how many days each class of data is kept."""

    messages: Days
    briefs: Days
    records_read: Days
    promises: Days
    accounts: Days
    events: Days


Group = Annotated[tuple[Line, ...], Field(min_length=2)]


class SynonymsFile(RootModel[dict[str, tuple[Group, ...]]]):
    """synonyms.yaml: by language, groups of words that customers use for the same thing."""
