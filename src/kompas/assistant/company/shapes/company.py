"""company.yaml: who the company is and how the assistant may act for it."""

import re
from datetime import time
from functools import cache
from itertools import pairwise
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, StringConstraints, ValidationInfo, field_validator, model_validator

from kompas.assistant.company.sentences import sentence
from kompas.assistant.company.shapes.values import LANGUAGES, Day, Line, Shape, wrong
from kompas.assistant.company.words import first_names
from kompas.assistant.domain.company import IdentityRules, ModelPlan, Thresholds

THRESHOLDS, IDENTITY, MODEL = Thresholds(), IdentityRules(), ModelPlan("", "")  # the defaults
MIDNIGHT = time.max  # stands for 24:00, the end of a day
FULL_WEEKS = 50  # of a year, when holidays are taken off


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        message = sentence("'{name}' is no timezone.", name=name)
        raise wrong(message, sentence("Use a name like Europe/Amsterdam.")) from None
    return name


@cache
def known_country(code: str) -> str:
    import holidays  # heavy: only when a folder is checked or hours are asked

    if not callable(getattr(holidays, code, None)):
        message = sentence("'{code}' is no country whose holidays are known.", code=code)
        raise wrong(message, sentence("Use a country code like NL or BE."))
    return code


def span_of(text: str) -> tuple[time, time]:
    """The two times of "09:00-18:00"; 24:00 is the end of the day. Raises ValueError."""
    begin, end = (part.strip() for part in text.split("-"))
    return time.fromisoformat(begin), MIDNIGHT if end == "24:00" else time.fromisoformat(end)


def _endpoint(address: str) -> str:
    """Secrets stand in no company folder, and what is behind a ? or # would be lost before /chat/completions."""
    try:
        parts = urlsplit(address)
        fits = parts.scheme in ("http", "https") and parts.hostname and (parts.port or 1)
    except ValueError:
        fits = False
    if not fits or parts.query or parts.fragment or any(sign.isspace() for sign in address):
        message = sentence("'{address}' is no address of a model.", address=address)
        raise wrong(message, sentence("Write it like https://models.example.org/v1."))
    if parts.username or parts.password:
        message = sentence("the address holds a name or a password.")
        raise wrong(message, sentence("Give the key by the setting KOMPAS_MODEL_KEY."))
    return address


def _whole_path(folder: str | None) -> str | None:
    """The company folder is served from a copy: a path within it would lead elsewhere."""
    if folder is not None and not folder.startswith("/"):
        message = sentence("'{folder}' is no whole path.", folder=folder)
        raise wrong(message, sentence("Begin it with /, as in /srv/models/small."))
    return folder


def _minutes(at: time) -> int:
    return 24 * 60 if at == MIDNIGHT else at.hour * 60 + at.minute


def _in_order(spans: tuple[str, ...]) -> tuple[str, ...]:
    times = []
    for span in spans:
        try:
            begin, end = span_of(span)
        except ValueError:
            message = sentence("'{span}' is not a time of the day.", span=span)
            raise wrong(message, sentence("Write it like 09:00-18:00.")) from None
        if end <= begin:
            message = sentence("'{span}' ends before it begins.", span=span)
            raise wrong(message, sentence("Write the earlier time first; 24:00 ends a day."))
        times.append((begin, end, span))
    times.sort()
    for (_, end, earlier), (begin, _, later) in pairwise(times):
        if begin < end:
            message = sentence("'{earlier}' and '{later}' overlap.", earlier=earlier, later=later)
            raise wrong(message, sentence("Join them into one, or let the second begin later."))
    return spans


Mail = Annotated[str, Field(pattern=r"^[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+$")]
Span = Annotated[str, Field(pattern=r"^\d\d:\d\d ?- ?\d\d:\d\d$")]
Spans = Annotated[tuple[Span, ...], AfterValidator(_in_order)]
Site = Annotated[str, Field(pattern=r"^https?://[^/\s?#]+$")]
BaseUrl = Annotated[str, AfterValidator(_endpoint)]
Prefix = Annotated[str, StringConstraints(strip_whitespace=False, max_length=400)]
Language = Literal["nl", "en"]
Chance = Annotated[float, Field(gt=0, le=1)]


