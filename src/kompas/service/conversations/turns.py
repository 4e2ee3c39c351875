"""One turn of the assistant: read it, think, store what came of it. Reading and storing run in write transactions."""

import sqlite3
from dataclasses import dataclass, replace

import orjson
from pydantic import TypeAdapter

from kompas.assistant.domain.conversation import Author, Memory, Said, Turn
from kompas.assistant.domain.customer import CodeCheck
from kompas.assistant.domain.decision import Answer, Continue, HandOver
from kompas.assistant.domain.errors import KompasError
from kompas.assistant.domain.workflow import Awaiting
from kompas.assistant.turn import Taken, trace
from kompas.assistant.workflows.identity import SendCode, mail_address, typed_code
from kompas.service.clock import moment, now_ms
from kompas.service.conversations import store
from kompas.service.conversations.no_more_codes import refused
from kompas.service.conversations.wire import brief_json, spoken, words_of
from kompas.service.customers import codes, identity
from kompas.service.customers.networks import Networks
from kompas.service.handover import promises
from kompas.service.handover.opening import Opening, pass_on, promise_words
from kompas.service.handover.story import brief_from_story
from kompas.service.library.shelf import Served
from kompas.service.wording.gateway import Call

_MEMORY = TypeAdapter(Memory)
_TOO_OFTEN = 4  # claims of one turn after which it answers what it has seen
_CRASHING = 8  # claims after which thinking about it is given up: it may be what kills the process


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claimed turn with all that was read for it. `seen` is the place of the newest message in it, `since` when its
    customer began to wait.

    `begun`: a sentence of a model was released before the turn was taken up again; it stays, and the quotes follow.
    What could not be read is not `readable` and holds no message. `nameless`: the customer has just proven who they are, and
    what they are called is not known here.
    """

    id: str
    claim: int
    attempts: int
    lang: str
    seen: int
    turn: Turn
    stopped: bool
    promised: bool
    nameless: bool = False
    readable: bool = True
    since: int = 0
    begun: bool = False


@dataclass(frozen=True, slots=True)
class Sending:
    """A code that the customer asked for; `customer` is who the address belongs to, if anybody."""

    address: str
    customer: str | None


@dataclass(frozen=True, slots=True)
class Worked:
    """What thinking gave. Without `taken` the turn is a plain act: a fault, a stop or an address for a promise.

    `address` is what the customer gave for a promise, also beside a question. `refusing`: no code goes out for so many minutes.
    `name` is what the customer is called, where that was not known here yet.

    `call`: a model was asked, or would have been. It `worded` so many sentences of the answer (0: the quotes are said), so many
    were `withheld`, for these `faults`. `released`: some were said already.
    """

    taken: Taken | None = None
    trace: str = "{}"
    sending: Sending | None = None
    refusing: int = 0
    name: str = ""
    opening: Opening | None = None
    address: str | None = None
    call: Call | None = None
    worded: int = 0
    withheld: int = 0
    faults: tuple[str, ...] = ()
    released: bool = False

    @property
    def outcome(self) -> str:
        """What came of the turn, in one word: the decision, else why there is none."""
        if self.taken is not None:
            return type(self.taken.decision).__name__.lower()
        return self.opening.code if self.opening is not None else "address"


def read_turn(db: sqlite3.Connection, served: Served, row: sqlite3.Row, at: int) -> Claimed:
    """The turn as it stands now. A typed code is checked here, where its tries are counted."""
    said = store.messages(db, row["id"], most=60)
    new = [m for m in said if m["seq"] > row["answered_seq"] and m["author"] == "customer"]
    old = [m for m in said if m["seq"] <= row["answered_seq"] or m["author"] != "customer"]
    memory = _MEMORY.validate_json(row["memory"]) if row["memory"] != "{}" else Memory(lang=row["lang"])
    text = "\n".join(m["text"] for m in new)
    check = _code_check(db, served, row["id"], memory, text, at)
    promise = promises.open_of(db, row["id"])
    turn = Turn(
        messages=tuple(_said(m) for m in new),
        at=moment(at),
        history=tuple(_said(m) for m in old if m["author"] != "system"),
        memory=memory,
        identity=identity.identity_of(db, row["id"]),
        code_check=check,
        key=f"{row['id']}:{row['asked_seq']}",
    )
    waits_for_address = promise is not None and not promise["address"]
    return Claimed(
        row["id"],
        row["claim"],
        row["attempts"],
        row["lang"],
        row["asked_seq"],
        turn,
        store.stopped(db),
        waits_for_address,
        turn.identity.customer_key is not None and identity.is_nameless(db, row["id"], row["answered_seq"]),
        since=row["waiting_since"] or at,
        begun=row["attempts"] > 1 and store.begun(db, row["id"], row["answered_seq"]),
    )


def unreadable(row: sqlite3.Row, at: int) -> Claimed:
    """A turn of which what is stored cannot be read, now or later: a person gets it."""
    turn = Turn((), moment(at), memory=Memory(lang=row["lang"]))
    seen = row["asked_seq"]
    return Claimed(
        row["id"], row["claim"], row["attempts"], row["lang"], seen, turn, False, False, readable=False, since=at
    )


def think(served: Served, claimed: Claimed) -> Worked:
    """The thinking itself, outside any transaction: nothing is stored, connectors are only read."""
    if claimed.stopped:
        return Worked(opening=Opening("stopped", {}))
    if claimed.attempts > _CRASHING or not claimed.readable:
        return fault_of(served, claimed)
    taken = served.assistant.take_turn(claimed.turn)
    if claimed.begun:
        taken = replace(taken, reply=served.assistant.after_sentences(taken))
    address = mail_address(claimed.turn.text) if claimed.promised else None
    if address is not None and not _tells_more(taken):
        return Worked(address=address, name=_name_of(served, claimed))
    worked = Worked(taken, orjson.dumps(trace(taken)).decode(), address=address, name=_name_of(served, claimed))
    for effect in taken.effects:
        match effect:
            case SendCode(address):
                worked = replace(worked, sending=Sending(address, _customer_at(served, address)))
    if isinstance(taken.decision, HandOver):
        decision = taken.decision
        brief = brief_json(taken.brief) if taken.brief is not None else {}
        opening = Opening(decision.code, brief, decision.rule or "", decision.urgent)
        worked = replace(worked, opening=opening)
    return worked


def _tells_more(taken: Taken) -> bool:
    """Whether there is something to say beside "noted" to who gives the address that a promise waits for: to what was
    asked with it, for "my mail address is ..." by itself is no question about addresses."""
    asks = "?" in taken.facts.turn.text
    match taken.decision:
        case Answer(answered=answered):
            return asks and bool(answered)
        case Continue():
            return asks or taken.facts.expected
        case HandOver():
            return True
        case _:
            return False


def fault_of(served: Served, claimed: Claimed) -> Worked:
    """A fault on our side: the customer is told and gets a person."""
    return Worked(opening=Opening("fault", {}))


def store_turn(
    db: sqlite3.Connection, served: Served, claimed: Claimed, worked: Worked, networks: Networks | None = None
) -> bool:
    """Store reply, decision, progress, handover and deliveries in one transaction, where the claim is still ours.

    False when the claim was lost, somebody else took the word, or the customer wrote on: then nothing is said.
    """
    at = now_ms()
    call = worked.call
    if call is not None and call.was_made and store.conversation(db, claimed.id) is not None:
        # it cost what it cost, said or not
        store.record(db, "model.asked", "assistant", at, claimed.id, _told(worked, call), moves=False)
    if store.stopped(db) and not claimed.stopped:
        worked = Worked(opening=Opening("stopped", {}))
    networks = networks or Networks()
    worked = _not_too_often(db, served, claimed, worked, networks, at)
    memory = _MEMORY.dump_json(_kept(claimed, worked)).decode()
    lang = worked.taken.reply.lang if worked.taken else claimed.lang
    patient = claimed.attempts < _TOO_OFTEN and not worked.released
    if not store.finish_turn(db, claimed.id, claimed.claim, claimed.seen, patient, memory, lang):
        store.free_claim(db, claimed.id, claimed.claim)
        return False
    if worked.name:
        identity.call(db, claimed.id, claimed.turn.identity.customer_key or "", worked.name, at)
    if worked.taken is not None:
        _say(db, claimed, worked.taken, _traced(worked), at)
    if worked.refusing:
        codes.refuse(db, claimed.id, worked.refusing, at)
    if worked.sending is not None:
        codes.send_code(db, served, claimed.id, lang, worked.sending.address, worked.sending.customer, at)
        networks.asked(claimed.id, worked.sending.address, at)
    if worked.address is not None:
        _promise_address(db, served, claimed, worked.address, at)
    if worked.opening is not None:
        _hand_over(db, served, claimed, worked.opening, lang, at)
    return True


def _not_too_often(
    db: sqlite3.Connection, served: Served, claimed: Claimed, worked: Worked, networks: Networks, at: int
) -> Worked:
    """Without the code that may not be sent for now; the customer is told, for silence would be no answer."""
    if (sending := worked.sending) is None or worked.taken is None:
        return worked
    minutes = max(
        codes.minutes_to_wait(db, claimed.id, sending.address, sending.customer, at),
        networks.minutes_to_wait(claimed.id, sending.address, at),
    )
    if not minutes:
        return worked
    return replace(worked, taken=refused(served, worked.taken, minutes), sending=None, refusing=minutes)


def _kept(claimed: Claimed, worked: Worked) -> Memory:
    """What is remembered. After a fault nothing stays under way: the same would go wrong in the next turn again."""
    if worked.taken is not None:
        return worked.taken.memory
    is_fault = worked.opening is not None and worked.opening.code == "fault"
    return replace(claimed.turn.memory, pending=None, progress=None) if is_fault else claimed.turn.memory


def _say(db: sqlite3.Connection, claimed: Claimed, taken: Taken, traced: str, at: int) -> None:
    kind = type(taken.decision).__name__.lower()
    code = taken.decision.reasons[0].code
    seq = store.say(
        db, claimed.id, words_of(taken.reply), at, "assistant", decision=kind, code=code, reply_to=claimed.seen
    )
    store.decide(db, claimed.id, seq, at, kind, code, traced, records=bool(taken.records))


def _told(worked: Worked, call: Call) -> dict[str, store.Plain]:
    """What a call to a model cost and came to, in codes and numbers."""
    return {
        "model": call.model, "outcome": call.outcome, "read": call.read, "written": call.written, "cost": call.cost,
        "ms": call.ms, "said": worked.worded, "withheld": worked.withheld,
    }  # fmt: skip


def _traced(worked: Worked) -> str:
    """The trace of the decision, with what a model had to do with it."""
    if worked.call is None:
        return worked.trace
    about = {**_told(worked, worked.call), "faults": worked.faults, "proposal": worked.call.proposal}
    return orjson.dumps({**orjson.loads(worked.trace), "model": about}).decode()


def _promise_address(db: sqlite3.Connection, served: Served, claimed: Claimed, address: str, at: int) -> None:
    row = store.conversation(db, claimed.id)
    assert row is not None
    promise = promises.take_address(db, served, row, address, at)
    if promise is not None:
        store.say(db, claimed.id, spoken(promise_words(served, promise, row["lang"], at), row["lang"]), at, "assistant")


def _hand_over(db: sqlite3.Connection, served: Served, claimed: Claimed, opening: Opening, lang: str, at: int) -> None:
    if opening.code in ("stopped", "fault"):
        store.say(
            db, claimed.id, spoken(served.voice.say(opening.code, lang), lang), at, "assistant", code=opening.code
        )
    if not opening.brief:
        opening = replace(opening, brief=brief_from_story(db, claimed.id))
    pass_on(db, served, claimed.id, opening, at)


def _said(row: sqlite3.Row) -> Said:
    return Said(Author(row["author"]), row["text"], row["seq"], row["lang"])


def _code_check(
    db: sqlite3.Connection, served: Served, conversation: str, memory: Memory, text: str, at: int
) -> CodeCheck | None:
    awaited = memory.progress is not None and memory.progress.awaiting is Awaiting.CODE
    code = typed_code(text) if awaited else None
    return codes.check_code(db, served, conversation, code, at) if code is not None else None


def _customer_at(served: Served, address: str) -> str | None:
    """Whose address this is, asked of the connectors; a fault there looks, from outside, like an unknown address."""
    for connector in served.assistant.connectors.values():
        try:
            if key := connector.find_customer(address):
                return key
        except KompasError:
            continue
    return None


def _name_of(served: Served, claimed: Claimed) -> str:
    """What the proven customer is called, so that agents need not call them a visitor; a fault is no reason to stop."""
    for connector in served.assistant.connectors.values() if claimed.nameless else ():
        try:
            if name := connector.name_of(claimed.turn.identity):
                return name
        except KompasError:
            continue
    return ""
