"""Play the golden conversations of a company, and say where the assistant did otherwise than expected."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from kompas.assistant.assistant import Assistant
from kompas.assistant.company.hours import next_opening, open_at, say_moment
from kompas.assistant.company.sentences import Sentence, sentence
from kompas.assistant.domain.company import Expectation, GoldenConversation
from kompas.assistant.domain.conversation import Author, Memory, Said, Turn
from kompas.assistant.domain.customer import Identity, Level
from kompas.assistant.domain.decision import Answer, AskBack, Continue, Decline, HandOver
from kompas.assistant.privacy.cleaning import Refusal, clean
from kompas.assistant.privacy.masking import mask
from kompas.assistant.turn import Taken

NAMES: dict[type, str] = {
    Answer: "answer",
    AskBack: "ask_back",
    Continue: "continue",
    HandOver: "hand_over",
    Decline: "decline",
}


@dataclass(frozen=True, slots=True)
class Failure:
    """A turn that went otherwise: where it stands, and `said` is what was expected and what came."""

    file: str
    line: int
    conversation: str
    customer: str
    said: Sentence

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.conversation}: {self.said}"


@dataclass(frozen=True, slots=True)
class Played:
    """How many turns were played, and what failed."""

    turns: int
    failures: tuple[Failure, ...]


def play(assistant: Assistant, now: datetime, golden: Sequence[GoldenConversation] | None = None) -> Played:
    """Plays these conversations, or all of the company; one without a moment of its own happens `now`."""
    turns, failures = 0, []
    for conversation in assistant.company.golden if golden is None else golden:
        for failure in _played(assistant, conversation, conversation.at or now):
            turns += 1
            failures += failure
    return Played(turns, tuple(failures))


def _played(assistant: Assistant, conversation: GoldenConversation, at: datetime) -> Iterator[list[Failure]]:
    memory, history = Memory(lang=conversation.lang), tuple[Said, ...]()
    identity = Identity()
    if conversation.verified:
        identity = Identity(Level.VERIFIED, conversation.verified, "golden", at)
    for turn in conversation.turns:
        said = Said(Author.CUSTOMER, _stored(turn.customer), len(history) + 1)
        taken = assistant.take_turn(Turn((said,), at, history, memory, identity))
        text = _with_hours(assistant, taken, at)
        history = (*history, said, Said(Author.ASSISTANT, text, len(history) + 2))
        memory = taken.memory
        yield [
            Failure(conversation.file, turn.line, conversation.name, turn.customer, _otherwise(expected, got))
            for expected, got in _differences(turn.expect, taken, text)
        ]


def _stored(text: str) -> str:
    """As the service stores it: without harmful characters and personal numbers."""
    cleaned = clean(text)
    return "" if isinstance(cleaned, Refusal) else mask(cleaned).text


def _with_hours(assistant: Assistant, taken: Taken, at: datetime) -> str:
    """The reply with what the service adds to a handover outside opening hours."""
    hours = assistant.company.hours
    opens = next_opening(hours, at)
    if not isinstance(taken.decision, HandOver) or open_at(hours, at) or opens is None:
        return taken.reply.text
    lang = taken.reply.lang
    closed = assistant.voice.say("closed_ask_address", lang, opens=say_moment(opens, lang, at), ref="G-1")
    return f"{taken.reply.text}\n\n{closed}"


def _otherwise(expected: Sentence, got: str | Sentence) -> Sentence:
    return sentence("expected {expected}, got {got}", expected=expected, got=got)


def _differences(expect: Expectation, taken: Taken, text: str) -> Iterator[tuple[Sentence, str | Sentence]]:
    name = NAMES[type(taken.decision)]
    codes = [reason.code for reason in taken.decision.reasons]
    if expect.decision is not None and name != expect.decision:
        yield sentence("decision {code}", code=expect.decision), f"{name} ({', '.join(codes)})"
    if expect.reason is not None and expect.reason not in codes:
        yield sentence("reason {code}", code=expect.reason), ", ".join(codes)
    cited = {slug_of(citation.passage_id) for citation in taken.reply.citations}
    for slug in set(expect.cites) - cited:
        yield sentence("a citation of {slug}", slug=slug), ", ".join(sorted(cited)) or sentence("no citation")
    for words in expect.says:
        if not _says(text, words):
            yield sentence("the words “{words}”", words=words), f"“{text}”"
    for words in expect.says_not:
        if _says(text, words):
            yield sentence("nothing of “{words}”", words=words), f"“{text}”"


def _says(text: str, words: str) -> bool:
    """Spaces of any kind count as one; "€ 5" is written with a space that keeps it together."""
    return " ".join(words.split()).lower() in " ".join(text.split()).lower()


def slug_of(passage_id: str) -> str:
    """The article's slug in "<lang>/<slug>#<anchor>"."""
    return passage_id.partition("/")[2].partition("#")[0]