class ContactShape(Shape):
    """How customers reach people; at least one of the three."""

    phone: Line | None = None
    mail: Mail | None = None
    post: tuple[Line, ...] = ()

    @model_validator(mode="after")
    def _has_a_human_channel(self) -> Self:
        if not (self.phone or self.mail or self.post):
            raise wrong(
                sentence("there is no way to reach a person (the law asks for one: DSA art. 12, BW 6:230m)."),
                sentence("Give phone, mail or post."),
            )
        return self


class ChatShape(Shape):
    """The sites whose pages may show the chat: scheme and host, no path."""

    allowed_sites: tuple[Site, ...] = ()


class MailShape(Shape):
    """The sender of outgoing mail: "Name <address>"."""

    sender: Annotated[str, Field(pattern=r"^[^<>@]*<[^@\s<>]+@[^@\s<>]+>$|^[^@\s<>]+@[^@\s<>]+$")]


class ChannelsShape(Shape):
    chat: ChatShape = ChatShape()
    mail: MailShape | None = None


class ThresholdsShape(Shape):
    """From which certainty (0 to 1) the assistant answers or asks back; how long it lets a burst of messages settle."""

    answer: Chance | None = None
    ask_back: Chance = THRESHOLDS.ask_back
    settle_seconds: Annotated[float, Field(ge=0, le=30)] = THRESHOLDS.settle_seconds

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        answer = self.answer if self.answer is not None else THRESHOLDS.answer
        if self.ask_back >= answer:
            raise wrong(
                sentence(
                    "ask_back ({ask_back}) is not below answer ({answer}).",
                    ask_back=f"{self.ask_back:g}",
                    answer=f"{answer:g}",
                ),
                sentence("Make ask_back the lower one: between the two the assistant asks what is meant."),
            )
        return self


class PromisesShape(Shape):
    """Within how many opening hours a promise is kept."""

    answer_within_hours: Annotated[float, Field(gt=0, le=2000)] = 8.0


class OutcomesShape(Shape):
    """After how many days without a word a matter is taken to be over; who returns within them comes back for the same."""

    quiet_days: Annotated[int, Field(ge=1, le=90)] = 3


class WeeklyShape(Shape):
    """Opening times by day; a missing day is closed."""

    monday: Spans = ()
    tuesday: Spans = ()
    wednesday: Spans = ()
    thursday: Spans = ()
    friday: Spans = ()
    saturday: Spans = ()
    sunday: Spans = ()

    @model_validator(mode="after")
    def _opens(self) -> Self:
        if not any(getattr(self, day) for day in type(self).model_fields):
            remedy = sentence('Give at least one day, as in monday: ["09:00-17:00"].')
            raise wrong(sentence("people are never there."), remedy)
        return self

    def hours(self) -> float:
        """How many hours a week people are there, holidays apart."""
        spans = (span_of(span) for day in type(self).model_fields for span in getattr(self, day))
        return sum(_minutes(end) - _minutes(begin) for begin, end in spans) / 60


class HoursShape(Shape):
    """When people are there. `holidays` is the country whose public holidays are closed; `closed` are extra days."""

    weekly: WeeklyShape
    holidays: Annotated[str, Field(pattern=r"^[A-Z]{2}$"), AfterValidator(known_country)] | None = None
    closed: tuple[Day, ...] = ()


class IdentityShape(Shape):
    """How long a mailed code holds, and how often it may be tried."""

    code_minutes: Annotated[int, Field(ge=1, le=60)] = IDENTITY.code_minutes
    code_tries: Annotated[int, Field(ge=1, le=10)] = IDENTITY.code_tries


