"""The soak's checker finds what it is there for: a log is spoiled in each way, and each fault is named."""

from collections.abc import Callable
from typing import Any

import pytest
from benchmarks.seen import Log, Step, faults


def message(seq: int, author: str, id: str | None = None, text: str = "woorden") -> dict[str, Any]:
    return {"seq": seq, "author": author, "client_id": id, "parts": [{"text": text}]}


CONVERSATION = (
    message(2, "customer", "a"),
    message(4, "assistant"),
    message(6, "customer", "b"),
    message(8, "assistant"),
    message(10, "customer", "c"),
    message(11, "customer", "d"),
    message(13, "assistant"),
)


def log(*stream: dict[str, Any]) -> Log:
    """What a customer saw who sent a, then b, then c and d at once."""
    log = Log({"a": 2, "b": 6, "c": 10, "d": 11})
    log.steps = [(Step(("a",)), ["a"]), (Step(("b",)), ["b"]), (Step(("c", "d"), 1, 2), ["c", "d"])]
    for seen in stream or CONVERSATION:
        log.note(seen)
    return log


def without(seq: int) -> list[dict[str, Any]]:
    return [seen for seen in CONVERSATION if seen["seq"] != seq]


def test_a_whole_log_has_no_faults() -> None:
    whole = log()
    whole.read_again(list(CONVERSATION))
    assert faults(whole) == []
    assert faults(log(*CONVERSATION, message(14, "assistant"))) == [], "the last step may have two replies"


def _vanished(log: Log) -> None:
    log.read_again(without(8))


def _stored_otherwise(log: Log) -> None:
    log.read_again([*without(8), message(8, "assistant", text="iets anders")])


def _told_late(log: Log) -> None:
    log.read_again([*CONVERSATION[:2], message(5, "system"), *CONVERSATION[2:]])


def _acknowledged_elsewhere(log: Log) -> None:
    log.acknowledged["b"] = 7


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (_vanished, "message 8 changed or vanished"),
        (_stored_otherwise, "message 8 changed or vanished"),
        (_told_late, "messages came out of order, or came late"),
        (_acknowledged_elsewhere, "acknowledged as 7, stored as 6: b"),
    ],
)
def test_what_is_stored_must_be_what_was_seen(spoil: Callable[[Log], None], told: str) -> None:
    spoiled = log()
    spoil(spoiled)
    assert told in faults(spoiled)


@pytest.mark.parametrize(
    ("stream", "told"),
    [
        (without(6), "acknowledged and lost: b"),
        (without(4), "0 replies to step 1 ('a'), expected 1 to 1"),
        ([*CONVERSATION, message(15, "customer", "a")], "doubled: a"),
        ([*CONVERSATION[:2], message(5, "assistant"), *CONVERSATION[2:]], "2 replies to step 1 ('a'), expected 1 to 1"),
        # one too many here and one too few there: the sum is right
        ([*CONVERSATION[:2], message(5, "assistant"), *CONVERSATION[2:3], *CONVERSATION[4:]],
         "0 replies to step 2 ('b'), expected 1 to 1"),
        ([CONVERSATION[2], *CONVERSATION[:2], *CONVERSATION[3:]], "messages came out of order, or came late"),
        ([message(2, "customer", "b"), *CONVERSATION[1:2], message(6, "customer", "a"), *CONVERSATION[3:]],
         "the customer's messages are not in the order in which they were sent"),
        ([*CONVERSATION, message(15, "customer", "z")], "never sent: z"),
    ],
)  # fmt: skip
def test_what_came_must_be_what_was_sent(stream: list[dict[str, Any]], told: str) -> None:
    assert told in faults(log(*stream))
