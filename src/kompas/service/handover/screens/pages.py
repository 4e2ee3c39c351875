"""What the workspace shows. Fragments are the same templates as the whole page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kompas.service.accounts.models import Staff
from kompas.service.accounts.permissions import only_who_may, staff_of
from kompas.service.clock import now_ms
from kompas.service.conversations.authors import any_by_staff
from kompas.service.conversations.models import Conversation, Decision, Event, Message
from kompas.service.database.screen import writing
from kompas.service.fragment import page_or_part
from kompas.service.handover import decision
from kompas.service.handover import desk as verbs
from kompas.service.handover.screens.matter import Matter, matter_of
from kompas.service.handover.screens.waiting import column
from kompas.service.house import current


@require_safe
@never_cache
@only_who_may("see the desk")
def desk(request: HttpRequest, id: str | None = None) -> HttpResponse:
    """The three columns, with a conversation when one is named."""
    matter = _matter(request, id) if id is not None else None
    return render(request, "workspace/desk.html", _around(request, id) | {"matter": matter})


@require_safe
@never_cache
@only_who_may("see the desk")
def queue(request: HttpRequest) -> HttpResponse:
    """The queue column alone, with the open conversation marked."""
    return render(request, "workspace/_queue.html", _around(request, request.GET.get("open")))


@require_safe
@never_cache
@only_who_may("see the desk")
def bars(request: HttpRequest) -> HttpResponse:
    """What stands above the columns of the page `at`: who I am, the stop, complaints about the content."""
    return render(request, "base/_bars.html", {"here": request.GET.get("at", reverse("desk"))})


@require_safe
@never_cache
@only_who_may("see the desk")
def matter(request: HttpRequest, id: str) -> HttpResponse:
    """The conversation and its customer alone."""
    return render(request, "workspace/_matter.html", {"matter": _matter(request, id), "now": now_ms()})


@require_safe
@never_cache
@only_who_may("see the desk")
def why(request: HttpRequest, id: str, seq: int) -> HttpResponse:
    """Why the assistant said this: the stored decision with its numbers, rules and sources."""
    message = get_object_or_404(Message, conversation_id=id, seq=seq, author="assistant")
    _looked(id, staff_of(request))
    stored = Decision.objects.filter(conversation_id=id, seq=seq).order_by("-id").first()
    about = {"id": id, "seq": seq, "why": decision.explained(message, stored, current().shelf.now)}
    return page_or_part(request, "workspace/why.html", about)


def _around(request: HttpRequest, id: str | None) -> dict[str, object]:
    now = now_ms()
    return {"column": column(staff_of(request), current().shelf.now, now), "open": id, "now": now}


def _matter(request: HttpRequest, id: str) -> Matter:
    """The conversation as this colleague reads it, with their lines in the trail: that they looked, and read the brief."""
    conversation = get_object_or_404(Conversation.objects.select_related("customer", "agent"), pk=id)
    staff = staff_of(request)
    found = matter_of(conversation, staff, current().shelf.now, now_ms())
    _looked(id, staff)
    if found.brief is not None and not found.brief.known:
        with writing() as db:
            verbs.read_brief(db, id, staff.pk, now_ms())
    return found


def _looked(id: str, staff: Staff) -> None:
    """Asked before it is written: most looks are the page's own, and a write waits for all others."""
    lately = Event.objects.filter(conversation_id=id, kind=verbs.LOOKED, by__in=any_by_staff(staff.pk))
    if not lately.filter(at__gt=now_ms() - verbs.LOOK_MS).exists():
        with writing() as db:
            verbs.look_in(db, id, staff.pk, now_ms())
