"""What comes in: clean it, mask it, store it, mark the conversation due; only then it is acknowledged."""

import sqlite3
from dataclasses import dataclass

from kompas.assistant.answering.voice import Voice
from kompas.assistant.privacy.masking import mask
from kompas.service.conversations import store
from kompas.service.conversations.wire import spoken


@dataclass(frozen=True, slots=True)
class Inbound:
    """A customer's message as a channel brings it. `external_id` is the sender's own id for it."""

    channel: str
    conversation: str
    external_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Received:
    """Where the message stands; `repeated` when it was there already."""

    seq: int
    repeated: bool = False


def receive(
    db: sqlite3.Connection, inbound: Inbound, complete: bool, settle_ms: int, voice: Voice, at: int
) -> Received:
    """Store a clean text once. Numbers that no customer service needs are masked first, and the customer is told.

    `complete` says whether the message can be answered by itself; a fragment settles first.
    """
    external_id = f"{inbound.channel}:{inbound.conversation}:{inbound.external_id}"
    if (known := store.place_of(db, external_id)) is not None:
        return Received(known, repeated=True)
    row = store.conversation(db, inbound.conversation)
    assert row is not None
    masked = mask(inbound.text)
    words = store.Words(
        "customer", masked.text, row["lang"], "human", spoken(masked.text, row["lang"]).parts, external_id=external_id
    )
    seq = store.say(db, inbound.conversation, words, at, "customer", masked=[kind.value for kind in masked.found])
    for kind in dict.fromkeys(masked.found):
        notice = spoken(voice.say(f"masked.{kind.value}", row["lang"]), row["lang"], "system")
        store.say(db, inbound.conversation, notice, at, "system")
    store.asked(db, inbound.conversation, seq, at, complete, settle_ms)
    return Received(seq)
