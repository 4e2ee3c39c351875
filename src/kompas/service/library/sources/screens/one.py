"""The sources there are, and one of them: what it found, what was skipped and why, live while it is read."""

from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kompas.service import times
from kompas.service.accounts.permissions import only_who_may
from kompas.service.clock import now_ms
from kompas.service.house import current
from kompas.service.library import lists
from kompas.service.library.screens.listing import EDIT
from kompas.service.library.sources.models import Kind, Page, PageState, Run, Source
from kompas.service.library.sources.screens.wording import ENDS, KINDS, SCHEDULES, why

_MOST = 200  # pages that are listed
_RUNS = 10


@require_safe
@never_cache
@only_who_may(EDIT)
def sources(request: HttpRequest) -> HttpResponse:
    """All sources with their last look."""
    last = Run.objects.filter(source=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    rows = list(Source.objects.annotate(last=Subquery(last)).order_by("ended_at", "name", "pk"))
    runs = Run.objects.in_bulk([row.last for row in rows if row.last])
    zone, now = current().shelf.now.zone, now_ms()
    lines = [
        {
            "source": row,
            "kind": KINDS[row.kind],
            "schedule": SCHEDULES[row.schedule],
            "run": runs.get(row.last),
            "how": ENDS[runs[row.last].how] if row.last else "",
            "when": times.clock(runs[row.last].at, now, zone) if row.last else "",
        }
        for row in rows
    ]
    return render(request, "library/sources.html", {"lines": lines, "to_decide": lists.to_decide()})


@require_safe
@never_cache
@only_who_may(EDIT)
def source(request: HttpRequest, id: int) -> HttpResponse:
    """One source."""
    found = get_object_or_404(Source, pk=id)
    zone, now = current().shelf.now.zone, now_ms()
    shown = {
        **_progress(found),
        "kind": KINDS[found.kind],
        "schedules": SCHEDULES,
        "next": times.clock(found.next_at, now, zone) if found.next_at else "",
        "to_decide": lists.to_decide(),
        "runs": [
            {"run": run, "how": ENDS[run.how], "when": times.clock(run.at, now, zone)}
            for run in found.runs.order_by("-pk")[:_RUNS]
        ],
    }
    return render(request, "library/source.html", shown)


@require_safe
@never_cache
@only_who_may(EDIT)
def progress(request: HttpRequest, id: int) -> HttpResponse:
    """How far it is; asked again every other second while it goes on."""
    return render(request, "library/_source_progress.html", _progress(get_object_or_404(Source, pk=id)))


def _progress(found: Source) -> dict[str, Any]:
    run = found.runs.order_by("-pk").first()
    about: dict[str, Any] = {
        "source": found,
        "run": run,
        "proposals": lists.proposals().filter(by=found.author).count(),
        "is_files": found.kind == Kind.FILES,
    }
    if run is None:
        return about
    pages = Page.objects.filter(source=found, run=run.pk)
    told = pages.filter(Q(state=PageState.SKIPPED) | ~Q(code="")).order_by("address")
    return about | {
        "how": ENDS[run.how],
        "found": pages.exclude(state=PageState.MOVED).count(),
        "waiting": pages.filter(state=PageState.WAITING).count(),
        "skipped": [
            {"address": page.address, "why": why(page), "told": page.told} for page in told[:_MOST] if page.code
        ],
    }
