"""The gateway: the one way to a language model. What may be sent, how often, for how long, at what cost, and a trace of it.

Only a stranger's question in which nothing is personal, and passages of public articles are ever sent. Nothing
that the model does can fail a turn: whatever happens comes back as a `Call` with its outcome.
"""

import math
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

import structlog
from opentelemetry.context import Context
from opentelemetry.trace import Span, SpanKind, Status, StatusCode

from kompas.assistant.answering.heard import Hearing
from kompas.assistant.answering.prompting import fitting, prompt
from kompas.assistant.domain.company import ModelPlan
from kompas.assistant.domain.errors import Permanent
from kompas.assistant.domain.knowledge import Audience
from kompas.assistant.domain.model import ModelFault, Prompt, Sentence, Usage, Wanted
from kompas.assistant.sockets import ChatModel, Speaking
from kompas.service.environment import is_named, may_be_sent_to
from kompas.service.privacy.stripping import is_personal
from kompas.service.status.traces import tracer
from kompas.service.wording.guard import Breaker, Budget
from kompas.service.wording.lines import Connect, Line, Lines

log = structlog.get_logger()

AFTER_SECONDS = (
    8.0  # for the rest, once the first sentence may be said; with the longest patience below a claim's lease
)
_AGAIN = frozenset({"unreachable", "busy", "server_fault"})
_NOT_READ = _AGAIN | {"rejected", "key_refused"}
_AGAIN_WITHIN, _PAUSE = 0.5, 0.2  # seconds: a second try, only where the customer does not notice
_LETTERS_A_TOKEN = 3  # an upper bound for what is asked, where the server counts nothing
_MOST_LETTERS_A_TOKEN = 10  # in a whole text; a server that counts fewer tokens than that is not believed

# outcomes of a turn for which no model was asked
NOT_ASKED = frozenset({"resting", "budget", "unknown_host", "not_installed", "not_public", "personal", "too_long"})
BROKEN = "broken"  # the outcome where what listened failed
SUPERSEDED = "superseded"  # the outcome where the turn was taken from us meanwhile
# takes a sentence as it comes, and whether the model is done with all of them; gives whether it may be said
Heard = Callable[[Sentence, bool], bool]


@dataclass(frozen=True, slots=True)
class Call:
    """What came of a call, or why none was made. `outcome` is `said`, else why it ended.

    `proposal` is what the model would have decided; `ms` the whole time, `own_ms` that of it which we took. Numbers and codes
    only: it goes into the trail as it is.
    """

    model: str
    outcome: str
    read: int = 0
    written: int = 0
    cost: float = 0.0
    ms: int = 0
    own_ms: float = 0.0
    proposal: str = ""

    @property
    def went_well(self) -> bool:
        return self.outcome == "said"

    @property
    def was_made(self) -> bool:
        """Whether the model was asked at all."""
        return self.outcome not in NOT_ASKED


def may_be_asked(plan: ModelPlan, hosts: Collection[str]) -> bool:
    """Whether the operator lets this host be asked: one of theirs over https, or this machine."""
    return may_be_sent_to(plan.base_url, hosts)


def _host(plan: ModelPlan) -> str:
    return urlsplit(plan.base_url).hostname or ""


