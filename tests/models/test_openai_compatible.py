"""What a model's server can do wrong, told as one code each, and what is sent to it."""

import json
import sys
from collections.abc import Iterator
from time import monotonic

import pytest
from tests.models.stub import Stub, ending, endless, half, raw, says, stub, text

from kompas.assistant.domain.errors import Permanent
from kompas.assistant.domain.model import ModelFault, Prompt, Usage
from kompas.models.openai_compatible import OpenAICompatible

PROMPT = Prompt("You word answers.", '{"question": "?"}', {"type": "object"}, 200)


@pytest.fixture(scope="module")
def server() -> Iterator[Stub]:
    with stub() as playing:
        yield playing


@pytest.fixture(scope="module")
def model(server: Stub) -> Iterator[OpenAICompatible]:
    made = OpenAICompatible(server.url, "small", "the-key")
    yield made
    made.close()


@pytest.fixture(autouse=True)
def _well(server: Stub) -> None:
    server.status = 200


def heard(model: OpenAICompatible, seconds: float = 5) -> tuple[str, Usage | None]:
    speaking = model.ask(PROMPT, seconds)
    pieces = []
    while (piece := speaking.hear(seconds)) is not None:
        pieces.append(piece)
    return "".join(pieces), speaking.end()


def test_text_and_count_come_through(server: Stub, model: OpenAICompatible) -> None:
    server.role = says(("Ja.", [1]))
    said, usage = heard(model)
    assert said == '{"sentences": [{"text": "Ja.", "cites": [1]}], "decision": "answer"}'
    assert usage == Usage(700, 60)


@pytest.mark.parametrize("count", [-1, 10_000_001, 2**63 - 1, 10**30, 700.0, "700", True])
def test_a_count_that_no_answer_can_have_is_none(server: Stub, model: OpenAICompatible, count: object) -> None:
    usage = b'data: {"choices": [], "usage": {"prompt_tokens": 7, "completion_tokens": %s}}\n\n'
    told = json.dumps(count).encode()
    stop = b'data: {"choices": [{"index": 0, "delta": {"content": "{}"}, "finish_reason": "stop"}]}\n\n'
    server.role = raw(stop, usage % told, b"data: [DONE]\n\n")
    assert heard(model) == ("{}", None)


def test_the_request_holds_the_prompt_the_key_and_nothing_else(server: Stub, model: OpenAICompatible) -> None:
    server.role = says(("Ja.", [1]))
    heard(model)
    asked = server.asked[-1]
    assert set(asked) == {
        "model",
        "messages",
        "max_tokens",
        "temperature",
        "stream",
        "stream_options",
        "response_format",
    }
    assert (asked["model"], asked["max_tokens"]) == ("small", 200)
    assert [one["content"] for one in asked["messages"]] == [PROMPT.system, PROMPT.user]
    assert asked["response_format"]["json_schema"]["schema"] == {"type": "object"}
    sent = {name.lower(): value for name, value in server.headers[-1].items()}
    assert sent["authorization"] == "Bearer the-key"
    assert not [name for name in sent if name.startswith(("x-stainless", "openai-"))]


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (429, "busy"),
        (500, "server_fault"),
        (503, "server_fault"),
        (400, "rejected"),
        (401, "key_refused"),
        (302, "rejected"),
    ],
)
def test_a_refusal_is_told_by_its_status(server: Stub, model: OpenAICompatible, status: int, code: str) -> None:
    server.status, server.role = status, raw(b'{"error": {"message": "no"}}')
    with pytest.raises(ModelFault) as fault:
        heard(model)
    assert fault.value.code == code


@pytest.mark.parametrize(
    ("role", "code"),
    [
        (half('{"sentences": [{"text": "Een'), "cut"),
        (text('{"sentences": [', finish="length"), "cut"),
        (text("", finish="content_filter"), "withheld"),
        (raw(b"data: {broken\n\n"), "invalid"),
        (raw(b"data: 3\n\n", *ending()), "invalid"),
        (raw(b'data: {"choices": [{"delta": {"content": 7}}]}\n\n', *ending()), "invalid"),
        (raw(b"<html>not what you asked</html>"), "cut"),
        (endless, "too_big"),
    ],
)
def test_a_broken_stream_is_told(server: Stub, model: OpenAICompatible, role: object, code: str) -> None:
    server.role = role  # type: ignore[assignment]
    with pytest.raises(ModelFault) as fault:
        heard(model)
    assert fault.value.code == code


def test_who_is_slow_is_waited_for_no_longer_than_said(server: Stub, model: OpenAICompatible) -> None:
    server.role = says(("Ja.", [1]), wait=0.6)
    speaking, begun = model.ask(PROMPT, 5), monotonic()
    with pytest.raises(ModelFault) as fault:
        speaking.hear(0.1)
    assert fault.value.code == "slow"
    assert monotonic() - begun < 0.5
    assert speaking.end() is None


def test_an_answer_that_trickles_ends_at_its_deadline(server: Stub, model: OpenAICompatible) -> None:
    server.role = says(*[("Ja.", [1])] * 20, pause=0.05)
    with pytest.raises(ModelFault) as fault:
        heard(model, 0.2)
    assert fault.value.code == "slow"


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openai", None)
    with pytest.raises(Permanent) as fault:
        OpenAICompatible("http://127.0.0.1:1/v1", "small")
    assert fault.value.remedy == "Install kompas[llm]."


def test_nobody_at_the_address_is_told() -> None:
    model = OpenAICompatible("http://127.0.0.1:1/v1", "small")
    with pytest.raises(ModelFault) as fault:
        heard(model)
    assert fault.value.code == "unreachable"
    model.close()


def test_what_is_under_way_ends_when_it_is_closed(server: Stub) -> None:
    server.role = says(("Ja.", [1]), wait=2)
    model = OpenAICompatible(server.url, "small")
    speaking = model.ask(PROMPT, 5)
    model.close()
    assert speaking.hear(0) is None
