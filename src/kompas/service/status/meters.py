"""What is counted while the house runs. Labels are codes of ours: never a name, an address or a customer's words."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from prometheus_client import CollectorRegistry, Counter, Histogram

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20)


@dataclass(frozen=True)
class Meters:
    """The counters of one house, each a Prometheus metric that begins with `kompas_`."""

    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    turns: Counter = field(init=False)
    thinking: Histogram = field(init=False)
    answering: Histogram = field(init=False)
    refused: Counter = field(init=False)
    mails: Counter = field(init=False)
    models: Counter = field(init=False)

    def __post_init__(self) -> None:
        def counter(name: str, told: str, labels: Iterable[str] = ()) -> Counter:
            return Counter(f"kompas_{name}", told, labels, registry=self.registry)

        def histogram(name: str, told: str) -> Histogram:
            return Histogram(f"kompas_{name}", told, buckets=_SECONDS, registry=self.registry)

        made = {
            "turns": counter("turns", "Turns of the assistant, by what came of them.", ("outcome",)),
            "thinking": histogram("thinking_seconds", "Thinking about one turn."),
            "answering": histogram("answer_seconds", "From a customer's first words of a turn to its answer on disk."),
            "refused": counter("refused", "Calls at the front door that were refused.", ("code",)),
            "mails": counter("mails", "Tries to send a mail.", ("outcome",)),
            "models": counter(
                "model_calls", "Turns for which a language model was asked, by what came of it.", ("outcome",)
            ),
        }
        for name, meter in made.items():
            object.__setattr__(self, name, meter)
