"""The company's will, read from its folder: frozen, checked, one value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from kompas.assistant.domain.customer import Level
from kompas.assistant.domain.knowledge import Article
from kompas.assistant.domain.workflow import Workflow

Texts = Mapping[str, str]


def in_language(texts: Texts, lang: str) -> str:
    """The text in `lang`, else in the first language there is."""
    return texts.get(lang) or next(iter(texts.values()))


@dataclass(frozen=True, slots=True)
class Contact:
    phone: str
    mail: str
    post: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Channels:
    allowed_sites: tuple[str, ...] = ()
    mail_sender: str = ""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """`answer`: from which certainty on it answers; where that is not `by_hand`, the least from which it may, and the
    threshold is chosen so that at most the share `at_most_wrong` of what is answered is wrong."""

    answer: float = 0.60
    ask_back: float = 0.30
    settle_seconds: float = 2.0
    at_most_wrong: float | None = None
    by_hand: bool = True


@dataclass(frozen=True, slots=True)
class Hours:
    """Weekly opening times by weekday (0 is Monday); `holidays` is a country code; `closed` are extra days."""

    timezone: str
    weekly: Mapping[int, tuple[tuple[time, time], ...]]
    holidays: str | None = None
    closed: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class IdentityRules:
    code_minutes: int = 10
    code_tries: int = 5


@dataclass(frozen=True, slots=True)
class ModelPlan:
    """The language model that words answers: where it is asked (an address that ends before /chat/completions) and by what
    name. Its key is no part of the company.

    `patience`: seconds until the first sentence. `turn_tokens` is the most it may write in a turn, `day_tokens` the most
    that all turns of a day may cost, read and written. Prices are per million tokens.
    """

    base_url: str
    name: str
    patience: float = 6.0
    turn_tokens: int = 600
    day_tokens: int = 2_000_000
    price_read: float = 0.0
    price_written: float = 0.0


@dataclass(frozen=True, slots=True)
class EmbedderPlan:
    """The embedder by which passages are found by meaning: a folder on this machine, or an address that ends before
    /embeddings and the model's name there. Its key is no part of the company. The prefixes go before what is embedded."""

    folder: str = ""
    base_url: str = ""
    name: str = ""
    question_prefix: str = ""
    passage_prefix: str = ""


class Then(StrEnum):
    HAND_OVER = "hand_over"
    DECLINE = "decline"


@dataclass(frozen=True, slots=True)
class HouseRule:
    """when, then, because: one line of the company's will. `mentions` are words or phrases by language.

    `urgent`: the person comes before others who wait. `quote`: what the knowledge says goes with the refusal.
    """

    id: str
    then: Then
    because: Texts
    mentions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    intents: tuple[str, ...] = ()
    say: Texts | None = None
    urgent: bool = False
    quote: bool = False


@dataclass(frozen=True, slots=True)
class Intent:
    """What customers come for: `articles` (slugs) or a `workflow` answers it."""

    id: str
    title: Texts
    examples: Mapping[str, tuple[str, ...]]
    articles: tuple[str, ...] = ()
    workflow: str | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """`phrases` by language, then key: only what the company words otherwise than the built-in phrases."""

    address_form: str = "u"
    phrases: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FieldShape:
    label: Texts
    type: str = "text"
    values: Mapping[str, Texts] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TableSource:
    file: str
    customer: str


@dataclass(frozen=True, slots=True)
class Purpose:
    """The named reason for which fields may be read: by table, with legal basis and the identity it needs."""

    id: str
    title: Texts
    legal_basis: str
    identity: Level
    fields: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Operation:
    table: str
    order_by: str = ""


@dataclass(frozen=True, slots=True)
class ConnectorPlan:
    """How one customer system is reached. `tables` and `find_*` are of kind `table`."""

    id: str
    kind: str
    title: Texts
    tables: Mapping[str, TableSource]
    fields: Mapping[str, Mapping[str, FieldShape]]
    operations: Mapping[str, Operation]
    purposes: Mapping[str, Purpose]
    find_table: str = ""
    find_mail: str = ""
    find_name: str = ""
    dates_as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Expectation:
    decision: str | None = None
    cites: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    says_not: tuple[str, ...] = ()
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class GoldenTurn:
    customer: str
    expect: Expectation
    line: int = 0


@dataclass(frozen=True, slots=True)
class GoldenConversation:
    name: str
    lang: str
    turns: tuple[GoldenTurn, ...]
    verified: str | None = None
    at: datetime | None = None
    file: str = ""


@dataclass(frozen=True, slots=True)
class Company:
    """One company folder, read and checked. `version` is the hash of its content.

    `quiet_days`: after so many days without a word a matter is taken to be over. `model` and `embedder` are None unless one
    is named.
    """

    slug: str
    name: str
    assistant: str
    languages: tuple[str, ...]
    contact: Contact
    channels: Channels
    thresholds: Thresholds
    hours: Hours
    identity: IdentityRules
    answer_within_hours: float
    voice: Voice
    rules: tuple[HouseRule, ...]
    retention: Mapping[str, int]
    synonyms: Mapping[str, tuple[tuple[str, ...], ...]]
    intents: Mapping[str, Intent]
    workflows: Mapping[str, Workflow]
    connectors: Mapping[str, ConnectorPlan]
    articles: tuple[Article, ...]
    golden: tuple[GoldenConversation, ...]
    version: str
    quiet_days: int = 3
    model: ModelPlan | None = None
    embedder: EmbedderPlan | None = None
