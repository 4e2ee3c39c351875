"""The gateway: what leaves the house, what comes back whatever the model does, and what it costs."""

import json
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from structlog.testing import capture_logs
from tests.models.stub import Stub, half, honest, raw, says, stub, text

from kompas.assistant.domain.company import ModelPlan
from kompas.assistant.domain.errors import Permanent
from kompas.assistant.domain.knowledge import Article, Audience, Paragraph, Passage
from kompas.assistant.domain.model import ModelFault, Sentence, Wanted
from kompas.models.openai_compatible import OpenAICompatible
from kompas.service.wording.gateway import SUPERSEDED, Call, Gateway
from kompas.service.wording.guard import FAULTS

ARTICLE = Article("nl/retour", "retour", "nl", "Retourneren", "")
PASSAGE = Passage("nl/retour#intro", ARTICLE, "", (Paragraph(("Terugsturen kan binnen 14 dagen.",)),),
                  "Terugsturen kan binnen 14 dagen.")  # fmt: skip
WANTED = Wanted("nl", "Tot wanneer kan ik iets terugsturen?", (PASSAGE,))


@pytest.fixture
def server() -> Iterator[Stub]:
    with stub() as playing:
        playing.role = honest
        yield playing


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    made = Gateway(OpenAICompatible)
    yield made
    made.stop()


def plan_of(server: Stub, patience: float = 2.0, **more: float) -> ModelPlan:
    return ModelPlan(server.url, "small", patience, **more)  # type: ignore[arg-type]


def ask(gateway: Gateway, plan: ModelPlan, wanted: Wanted = WANTED) -> tuple[Call, list[Sentence]]:
    heard: list[Sentence] = []

    def hear(sentence: Sentence, done: bool) -> bool:
        heard.append(sentence)
        return True

    return gateway.ask(plan, wanted, hear), heard


def test_sentences_tokens_and_cost_come_back(server: Stub, gateway: Gateway) -> None:
    call, heard = ask(gateway, plan_of(server, price_read=1.0, price_written=10.0))
    assert heard == [Sentence("Terugsturen kan binnen 14 dagen.", (1,))]
    assert (call.model, call.outcome, call.read, call.written, call.proposal) == ("small", "said", 700, 60, "answer")
    assert call.cost == pytest.approx((700 + 600) / 1_000_000)


@pytest.mark.parametrize(
    "told",
    [
        "Ik ben Jan de Vries.",
        "ik ben fatima el amrani.",
        "Mail jan@voorbeeld.nl.",
        "Mail fatima[at]gmail.com.",
        "Bel 06 12345678.",
        "BSN 111222333.",
        "IBAN NL91 ABNA 0417 1643 00.",
        "Kaart 4111 1111 1111 1111.",
        "1234 ab 56.",
        "Order ZW-100245.",
        "dorpsstraat 12.",
        "Mijn wachtwoord is zomer.",
        "Mijn zoon heeft autisme.",
    ],
)
def test_a_question_in_which_anything_is_personal_stays_here(server: Stub, gateway: Gateway, told: str) -> None:
    call, heard = ask(gateway, plan_of(server), replace(WANTED, question=f"{told} {WANTED.question}"))
    assert (call.outcome, call.read, heard, server.asked) == ("personal", 0, [], [])
    assert ask(gateway, plan_of(server))[0].outcome == "said"


def test_what_is_not_public_never_leaves(server: Stub, gateway: Gateway) -> None:
    staff = replace(PASSAGE, article=replace(ARTICLE, audience=Audience.STAFF))
    call, _ = ask(gateway, plan_of(server), replace(WANTED, passages=(PASSAGE, staff)))
    assert (call.outcome, server.asked) == ("not_public", [])


def test_a_host_that_the_operator_did_not_name_is_not_asked(server: Stub) -> None:
    connected: list[str] = []

    def connect(base_url: str, name: str, key: str) -> OpenAICompatible:
        connected.append(base_url)
        raise Permanent("what asks it is not installed", "Install kompas[llm].")

    gateway, plan = Gateway(connect, ("models.example.org",)), ModelPlan("https://evil.example/v1", "small")
    assert ask(gateway, plan)[0].outcome == "unknown_host"
    assert connected == []
    assert ask(gateway, replace(plan, base_url="https://models.example.org/v1"))[0].outcome == "not_installed"
    assert ask(gateway, plan_of(server))[0].outcome == "not_installed"


def test_what_is_too_long_is_not_asked(server: Stub, gateway: Gateway) -> None:
    call, _ = ask(gateway, plan_of(server), replace(WANTED, question="waarom " * 200))
    assert (call.outcome, server.asked) == ("too_long", [])


