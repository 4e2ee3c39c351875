"""The page of the gaps: what customers asked and nothing of ours answers."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kompas.service import times
from kompas.service.accounts.names import names_of
from kompas.service.accounts.permissions import may, only_who_may, staff_of
from kompas.service.clock import now_ms
from kompas.service.database.screen import writing
from kompas.service.house import current
from kompas.service.insights.titles import title_of
from kompas.service.learning import gaps as verbs
from kompas.service.learning.models import Gap, State

_ON_A_PAGE = 50
_LAST_PAGE = 100_000
_STATES = {
    State.OPEN: lazy("To do"),
    State.PLANNED: lazy("Planned"),
    State.WRITTEN: lazy("Written"),
    State.DISMISSED: lazy("Dismissed"),
}
_WHY = {
    "not_known": lazy("The assistant had no reliable answer."),
    "upset": lazy("The customer sounds upset, and no answer was sure enough."),
    "check_failed": lazy("What the assistant wanted to say did not pass its own check."),
    "two_near": lazy("The assistant had to ask which matter was meant."),
    "vague": lazy("The assistant had to ask what it was about."),
    "marked_wrong": lazy("A colleague marked the answer: nothing of ours answers this."),
}


@require_safe
@never_cache
@only_who_may("see the gaps")
def gaps(request: HttpRequest) -> HttpResponse:
    """A page of the gaps of one state; those that most customers asked, and lately, first."""
    asked = request.GET.get("state", "")
    state = State(asked) if asked in State.values else State.OPEN
    page = _page(request.GET.get("page", ""))
    served, now = current().shelf.now, now_ms()
    found = verbs.most_wanted(served, 0, _ON_A_PAGE + 1, state, (page - 1) * _ON_A_PAGE)
    about: dict[str, Any] = {
        "lines": [(gap, times.clock(gap.last_at, now, served.zone)) for gap in found[:_ON_A_PAGE]],
        "state": state.value,
        "states": [(one.value, told) for one, told in _STATES.items()],
        "before": page - 1,
        "after": page + 1 if len(found) > _ON_A_PAGE else 0,
    }
    return render(request, "learning/gaps.html", about)


@require_safe
@never_cache
@only_who_may("see the gaps")
def gap(request: HttpRequest, id: int) -> HttpResponse:
    """One gap: the customers' words without personal data, why it is one, and what can be done."""
    found = get_object_or_404(Gap, pk=id)
    served, now = current().shelf.now, now_ms()
    codes = found.sightings.values_list("code", flat=True).distinct()
    words = verbs.questions_of(found)
    about: dict[str, Any] = {
        "gap": found,
        "title": words[0] if words else title_of(found.matter, served) if found.matter else f"#{found.pk}",
        "words": words,
        "matter": title_of(found.matter, served) if found.matter else "",
        "why": [_WHY[code] for code in sorted(codes) if code in _WHY],
        "state": _STATES[State(found.state)],
        "who": names_of([found.by]).get(found.by, ""),
        "since": times.clock(found.state_at, now, served.zone) if found.state_at else "",
        "last": times.clock(found.last_at, now, served.zone),
        "editor": _editor(found) if may(staff_of(request), "edit the content") else "",
    }
    return render(request, "learning/gap.html", about)


@require_POST
@only_who_may("see the gaps")
def move(request: HttpRequest, id: int) -> HttpResponse:
    """Plan it, dismiss it, say that it is written, or open it again."""
    get_object_or_404(Gap, pk=id)
    state = request.POST.get("state", "")
    if state not in State.values:
        return HttpResponseBadRequest()
    with writing() as db:
        moved = verbs.move(db, id, state, staff_of(request).author, now_ms())
    if moved:
        messages.success(request, _("This gap is now: %(state)s.") % {"state": _STATES[State(state)]})
    return redirect("gap", id=id)


def _page(asked: str) -> int:
    """A page's number; what is none is the first."""
    return min(max(int(asked), 1), _LAST_PAGE) if asked.isascii() and asked.isdecimal() and len(asked) < 9 else 1


def _editor(gap: Gap) -> str:
    """Where the article is written; "" while there is no editor."""
    try:
        return f"{reverse('library-new')}?gap={gap.pk}"
    except NoReverseMatch:
        return ""
