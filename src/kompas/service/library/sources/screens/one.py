"""The sources there are, and one of them: what it found, what was skipped and why, live while it is read."""

from typing import Any

from django.db.models import F, OuterRef, Subquery
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
from kompas.service.library.screens.paging import span
from kompas.service.library.screens.posting import number_in
from kompas.service.library.sources import left_out
from kompas.service.library.sources.models import Kind, Page, PageState, Run, Source
from kompas.service.library.sources.screens import accepting
from kompas.service.library.sources.screens.wording import ENDS, KINDS, SCHEDULES, why

_ON_A_PAGE = 50  # sources, or pages that were skipped
_RUNS = 10


@require_safe
@never_cache
@only_who_may(EDIT)
def sources(request: HttpRequest) -> HttpResponse:
    """All sources with their last look, those that ended after the others."""
    last = Run.objects.filter(source=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    shown = span(Source.objects.count(), number_in(request.GET, "page"), _ON_A_PAGE)
    ordered = Source.objects.annotate(last=Subquery(last)).order_by(F("ended_at").asc(nulls_first=True), "name", "pk")
    rows = list(ordered[shown.first : shown.last])
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
    return render(request, "library/sources.html", {"lines": lines, "span": shown, "to_decide": lists.to_decide()})


@require_safe
@never_cache
@only_who_may(EDIT)
def source(request: HttpRequest, id: int) -> HttpResponse:
    """One source."""
    found = get_object_or_404(Source, pk=id)
    zone, now = current().shelf.now.zone, now_ms()
    shown = {
        **_progress(found, number_in(request.GET, "skipped")),
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
    found = get_object_or_404(Source, pk=id)
    return render(request, "library/_source_progress.html", _progress(found, number_in(request.GET, "skipped")))


def _progress(found: Source, asked: int) -> dict[str, Any]:
    """`asked`: which page of what was skipped."""
    run = found.runs.order_by("-pk").first()
    proposed = lists.proposals().filter(by=found.author)
    about: dict[str, Any] = {
        "source": found,
        "run": run,
        "proposals": proposed.count(),
        "new": proposed.filter(document__published=None).count(),
        "is_files": found.kind == Kind.FILES,
        **accepting.progress(found),
    }
    if run is None:
        return about
    pages = Page.objects.filter(source=found, run=run.pk)
    told = pages.exclude(code="").order_by("address")
    shown = span(told.count(), asked, _ON_A_PAGE)
    return about | {
        "how": ENDS[run.how],
        "found": pages.exclude(state=PageState.MOVED).count(),
        "waiting": pages.filter(state=PageState.WAITING).count(),
        "span": shown,
        "skipped": [
            {"address": page.address, "why": why(page), "told": left_out.told(page.told)}
            for page in told[shown.first : shown.last]
        ],
    }