class ModelLimitsShape(Shape):
    """The most tokens that the model may write in a turn, and that all turns of a day may cost, read and written."""

    turn_tokens: Annotated[int, Field(ge=50, le=4_000)] = MODEL.turn_tokens
    day_tokens: Annotated[int, Field(ge=1_000)] = MODEL.day_tokens


class ModelPriceShape(Shape):
    """What a million tokens cost, for the figures only."""

    read: Annotated[float, Field(ge=0)] = MODEL.price_read
    written: Annotated[float, Field(ge=0)] = MODEL.price_written


class ModelShape(Shape):
    """A language model that words answers from public articles; none is asked without this. Its key: KOMPAS_MODEL_KEY."""

    base_url: BaseUrl
    name: Line
    patience: Annotated[float, Field(gt=0, le=10)] = MODEL.patience
    limits: ModelLimitsShape = ModelLimitsShape()
    price: ModelPriceShape = ModelPriceShape()


class EmbedderShape(Shape):
    """Finds passages by meaning too; off without this. A folder, or an address and a name. Its key: KOMPAS_EMBEDDER_KEY."""

    folder: Annotated[Line | None, AfterValidator(_whole_path)] = None
    base_url: BaseUrl | None = None
    name: Line | None = None
    question_prefix: Prefix = ""
    passage_prefix: Prefix = ""

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.folder is None) == (self.base_url is None) or (self.base_url is None) != (self.name is None):
            raise wrong(
                sentence("an embedder is a folder, or an address with a name."),
                sentence("Give folder: alone, or base_url: and name:."),
            )
        return self


class CompanyFile(Shape):
    """company.yaml"""

    name: Line
    assistant: Line
    languages: Annotated[tuple[Language, ...], Field(min_length=1, max_length=len(LANGUAGES))]
    timezone: Annotated[str, AfterValidator(_zone)]
    contact: ContactShape
    channels: ChannelsShape = ChannelsShape()
    thresholds: ThresholdsShape = ThresholdsShape()
    at_most_wrong: Annotated[float, Field(ge=0.01, le=0.5)] | None = None
    promises: PromisesShape = PromisesShape()
    hours: HoursShape
    identity: IdentityShape = IdentityShape()
    outcomes: OutcomesShape = OutcomesShape()
    model: ModelShape | None = None
    embedder: EmbedderShape | None = None

    @field_validator("assistant")
    @classmethod
    def _is_plainly_software(cls, assistant: str, info: ValidationInfo) -> str:
        if not re.search(r"\bAI\b|chatbot", assistant) and "chatbot" not in assistant.lower():
            raise wrong(
                sentence("'{name}' does not say that it is software (AI Act, art. 50).", name=assistant),
                sentence('Put "AI" or "chatbot" in the name, as in "Zwaluw AI-assistent".'),
            )
        own = {word.casefold() for word in re.findall(r"\w+", str(info.data.get("name", "")))}
        human = next((w for w in re.findall(r"[^\W\d_]+", assistant) if w.casefold() in first_names() - own), None)
        if human is not None:
            remedy = sentence("Name the assistant after the company, never after a person.")
            raise wrong(sentence("'{name}' is a person's name.", name=human), remedy)
        return assistant

    @field_validator("hours")
    @classmethod
    def _can_keep_promises(cls, hours: HoursShape, info: ValidationInfo) -> HoursShape:
        """A handover outside hours stores a promise, and that must have a day on which it is due."""
        promises, weekly = info.data.get("promises"), hours.weekly.hours()
        if isinstance(promises, PromisesShape) and promises.answer_within_hours > FULL_WEEKS * weekly:
            raise wrong(
                sentence(
                    "people are there {weekly:g} hours a week: {hours:g} opening hours take over a year.",
                    weekly=weekly,
                    hours=promises.answer_within_hours,
                ),
                sentence("Lower answer_within_hours under promises, or open longer."),
            )
        return hours

    @field_validator("languages")
    @classmethod
    def _each_once(cls, languages: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(languages)) < len(languages):
            remedy = sentence("Name each language once, the main one first.")
            raise wrong(sentence("a language stands here twice."), remedy)
        return languages