@pytest.mark.parametrize(
    ("status", "role", "outcome", "calls"),
    [
        (429, raw(b"{}"), "busy", 2),
        (503, raw(b"{}"), "server_fault", 2),
        (400, raw(b"{}"), "rejected", 1),
        (200, text("Natuurlijk! Binnen 14 dagen."), "invalid", 1),
        (200, half('{"sentences": [{"text": "Ter'), "cut", 1),
        (200, says(("Ja.", [1]), wait=1.0), "slow", 1),
    ],
)
def test_every_fault_is_an_outcome(
    server: Stub, gateway: Gateway, status: int, role: object, outcome: str, calls: int
) -> None:
    server.status, server.role = status, role  # type: ignore[assignment]
    call, heard = ask(gateway, plan_of(server, patience=0.4))
    assert (call.outcome, heard, len(server.asked)) == (outcome, [], calls)
    assert not call.went_well


def test_a_sentence_that_came_before_the_fault_was_heard(server: Stub, gateway: Gateway) -> None:
    server.role = half('{"sentences": [{"text": "Ja.", "cites": [1]}, {"text": "En')
    call, heard = ask(gateway, plan_of(server))
    assert (call.outcome, heard) == ("cut", [Sentence("Ja.", (1,))])


def test_patience_is_for_the_first_sentence_that_may_be_said(server: Stub, gateway: Gateway) -> None:
    server.role = says(("Een.", [1]), ("Twee.", [1]), ("Drie.", [1]), pause=0.2)
    assert ask(gateway, plan_of(server, patience=0.5))[0].outcome == "said"
    assert gateway.ask(plan_of(server, patience=0.5), WANTED, lambda sentence, done: False).outcome == "slow"


def test_after_three_faults_nobody_waits(server: Stub, gateway: Gateway) -> None:
    server.role = text("geen JSON")
    for _ in range(FAULTS):
        assert ask(gateway, plan_of(server))[0].outcome == "invalid"
    asked = len(server.asked)
    assert ask(gateway, plan_of(server))[0].outcome == "resting"
    assert len(server.asked) == asked


def test_a_turn_that_was_taken_away_is_no_fault_of_the_model(server: Stub, gateway: Gateway) -> None:
    def gone(sentence: Sentence, done: bool) -> bool:
        raise ModelFault(SUPERSEDED)

    for _ in range(FAULTS + 1):
        assert gateway.ask(plan_of(server), WANTED, gone).outcome == SUPERSEDED


def test_a_fault_in_what_listens_costs_what_it_cost(server: Stub, gateway: Gateway) -> None:
    """Nothing stays reserved, and after three nobody waits for it."""

    def breaks(sentence: Sentence, done: bool) -> bool:
        raise RuntimeError("of ours")

    plan = plan_of(server, day_tokens=3000, turn_tokens=100)
    with capture_logs() as told:
        calls = [gateway.ask(plan, WANTED, breaks) for _ in range(FAULTS)]
    assert {(call.outcome, call.was_made) for call in calls} == {("broken", True)}
    assert all(call.read > 300 for call in calls)
    assert [one["event"] for one in told] == ["model.not_heard"] * FAULTS
    assert gateway.budget.has(3000 - sum(call.read + call.written for call in calls), 3000)
    assert not gateway.budget.has(3001 - sum(call.read + call.written for call in calls), 3000)
    assert ask(gateway, plan)[0].outcome == "resting"


def test_a_days_budget_is_kept(server: Stub, gateway: Gateway) -> None:
    plan = plan_of(server, day_tokens=2500, turn_tokens=100)
    outcomes = [ask(gateway, plan)[0].outcome for _ in range(4)]
    assert outcomes == ["said", "said", "said", "budget"]
    assert len(server.asked) == 3


def test_a_changed_plan_is_asked_at_its_own_address(server: Stub, gateway: Gateway) -> None:
    with stub() as other:
        other.role = honest
        ask(gateway, plan_of(server))
        ask(gateway, plan_of(other))
        assert (len(server.asked), len(other.asked)) == (1, 1)


def test_another_price_is_asked_on_the_same_line_and_the_one_of_before_is_closed(server: Stub) -> None:
    before = threads()
    gateway = Gateway(OpenAICompatible)
    for price in (0.0, 1.0, 2.0):
        assert ask(gateway, plan_of(server, price_read=price, patience=2.0 + price))[0].cost == 700 * price / 1_000_000
    assert threads() == before + 1
    ask(gateway, replace(plan_of(server), name="large"))
    assert threads() == before + 1
    gateway.stop()
    assert threads() == before


def test_a_line_is_not_closed_under_whoever_listens(server: Stub, gateway: Gateway) -> None:
    """The plan changes while a turn is being worded, and nobody notices."""
    server.role, before = says(("Een.", [1]), ("Twee.", [1])), threads()

    def changes(sentence: Sentence, done: bool) -> bool:
        gateway.ready(replace(plan_of(server), name="large"))
        gateway.stop()
        return True

    assert gateway.ask(plan_of(server), WANTED, changes).outcome == "said"
    assert threads() == before


