"""What the room shows: search, holds and receipts; and, of one customer, how much is kept."""

from contextlib import closing
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kompas.service.accounts.permissions import only_who_may
from kompas.service.database.connection import connect
from kompas.service.house import current
from kompas.service.privacy.screens import shown
from kompas.service.privacy.subject import find

_ACT = "handle personal data"
_RECEIPTS = 50


@require_safe
@never_cache
@only_who_may(_ACT)
def room(request: HttpRequest) -> HttpResponse:
    return render(request, "privacy/room.html", _around())


@require_POST
@never_cache
@only_who_may(_ACT)
def found(request: HttpRequest) -> HttpResponse:
    """Who is meant. What was typed comes by POST and stays on the page: it stands in no address and no log."""
    term = request.POST.get("term", "").strip()[:320]
    with closing(connect(readonly=True)) as db:
        subjects = find(db, term) if term else []
        around = _around()
        listed = [shown.listed(db, one, around["zone"]) for one in subjects] if len(subjects) > 1 else []
    if len(subjects) == 1:
        return redirect("subject", shown.kind_of(subjects[0]), shown.id_of(subjects[0]))
    return render(request, "privacy/room.html", around | {"term": term, "asked": True, "listed": listed})


@require_safe
@never_cache
@only_who_may(_ACT)
def subject(request: HttpRequest, kind: str, id: str) -> HttpResponse:
    return render(request, "privacy/subject.html", about(kind, id))


def about(kind: str, id: str) -> dict[str, Any]:
    """How much is kept of whom this address names. Raises Http404 when that is nobody."""
    served = current().shelf.now
    with closing(connect(readonly=True)) as db:
        one = shown.subject_at(db, kind, id)
        return {
            "kind": shown.kind_of(one),
            "id": shown.id_of(one),
            "name": shown.name_of(one),
            "conversations": len(one.conversations),
            "kept": shown.kept_of(db, one, served.company.retention),
            "holds": shown.holds_of(db, one, served.zone),
            "zone": served.zone,
        }


def _around() -> dict[str, Any]:
    zone = current().shelf.now.zone
    with closing(connect(readonly=True)) as db:
        holds = [
            (one, shown.kind_of(one.subject), shown.id_of(one.subject), shown.name_of(one.subject))
            for one in shown.all_holds(db, zone)
            if one.subject is not None
        ]
    return {"holds": holds, "receipts": shown.receipts(_RECEIPTS, zone), "zone": zone}
