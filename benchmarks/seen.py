"""What one customer of the soak did and saw, and what is wrong with it."""

from dataclasses import dataclass, field
from typing import Any

Message = dict[str, Any]


@dataclass(frozen=True)
class Step:
    """Messages sent right after each other, and how many replies belong to them: at least `fewest`, at most `most`.

    `leave`: the customer waits in the queue by now, and leaves it afterwards.
    """

    texts: tuple[str, ...]
    fewest: int = 1
    most: int = 1
    leave: bool = False


@dataclass
class Log:
    """What was acknowledged (client's own id -> place), and every message that the stream brought, in the order it came."""

    acknowledged: dict[str, int] = field(default_factory=dict)
    steps: list[tuple[Step, list[str]]] = field(default_factory=list)
    seen: dict[int, Message] = field(default_factory=dict)
    order: list[int] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)
    last: int = 0

    def note(self, message: Message) -> None:
        seq = message["seq"]
        if seq in self.seen:
            if any(self.seen[seq][key] != message[key] for key in ("author", "client_id", "parts")):
                self.changed.append(seq)
            return
        self.seen[seq] = message
        self.order.append(seq)
        self.last = max(self.last, seq)

    def read_again(self, stored: list[Message]) -> None:
        """The whole conversation as it is stored: what was seen before must still be there, unchanged."""
        for message in stored:
            self.note(message)
        there = {message["seq"] for message in stored}
        self.changed += [seq for seq in self.seen if seq not in there]

    def replies(self) -> int:
        return sum(message["author"] == "assistant" for message in self.seen.values())

    def expected(self) -> int:
        """The replies that must have come by now."""
        return sum(step.fewest for step, _ in self.steps)


def faults(log: Log) -> list[str]:
    """Everything that was lost, doubled, changed or put in another order."""
    found = [f"message {seq} changed or vanished" for seq in log.changed]
    if log.order != sorted(log.order):
        found.append("messages came out of order, or came late")
    messages = [message for _, message in sorted(log.seen.items())]
    ids = [message["client_id"] for message in messages if message["author"] == "customer"]
    found += [f"acknowledged and lost: {id}" for id in log.acknowledged if id not in ids]
    found += [f"doubled: {id}" for id in sorted(set(ids)) if ids.count(id) > 1]
    found += [f"never sent: {id}" for id in ids if id not in log.acknowledged]
    found += [
        f"acknowledged as {log.acknowledged[id]}, stored as {message['seq']}: {id}"
        for message in messages
        if (id := message["client_id"]) in log.acknowledged and log.acknowledged[id] != message["seq"]
    ]
    if [id for id in ids if id in log.acknowledged] != [id for id in log.acknowledged if id in ids]:
        found.append("the customer's messages are not in the order in which they were sent")
    return found + list(_reply_faults(log, messages))


def _reply_faults(log: Log, messages: list[Message]) -> list[str]:
    """Each step has its own replies: one too many and one too few elsewhere do not make up for each other."""
    begins = {ids[0]: number for number, (_, ids) in enumerate(log.steps)}
    replies = [0] * len(log.steps)
    at = -1
    for message in messages:
        if message["author"] == "customer":
            at = begins.get(message["client_id"], at)
        elif message["author"] == "assistant" and at >= 0:
            replies[at] += 1
    return [
        f"{count} replies to step {number + 1} ({step.texts[0]!r}), expected {step.fewest} to {step.most}"
        for number, ((step, _), count) in enumerate(zip(log.steps, replies, strict=True))
        if not step.fewest <= count <= step.most
    ]