class Gateway:
    """`connect` opens a model, which stays open until another is asked, or `stop`. Safe to share between threads.

    `hosts` may be asked, and this machine; the plan comes from the company's files, which other people may change. So the
    `key` goes to `hosts` only: on this machine, too, anything may listen at the port that they name.
    """

    def __init__(
        self,
        connect: Connect,
        hosts: Collection[str] = (),
        key: str = "",
        clock: Callable[[], float] = time.monotonic,
        day: Callable[[], int] = lambda: int(time.time() // 86_400),
    ) -> None:
        self._lines, self._clock, self._hosts, self._key = Lines(connect), clock, hosts, key
        self.breaker, self.budget = Breaker(clock), Budget(day)

    def ask(self, plan: ModelPlan, wanted: Wanted, heard: Heard, within: Context | None = None) -> Call:
        """Ask the model and hand each sentence to `heard` as soon as it is whole.

        Ends when nothing may be said within `plan.patience`, or `heard` raises ModelFault; what else it raises is logged.
        Makes at most one call, and one more where the first was refused at once.
        """
        asked = self._allowed(plan, wanted)
        if isinstance(asked, str):
            return Call(plan.name, asked)
        try:
            line = self._line(plan)
        except Permanent:
            return Call(plan.name, "not_installed")
        try:
            return self._asked(line.model, plan, asked, heard, within)
        finally:
            self._lines.leave(line)

    def _asked(self, model: ChatModel, plan: ModelPlan, asked: Prompt, heard: Heard, within: Context | None) -> Call:
        """The call itself, where the budget and the breaker let it be made."""
        most = (len(asked.system) + len(asked.user)) // _LETTERS_A_TOKEN + plan.turn_tokens
        if not self.budget.reserve(most, plan.day_tokens):
            return Call(plan.name, "budget")
        if not self.breaker.allows():
            self.budget.settle(most, 0)
            return Call(plan.name, "resting")
        with self._span(plan, within) as span:
            listening = _Listening(model, plan, asked, heard, self._clock)
            try:
                call = listening.through()
            finally:
                self.budget.settle(most, listening.spent)
            self._judge(call)
            _tell(span, call)
        return call

    def _allowed(self, plan: ModelPlan, wanted: Wanted) -> Prompt | str:
        """The prompt of what may be sent; else the code of why nothing may."""
        if not may_be_asked(plan, self._hosts):
            return "unknown_host"
        if any(one.article.audience is not Audience.PUBLIC for one in wanted.passages):
            return "not_public"
        if is_personal(wanted.question, wanted.lang):
            return "personal"
        fits = fitting(wanted)
        return prompt(fits, plan.turn_tokens) if fits is not None else "too_long"

    def _judge(self, call: Call) -> None:
        """Whether it can be relied on. That nobody waits any more for what it says is no fault of the model; where what it
        says cannot be heard, whoever's fault it is, the next ones need not wait either."""
        if call.went_well:
            self.breaker.well()
        elif call.outcome != SUPERSEDED:
            self.breaker.failed()

    def ready(self, plan: ModelPlan) -> None:
        """Load and connect the model of this plan. Raises Permanent when what asks it is not installed."""
        self._lines.leave(self._line(plan))

    def stop(self) -> None:
        """Closes the model; whoever is asked after this is connected anew."""
        self._lines.stop()

    def _line(self, plan: ModelPlan) -> Line:
        return self._lines.take(plan.base_url, plan.name, self._key if is_named(plan.base_url, self._hosts) else "")

    def trouble(self, plan: ModelPlan) -> str:
        """Why a turn that comes now would not ask it, as the outcome that its call would have; "" for no reason."""
        if not may_be_asked(plan, self._hosts):
            return "unknown_host"
        try:
            self.ready(plan)
        except Permanent:
            return "not_installed"
        if self.breaker.rests:
            return "resting"
        return "" if self.budget.has(plan.turn_tokens, plan.day_tokens) else "budget"

    @contextmanager
    def _span(self, plan: ModelPlan, within: Context | None) -> Iterator[Span]:
        """Named as OpenTelemetry's conventions for generative AI say; no word of anybody is in it."""
        about: dict[str, str | int] = {
            "gen_ai.operation.name": "chat",
            "gen_ai.provider.name": "openai",
            "gen_ai.request.model": plan.name,
            "gen_ai.request.max_tokens": plan.turn_tokens,
            "server.address": _host(plan),
        }
        with tracer.start_as_current_span(
            f"chat {plan.name}",
            context=within,
            kind=SpanKind.CLIENT,
            attributes=about,
            record_exception=False,
            set_status_on_exception=False,
        ) as span:
            yield span


class _Listening:
    """One call: what was heard so far, and how long it may still take."""

    def __init__(
        self, model: ChatModel, plan: ModelPlan, asked: Prompt, heard: Heard, clock: Callable[[], float]
    ) -> None:
        self._model, self._plan, self._asked, self._heard, self._clock = model, plan, asked, heard, clock
        self._begun = clock()
        self._until = self._begun + plan.patience
        self._hearing = Hearing()
        self._letters = 0
        self._waited = 0.0
        self._usage = Usage(0, 0)

    @property
    def spent(self) -> int:
        return self._usage.read + self._usage.written

    def through(self) -> Call:
        outcome = self._try()
        if outcome in _AGAIN and self._letters == 0 and self._clock() - self._begun < _AGAIN_WITHIN:
            time.sleep(_PAUSE)
            self._waited += _PAUSE
            outcome = self._try()
        read, written, plan = self._usage.read, self._usage.written, self._plan
        cost = (read * plan.price_read + written * plan.price_written) / 1_000_000
        took = self._clock() - self._begun
        own = round((took - self._waited) * 1000, 3)
        return Call(plan.name, outcome, read, written, round(cost, 6), int(took * 1000), own, self._hearing.proposal)

    def _try(self) -> str:
        speaking = self._model.ask(self._asked, self._plan.patience + AFTER_SECONDS)
        outcome = "said"
        try:
            while (piece := self._next(speaking)) is not None:
                self._letters += len(piece)
                self._take(self._hearing.piece(piece), done=False)
            self._take(self._hearing.end(), done=True)
        except ModelFault as fault:
            outcome = fault.code
        except Exception as fault:  # it must not cost the turn, nor what was spent
            log.error("model.not_heard", fault=type(fault).__name__, exc_info=True)
            outcome = BROKEN
        finally:
            counted = speaking.end()
            self._usage = self._believed(counted, self._estimate(outcome))
        return outcome

    def _next(self, speaking: Speaking) -> str | None:
        begun = self._clock()
        try:
            return speaking.hear(self._until - begun)
        finally:
            self._waited += self._clock() - begun

    def _take(self, sentences: list[Sentence], done: bool) -> None:
        for sentence in sentences:
            if self._heard(sentence, done):
                self._until = self._begun + self._plan.patience + AFTER_SECONDS

    def _believed(self, counted: Usage | None, seen: Usage) -> Usage:
        """What the server counted, where that is enough for what was seen to be written."""
        if counted is None:
            return seen
        too_few = counted.written * _MOST_LETTERS_A_TOKEN < self._letters
        return replace(counted, written=seen.written) if too_few else counted

    def _estimate(self, outcome: str) -> Usage:
        """Where the server did not count. Who refused has read nothing; who was slow, or broke off, has read it all."""
        if self._letters == 0 and outcome in _NOT_READ:
            return Usage(0, 0)
        asked = len(self._asked.system) + len(self._asked.user)
        return Usage(asked // _LETTERS_A_TOKEN, math.ceil(self._letters / _LETTERS_A_TOKEN))


def _tell(span: Span, call: Call) -> None:
    span.set_attributes(
        {
            "gen_ai.usage.input_tokens": call.read,
            "gen_ai.usage.output_tokens": call.written,
            "kompas.model.own_ms": call.own_ms,
        }
    )
    if not call.went_well:
        span.set_attribute("error.type", call.outcome)
        span.set_status(Status(StatusCode.ERROR))
