"""Accept all that a source proposes, or all that is new, after a look at how much that is."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kompas.service.accounts.permissions import only_who_may, staff_of
from kompas.service.clock import now_ms
from kompas.service.library import lists
from kompas.service.library.refusals import NotPossible
from kompas.service.library.screens.listing import EDIT
from kompas.service.library.screens.posting import number_in
from kompas.service.library.screens.wording import refused
from kompas.service.library.sources import accepting
from kompas.service.library.sources.models import Acceptance, Source


@require_http_methods(["GET", "POST"])
@never_cache
@only_who_may(EDIT)
def accept(request: HttpRequest, id: int) -> HttpResponse:
    """How many, and of which kind; pressed once more they are published, as far as they were there to be seen."""
    source = get_object_or_404(Source, pk=id)
    if request.method == "POST":
        until = min(number_in(request.POST, "until"), now_ms())
        try:
            accepting.begin(source, "new" in request.POST, until, staff_of(request).author)
        except NotPossible as fault:
            messages.warning(request, refused(fault))
        else:
            messages.success(request, _("They are being published, some at a time. You need not wait for it."))
        return redirect("library-source", id=source.pk)
    return render(request, "library/accept.html", _counts(source, "new" in request.GET, now_ms()))


def progress(source: Source) -> dict[str, Any]:
    """The last acceptance of a source with what is left to do."""
    last = Acceptance.objects.filter(source=source).order_by("-pk").first()
    if last is None:
        return {"acceptance": None}
    return {"acceptance": last, "to_go": max(0, last.asked - last.accepted - last.left)}


def _counts(source: Source, only_new: bool, until: int) -> dict[str, Any]:
    them = accepting.acceptable(source, only_new, until)
    count, new = them.count(), them.filter(document__published=None).count()
    gone = them.filter(content=None).count()
    return {
        "source": source,
        "only_new": only_new,
        "until": until,
        "count": count,
        "new": new,
        "gone": gone,
        "changed": count - new - gone,
        "others": lists.proposals().filter(by=source.author).count() - count,
    }