def threads() -> int:
    """The event loops that models run on."""
    return sum(one.name == "models" for one in threading.enumerate())


@pytest.mark.parametrize(
    ("hosts", "key"), [(("127.0.0.1",), "the-key"), ((), "none"), (("models.example.org",), "none")]
)
def test_the_key_goes_to_hosts_that_are_named_and_nowhere_else(server: Stub, hosts: tuple[str, ...], key: str) -> None:
    """Whoever edits company.yaml may name any port of this machine."""
    gateway = Gateway(OpenAICompatible, hosts, "the-key")
    assert ask(gateway, plan_of(server))[0].outcome == "said"
    assert server.headers[-1]["authorization"] == f"Bearer {key}"
    gateway.stop()


def test_why_nobody_asks_is_told(server: Stub, gateway: Gateway) -> None:
    plan = plan_of(server, day_tokens=1300, turn_tokens=100)
    assert gateway.trouble(plan) == ""
    assert gateway.trouble(replace(plan, base_url="https://models.example.org/v1")) == "unknown_host"
    ask(gateway, plan)
    assert gateway.trouble(replace(plan, day_tokens=800)) == "budget"
    server.role = text("geen JSON")
    for _ in range(FAULTS):
        ask(gateway, plan_of(server))
    assert gateway.trouble(plan_of(server)) == "resting"

    def missing(base_url: str, name: str, key: str) -> OpenAICompatible:
        raise Permanent("what asks it is not installed", "Install kompas[llm].")

    assert Gateway(missing).trouble(plan) == "not_installed"


@pytest.mark.parametrize(
    ("status", "role", "read"),
    [
        (429, raw(b"{}"), False),
        (400, raw(b"{}"), False),
        (200, says(("Ja.", [1]), wait=1.0), True),
        (200, raw(None), True),
    ],
)
def test_what_was_read_is_counted_though_nobody_told(
    server: Stub, gateway: Gateway, status: int, role: object, read: bool
) -> None:
    """A slow one reads the whole prompt, and is paid for it."""
    server.status, server.role = status, role  # type: ignore[assignment]
    call, _ = ask(gateway, plan_of(server, patience=0.4))
    assert (call.read > 300) is read
    assert call.written == 0


@pytest.mark.parametrize("told", [(-(10**9), 60), (700, 2**63 - 1), (10**30, 1), (700, 0)])
def test_a_count_that_cannot_be_is_estimated_and_the_budget_holds(
    server: Stub, gateway: Gateway, told: tuple[int, int]
) -> None:
    usage = json.dumps({"choices": [], "usage": {"prompt_tokens": told[0], "completion_tokens": told[1]}})
    written = json.dumps({"sentences": [{"text": "Ja. " * 30, "cites": [1]}], "decision": "answer"})
    piece = {"choices": [{"index": 0, "delta": {"content": written}, "finish_reason": "stop"}]}
    lines = (f"data: {line}\n\n".encode() for line in (json.dumps(piece), usage, "[DONE]"))
    server.role = raw(*lines)
    call, _ = ask(gateway, plan_of(server))
    assert call.outcome == "said"
    assert 300 < call.read < 10_000
    assert 40 < call.written < 100
    assert gateway.budget.has(1_000, 10_000)
    assert not gateway.budget.has(1_000, call.read + call.written)


def test_a_span_holds_nothing_of_what_went_wrong_inside(
    server: Stub, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(kept))
    monkeypatch.setattr("kompas.service.wording.gateway.tracer", provider.get_tracer("test"))

    def breaks(sentence: Sentence, done: bool) -> bool:
        raise RuntimeError("of Noor de Wit")

    gateway.ask(plan_of(server), WANTED, breaks)
    (span,) = kept.get_finished_spans()
    assert "Noor" not in span.to_json()


def test_a_span_tells_numbers_and_no_words(server: Stub, gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    kept, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(kept))
    monkeypatch.setattr("kompas.service.wording.gateway.tracer", provider.get_tracer("test"))
    ask(gateway, plan_of(server))
    server.role = text("geen JSON")
    ask(gateway, plan_of(server))
    said, failed = kept.get_finished_spans()
    assert said.name == "chat small"
    assert said.attributes is not None
    assert said.attributes["gen_ai.operation.name"] == "chat"
    assert said.attributes["gen_ai.request.model"] == "small"
    assert said.attributes["gen_ai.usage.input_tokens"] == 700
    assert "error.type" not in said.attributes
    assert failed.attributes is not None
    assert failed.attributes["error.type"] == "invalid"
    assert "terugsturen" not in said.to_json().lower()
