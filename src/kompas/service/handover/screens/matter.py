"""One conversation as an agent reads it: brief, letters, the customer, and what can be done now."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from kompas.service import times
from kompas.service.accounts.models import Staff
from kompas.service.accounts.permissions import may
from kompas.service.conversations.authors import any_by_staff
from kompas.service.conversations.models import Conversation, Decision, Event, Message
from kompas.service.handover import wording
from kompas.service.handover.models import Handover, Note, Promise
from kompas.service.handover.screens.waiting import name_of
from kompas.service.learning.marks import marks_of
from kompas.service.library.shelf import Served

_MOST = 400  # letters of one conversation that a screen shows, the newest


@dataclass(frozen=True, slots=True)
class Letter:
    """A message or a private note. `kind` is customer, assistant, agent, system or note; `seq` is 0 for a note."""

    kind: str
    who: str
    at: int
    clock: str
    full: str
    lang: str
    parts: list[dict[str, Any]]
    seq: int = 0
    citations: tuple[dict[str, Any], ...] = ()
    decided: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BriefCard:
    """What goes with the handover. `read` is when the customer last read it; `known`: this colleague did already."""

    wish: str
    facts: list[dict[str, Any]]
    tried: list[str]
    sources: list[str]
    mood: str
    open_question: str
    correction: str
    corrected: str
    read: str
    known: bool


@dataclass(frozen=True, slots=True)
class Used:
    """A customer's data that the assistant showed, with the purpose that allowed it."""

    purpose: str
    source: str
    read: str
    fields: list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Customer:
    name: str
    identity: str
    language: str
    earlier: int | None


@dataclass(frozen=True, slots=True)
class Matter:
    """`state` says which acts are open: waiting, assistant, mine, theirs or resolved (and nothing is owed any more)."""

    id: str
    name: str
    state: str
    holder: str
    lang: str
    customer: Customer
    brief: BriefCard | None
    letters: list[Letter]
    used: list[Used]
    why: str
    rule: str
    promise: Promise | None
    promise_due: str
    promise_late: bool
    answered: bool
    solvable: bool


def matter_of(conversation: Conversation, staff: Staff, served: Served, now: int) -> Matter:
    """All of it at this moment, read with the ORM and shown as it was stored."""
    promise = conversation.promises.filter(kept_at=None).select_related("handover").order_by("-id").first()
    handover = conversation.handovers.exclude(ended="joined").order_by("-id").first()
    state = _state(conversation, staff, is_owed=promise is not None)
    said = list(conversation.messages.select_related("agent").order_by("-seq")[:_MOST])[::-1]
    answered = next((one.author == "agent" for one in reversed(said) if one.author in ("agent", "customer")), False)
    return Matter(
        id=conversation.id,
        name=name_of(conversation),
        state=state,
        holder=str(conversation.agent or ""),
        lang=conversation.lang,
        customer=_customer(conversation, served, now),
        brief=_brief(handover, staff, served, now) if handover else None,
        letters=_letters(conversation, said, served, now),
        used=_used(said, served, now),
        why=wording.why_here(served.company, handover.code, handover.rule) if handover else "",
        rule=handover.rule if handover else "",
        promise=promise,
        promise_due=times.due(promise.due_at, now, served.zone) if promise else "",
        promise_late=promise is not None and promise.due_at < now,
        answered=answered,
        solvable=state == "mine" or (conversation.resolved_at is None and may(staff, "resolve what others hold")),
    )


def _state(conversation: Conversation, staff: Staff, is_owed: bool) -> str:
    """A promise is owed also to a customer who has closed the chat: who keeps it can take the word."""
    if conversation.resolved_at is not None and not is_owed:
        return "resolved"
    if conversation.held_by == "agent":
        return "mine" if conversation.agent_id == staff.pk else "theirs"
    return "waiting" if conversation.held_by == "queue" else "assistant"


