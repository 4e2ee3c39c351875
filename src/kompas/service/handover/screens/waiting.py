"""The queue column: who waits now, what is mine, what was promised, and what the assistant is busy with."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, F, OuterRef, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _

from kompas.service import times
from kompas.service.accounts.models import Staff
from kompas.service.clock import DAY_MS, now_ms
from kompas.service.conversations.models import Conversation, Delivery, Message
from kompas.service.handover import wording
from kompas.service.handover.models import Handover, Note, Promise
from kompas.service.library.shelf import Served

_MOST = 50  # lines of a list; the longest waiting come first
_WARM, _LATE = 2 * 60_000, 5 * 60_000  # milliseconds after which a wait is shown as long, and as too long
_LOOKS_BACK = 6  # of a customer's messages, for what it is about
_SHORT = 90  # characters of a wish that the queue shows


@dataclass(frozen=True, slots=True)
class Line:
    """One conversation in the column. `since` is set where somebody waits and the time runs."""

    id: str
    who: str
    wish: str
    why: str
    since: int | None = None
    waited: str = ""
    tone: str = ""
    urgent: bool = False
    when: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    waiting: list[Line] = field(default_factory=list)
    mine: list[Line] = field(default_factory=list)
    promised: list[Line] = field(default_factory=list)
    watched: list[Line] = field(default_factory=list)
    undelivered: list[Line] = field(default_factory=list)


def column(staff: Staff, served: Served, now: int) -> Column:
    """Everything at this moment, each list in the order in which it asks for attention; as many queries for a hundred
    conversations as for one."""
    mine, watched = list(_held_by(staff)), list(_with_assistant())
    last, passed_on, asked = _last(mine), _newest_handover(mine), _asked(watched)
    return Column(
        [_waits(one, served, now) for one in _waiting()],
        [_mine(one, last.get(one.pk), passed_on.get(one.pk), served, now) for one in mine],
        [_promised(one, served, now) for one in _promises()],
        [_watched(one, asked.get(one.pk), served, now) for one in watched],
        [_undelivered(one, served, now) for one in _given_up()],
    )


def name_of(conversation: Conversation) -> str:
    """The customer's name where it is proven, else a visitor with the end of the conversation's id."""
    if conversation.customer is not None and conversation.customer.name:
        return conversation.customer.name
    return _("Visitor %(mark)s") % {"mark": conversation.id[-4:].lower()}


def _waiting() -> QuerySet[Handover]:
    open_ones = Handover.objects.filter(ended_at=None, taken_at=None, live=True, conversation__held_by="queue")
    return open_ones.select_related("conversation__customer").order_by("-urgent", "at", "id")[:_MOST]


def _held_by(staff: Staff) -> QuerySet[Conversation]:
    mine = Conversation.objects.filter(held_by="agent", agent=staff, resolved_at=None)
    return mine.select_related("customer").order_by("last_at")[:_MOST]


def _promises() -> QuerySet[Promise]:
    open_ones = Promise.objects.filter(kept_at=None).select_related("handover", "conversation__customer")
    return open_ones.order_by("due_at", "id")[:_MOST]


def _with_assistant() -> QuerySet[Conversation]:
    """Those of the last day that the assistant has, the liveliest first."""
    promised = Promise.objects.filter(kept_at=None).values("conversation")
    busy = Conversation.objects.filter(
        began_at__gte=now_ms() - DAY_MS, held_by="assistant", resolved_at=None, asked_seq__gt=0
    ).exclude(pk__in=promised)
    return busy.select_related("customer").order_by("-last_at")[: _MOST // 2]


def _given_up() -> QuerySet[Delivery]:
    """Mail that never arrived, until somebody writes to the customer or leaves a note about it."""
    after = {"conversation": OuterRef("conversation"), "at__gt": OuterRef("failed_at")}
    written = Message.objects.filter(author="agent", **after)
    failed = Delivery.objects.filter(failed_at__isnull=False, conversation__isnull=False)
    left = failed.exclude(Exists(written)).exclude(Exists(Note.objects.filter(**after)))
    return left.select_related("conversation__customer").order_by("-failed_at")[:_MOST]


def _waits(handover: Handover, served: Served, now: int) -> Line:
    waited = now - handover.at
    tone = "late" if waited >= _LATE else "warm" if waited >= _WARM else "fresh"
    return Line(
        handover.conversation.id,
        name_of(handover.conversation),
        _wish(handover),
        wording.in_short(handover.code, handover.rule),
        since=handover.at,
        waited=times.wait(handover.at, now),
        tone=tone,
        urgent=handover.urgent,
    )


def _mine(
    conversation: Conversation, last: Message | None, handover: Handover | None, served: Served, now: int
) -> Line:
    asks = last is not None and last.author == "customer"
    return Line(
        conversation.id,
        name_of(conversation),
        _wish(handover) if handover else _begin(last),
        "",
        since=last.at if asks and last else None,
        waited=times.wait(last.at, now) if asks and last else "",
        tone="warm" if asks else "",
        when="" if asks or last is None else times.clock(last.at, now, served.zone),
    )


def _promised(promise: Promise, served: Served, now: int) -> Line:
    return Line(
        promise.conversation.id,
        name_of(promise.conversation),
        _wish(promise.handover),
        promise.reference,
        when=times.due(promise.due_at, now, served.zone),
        late=promise.due_at < now,
    )


def _watched(conversation: Conversation, asked: Message | None, served: Served, now: int) -> Line:
    when = times.clock(conversation.last_at, now, served.zone)
    return Line(conversation.id, name_of(conversation), _begin(asked), "", when=when)


def _undelivered(delivery: Delivery, served: Served, now: int) -> Line:
    assert delivery.conversation is not None
    assert delivery.failed_at is not None
    return Line(
        delivery.conversation.id,
        name_of(delivery.conversation),
        _cut(delivery.subject),
        _("Write or call, or leave a note"),
        when=times.clock(delivery.failed_at, now, served.zone),
        late=True,
    )


def _asked(conversations: Iterable[Conversation]) -> dict[str, Message]:
    """The newest words of each customer that tell what it is about: not an address, a code or a single "yes"."""
    asked: dict[str, Message] = {}
    for one in _newest(conversations, Message.objects.filter(author="customer"), _LOOKS_BACK):
        before = asked.setdefault(one.conversation_id, one)
        if not _tells(before) and _tells(one):
            asked[one.conversation_id] = one
    return asked


def _tells(message: Message) -> bool:
    return len(message.text.split()) > 1 and "@" not in message.text


def _last(conversations: Iterable[Conversation]) -> dict[str, Message]:
    newest = _newest(conversations, Message.objects.exclude(author="system"), 1)
    return {one.conversation_id: one for one in newest}


def _newest(conversations: Iterable[Conversation], among: QuerySet[Message], most: int) -> QuerySet[Message]:
    """The newest of each conversation in one query, the newest first."""
    theirs = among.filter(conversation__in=[one.pk for one in conversations])
    nth = Window(RowNumber(), partition_by=F("conversation"), order_by="-seq")
    return theirs.annotate(nth=nth).filter(nth__lte=most).order_by("nth")


def _newest_handover(conversations: Iterable[Conversation]) -> dict[str, Handover]:
    theirs = Handover.objects.filter(conversation__in=[one.pk for one in conversations]).exclude(ended="joined")
    return {one.conversation_id: one for one in theirs.order_by("id")}


def _wish(handover: Handover) -> str:
    return _cut(str(json.loads(handover.brief).get("wish") or ""))


def _begin(message: Message | None) -> str:
    return _cut(message.text) if message is not None else ""


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else line[: _SHORT - 1].rstrip() + "…"
