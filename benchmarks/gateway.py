"""What a call to a language model costs beside the model's own time: `python -m benchmarks.gateway [CALLS]`.

A model on loopback answers four sentences at once, in 40 pieces. `own` is what we took in the turn's thread (masking, prompt,
reading, judging each sentence); `whole` also holds the HTTP call and the stub itself. On one machine they share its cores.
Then each fault: how long from asking until it is known, after which the quotes are stored. The stub fails at once.
"""

import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter

from tests.models.stub import Role, Stub, endless, flood, half, raw, says, stub, text

from benchmarks.answers import Row, asked
from kompas.assistant.answering.generative import Backed
from kompas.assistant.assistant import Assistant
from kompas.assistant.domain.company import ModelPlan
from kompas.assistant.domain.model import Sentence, Wanted
from kompas.commands.thinking import taken_up
from kompas.models.openai_compatible import OpenAICompatible
from kompas.service.wording.gateway import Gateway

QUESTION = "is het slecht om de accu elke nacht op te laden, en hoe lang gaat een accu mee"
SAID = (
    ("Elke dag opladen mag, ook als de accu nog niet leeg is.", [1]),
    ("Een lege accu van 500 Wh laadt u met de oplader van Zwaluw in ongeveer 5 uur op.", [1]),
) * 2
WARM = 10
FAULTS: dict[str, tuple[int, Role]] = {
    "429": (429, raw(b"{}")),
    "500, 10 MB": (500, endless),
    "no JSON": (200, text("Natuurlijk mag dat!")),
    "cut": (200, half('{"sentences": [{"text": "Elke dag')),
    "wrong language": (200, says(("Charging the battery every day is fine, even when it is not empty.", [1]))),
    "10 MB": (200, flood),
    "10 MB, one line": (200, endless),
}
EACH = 5


def main() -> None:
    calls = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with stub() as server:
        server.role = says(*SAID)
        plan = ModelPlan(server.url, "stub")
        made = taken_up("zwaluw", Path("var"))
        assistant = made.revised(replace(made.company, model=plan))
        wanted = asked(assistant, Row(QUESTION, "nl", frozenset()), datetime.now(UTC)).wanted
        assert wanted is not None
        gateway = Gateway(OpenAICompatible)
        heard: list[bool] = []

        def hear(sentence: Sentence, done: bool) -> bool:
            heard.append(isinstance(assistant.judge(wanted, sentence), Backed))
            return heard[-1]

        own, whole = [], []
        for _ in range(calls + WARM):
            begun = perf_counter()
            call = gateway.ask(plan, wanted, hear)
            whole.append((perf_counter() - begun) * 1000)
            own.append(call.own_ms)
            assert call.went_well, call
        assert all(heard)
        faults = {name: _fault(assistant, server, plan, wanted, *fault) for name, fault in FAULTS.items()}
        faults["nobody there"] = _fault(
            assistant, server, replace(plan, base_url="http://127.0.0.1:1/v1"), wanted, 200, raw()
        )
    for name, times in (("own", own[WARM:]), ("whole", whole[WARM:])):
        print(
            f"{name:6} p50 {median(times):6.2f} ms  p95 {sorted(times)[int(len(times) * 0.95)]:6.2f} ms  ({calls} calls)"
        )
    for name, (outcome, times) in faults.items():
        print(f"{name:16} {outcome:14} p50 {median(times):6.0f} ms  most {max(times):6.0f} ms")


def _fault(
    assistant: Assistant, server: Stub, plan: ModelPlan, wanted: Wanted, status: int, role: Role
) -> tuple[str, list[float]]:
    """What it is called, and the milliseconds that it took."""
    server.status, server.role, times, outcome = status, role, [], ""
    for _ in range(EACH):  # a gateway each: three faults in a row would open the breaker
        gateway = Gateway(OpenAICompatible)
        gateway.ready(plan)
        begun = perf_counter()
        outcome = gateway.ask(plan, wanted, lambda one, _: isinstance(assistant.judge(wanted, one), Backed)).outcome
        times.append((perf_counter() - begun) * 1000)
    return outcome, times


if __name__ == "__main__":
    main()
