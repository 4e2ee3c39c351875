"""Turns that a language model words: it is waited for apart from the thinkers, and each sentence is stored as it stands.

A thinker never waits for a model: it hands the turn over and takes the next one. As many turns may wait here as there are
places; with none free a turn gets the quotes that it has already.
"""

import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial

import structlog
from opentelemetry.context import Context
from structlog.contextvars import bound_contextvars

from kompas.assistant.answering.generative import Backed
from kompas.assistant.domain.company import ModelPlan
from kompas.assistant.domain.model import ModelFault, Sentence
from kompas.assistant.domain.reply import Reply
from kompas.assistant.domain.words import plain_words
from kompas.assistant.turn import Taken
from kompas.service.clock import now_ms
from kompas.service.conversations import store
from kompas.service.conversations.turns import Claimed, Worked
from kompas.service.conversations.wire import words_of
from kompas.service.database.writer import Writer
from kompas.service.library.shelf import Served
from kompas.service.wording.gateway import SUPERSEDED, Call, Gateway

log = structlog.get_logger()

PLACES = 32  # turns that wait for a model at once; a waiting thread costs next to nothing
_STORE_SECONDS = 10.0
REPEATED = "repeated"  # the fault of a sentence that was said already

Finish = Callable[[Claimed, Worked], None]


class Speaker:
    def __init__(self, gateway: Gateway, writer: Writer) -> None:
        self._gateway, self._writer = gateway, writer
        self._pool = ThreadPoolExecutor(PLACES, thread_name_prefix="speaking")
        self._free = threading.Semaphore(PLACES)

    def stop(self) -> None:
        self._pool.shutdown(wait=True)

    def takes(self, served: Served, claimed: Claimed, worked: Worked, finish: Finish, within: Context) -> bool:
        """Whether a model words this turn. If so `finish` is called later, in another thread, whatever comes of it."""
        plan, taken = served.company.model, worked.taken
        if plan is None or taken is None or taken.wanted is None or claimed.begun or worked.address is not None:
            return False
        if not self._free.acquire(blocking=False):
            return False
        try:
            self._pool.submit(self._speak, served, plan, claimed, worked, finish, within)
        except RuntimeError:  # it is being stopped
            self._free.release()
            return False
        return True

    def _speak(
        self, served: Served, plan: ModelPlan, claimed: Claimed, worked: Worked, finish: Finish, within: Context
    ) -> None:
        assert worked.taken is not None
        assert worked.taken.wanted is not None
        told = _Telling(served, claimed, worked.taken, self._writer)
        try:
            with bound_contextvars(conversation=claimed.id):
                call = self._gateway.ask(plan, worked.taken.wanted, told.hear, within)
            worked = told.finished(worked, call)
        except Exception as fault:  # the quotes are there, whatever went wrong here
            log.error("turn.not_worded", conversation=claimed.id, fault=type(fault).__name__, exc_info=True)
            worked = replace(worked, released=told.released)
        finally:
            self._free.release()
        finish(claimed, worked)


@dataclass
class _Telling:
    """What of a model's answer stands, was released, and waits.

    The first sentence is released at once, each further one when the next one stands. What is left when the model is done
    goes with what ends the turn: its decision, what is left open, an offer.
    """

    served: Served
    claimed: Claimed
    taken: Taken
    writer: Writer
    said: list[Backed] = field(default_factory=list)
    waiting: list[Backed] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    withheld: int = 0
    released: bool = False

    def hear(self, sentence: Sentence, done: bool) -> bool:
        assert self.taken.wanted is not None
        words = plain_words(sentence.text)
        again = words in (plain_words(one.text) for one in self.said)
        judged = (REPEATED,) if again else self.served.assistant.judge(self.taken.wanted, sentence)
        if not isinstance(judged, Backed):
            self.withheld += 1
            self.faults += judged
            return False
        self.waiting.append(judged)
        if not done and (not self.released or len(self.waiting) > 1):
            self._release(self.waiting.pop(0))
        self.said.append(judged)
        return True

    def finished(self, worked: Worked, call: Call) -> Worked:
        """The rest of the model's answer where all of it is one; else the quotes, also after sentences that were released."""
        assistant = self.served.assistant
        answers = call.went_well and assistant.still_answers(self.taken, self.said, self.withheld)
        rest = None
        if answers and self.waiting:
            rest = assistant.in_words_of_a_model(self.taken, self.waiting, first=not self.released)
        quotes = assistant.after_sentences(self.taken) if self.released else self.taken.reply
        taken = replace(self.taken, reply=rest or quotes)
        return replace(
            worked,
            taken=taken,
            call=call,
            released=self.released,
            withheld=self.withheld,
            faults=tuple(self.faults),
            worded=len(self.said) if rest is not None else 0,
        )

    def _release(self, sentence: Backed) -> None:
        """Stored before it is sent: the streams read what is stored."""
        reply = self.served.assistant.in_words_of_a_model(self.taken, [sentence], first=not self.released, last=False)
        if reply is None:  # it stands by itself, but may not be said like this: too long, say
            raise ModelFault("unfit")
        stored = self.writer.submit(
            partial(_store_sentence, claimed=self.claimed, reply=reply, first=not self.released)
        )
        if not stored.result(_STORE_SECONDS):
            raise ModelFault(SUPERSEDED)
        self.released = True


def _store_sentence(db: sqlite3.Connection, claimed: Claimed, reply: Reply, first: bool) -> bool:
    """False where the claim was lost, a person has the word or the assistant was stopped: then nothing more is said. Nor is
    anything begun where the customer wrote on: that belongs to the same turn."""
    seen = claimed.seen if first else None
    if store.stopped(db) or not store.still_ours(db, claimed.id, claimed.claim, seen):
        return False
    store.say(db, claimed.id, words_of(reply), now_ms(), "assistant", reply_to=claimed.seen, sentence=True)
    return True