def _customer(conversation: Conversation, served: Served, now: int) -> Customer:
    proof = conversation.proofs.order_by("-id").first()
    identity = _("not proven")
    if proof is not None:
        when = times.clock(proof.at, now, served.zone)
        identity = _("proven %(how)s, %(when)s") % {"how": wording.method(proof.method), "when": when}
    known = conversation.customer
    earlier = known.conversations.exclude(pk=conversation.pk).count() if known is not None else None
    return Customer(name_of(conversation), identity, wording.language(conversation.lang), earlier)


def _brief(handover: Handover, staff: Staff, served: Served, now: int) -> BriefCard:
    brief = json.loads(handover.brief)
    read = Event.objects.filter(conversation_id=handover.conversation_id, kind="brief.read", at__gte=handover.at)
    last_read = read.filter(by="customer").order_by("-at").first()
    return BriefCard(
        wish=brief.get("wish") or "",
        facts=[{**fact, "clock": _read_at(fact.get("at"), served, now)} for fact in brief.get("facts") or []],
        tried=list(brief.get("tried") or []),
        sources=[source["title"] for source in brief.get("sources") or []],
        mood=brief.get("mood") or "",
        open_question=brief.get("open_question") or "",
        correction=handover.correction,
        corrected=times.clock(handover.corrected_at, now, served.zone) if handover.corrected_at else "",
        read=times.clock(last_read.at, now, served.zone) if last_read else "",
        known=read.filter(by__in=any_by_staff(staff.pk), at__gte=handover.corrected_at or handover.at).exists(),
    )


def _letters(conversation: Conversation, said: list[Message], served: Served, now: int) -> list[Letter]:
    """Messages and private notes in the order of time; a note written in the same moment comes after."""
    kinds = dict(Decision.objects.filter(conversation=conversation).values_list("seq", "kind"))
    marks = marks_of(conversation.id, served)
    letters = [
        replace(_letter(one, kinds.get(one.seq, ""), name_of(conversation), served, now), marks=marks.get(one.seq, ()))
        for one in said
    ]
    notes = conversation.notes.select_related("agent").order_by("at")
    letters += [_note(note, served, now) for note in notes]
    return sorted(letters, key=lambda letter: (letter.at, letter.kind == "note", letter.seq))


def _letter(message: Message, decided: str, customer: str, served: Served, now: int) -> Letter:
    names = {"customer": customer, "assistant": _("AI assistant"), "agent": str(message.agent or _("A colleague"))}
    return Letter(
        kind=message.author,
        who=names.get(message.author, ""),
        at=message.at,
        clock=times.clock(message.at, now, served.zone),
        full=times.full(message.at, served.zone),
        lang=message.lang,
        parts=[_shown(part, served, now) for part in json.loads(message.parts)],
        seq=message.seq,
        citations=tuple(json.loads(message.citations)),
        decided=wording.decided(decided) if decided else "",
    )


def _note(note: Note, served: Served, now: int) -> Letter:
    clock, full = times.clock(note.at, now, served.zone), times.full(note.at, served.zone)
    parts = [{"kind": "text", "text": note.text}]
    return Letter("note", str(note.agent or _("A colleague")), note.at, clock, full, "", parts)


def _shown(part: dict[str, Any], served: Served, now: int) -> dict[str, Any]:
    if part["kind"] == "record":
        return {
            **part,
            "read": _read_at(part["read_at"], served, now),
            "purpose": wording.purpose(served.company, part["purpose"]),
        }
    return part


def _used(said: list[Message], served: Served, now: int) -> list[Used]:
    """The record cards that were shown, newest first, each content once."""
    found: dict[str, Used] = {}
    for message in reversed(said):
        for part in json.loads(message.parts):
            if part["kind"] == "record":
                used = Used(
                    wording.purpose(served.company, part["purpose"]),
                    part["source"],
                    _read_at(part["read_at"], served, now),
                    part["fields"],
                )
                found.setdefault(json.dumps([part["purpose"], part["fields"]]), used)
    return list(found.values())


def _read_at(iso: str | None, served: Served, now: int) -> str:
    return times.clock(int(datetime.fromisoformat(iso).timestamp() * 1000), now, served.zone) if iso else ""
