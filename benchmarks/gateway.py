"""What a call to a language model costs beside the model's own time: `python -m benchmarks.gateway [CALLS]`.

A model on loopback answers four sentences at once, in 40 pieces. `own` is what we took in the turn's thread (masking, prompt,
reading, judging each sentence); `whole` also holds the HTTP call and the stub itself. On one machine they share its cores.
"""

import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter

from tests.models.stub import says, stub

from benchmarks.answers import Row, asked
from kompas.assistant.answering.generative import Backed
from kompas.assistant.domain.company import ModelPlan
from kompas.assistant.domain.model import Sentence
from kompas.commands.thinking import taken_up
from kompas.models.openai_compatible import OpenAICompatible
from kompas.service.wording.gateway import Gateway

QUESTION = "is het slecht om de accu elke nacht op te laden, en hoe lang gaat een accu mee"
SAID = (
    ("Elke dag opladen mag, ook als de accu nog niet leeg is.", [1]),
    ("Een lege accu van 500 Wh laadt u met de oplader van Zwaluw in ongeveer 5 uur op.", [1]),
) * 2
WARM = 10


def main() -> None:
    calls = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with stub() as server:
        server.role = says(*SAID)
        plan = ModelPlan(server.url, "stub")
        made = taken_up("zwaluw", Path("var"))
        assistant = made.revised(replace(made.company, model=plan))
        wanted = asked(assistant, Row(QUESTION, "nl", frozenset()), datetime.now(UTC)).wanted
        assert wanted is not None
        gateway = Gateway(lambda plan: OpenAICompatible(plan.base_url, plan.name))
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
    for name, times in (("own", own[WARM:]), ("whole", whole[WARM:])):
        print(
            f"{name:6} p50 {median(times):6.2f} ms  p95 {sorted(times)[int(len(times) * 0.95)]:6.2f} ms  ({calls} calls)"
        )


if __name__ == "__main__":
    main()
