"""The stop switch: one click stops the assistant at once; the reason may come after."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kompas.service.accounts.permissions import only_who_may, staff_of
from kompas.service.accounts.preferences import back
from kompas.service.clock import now_ms
from kompas.service.database.screen import writing
from kompas.service.handover import desk
from kompas.service.handover.screens.forms import StopReasonForm


@require_POST
@only_who_may("stop the assistant")
def stop(request: HttpRequest) -> HttpResponse:
    with writing() as db:
        desk.stop(db, staff_of(request).pk, "", now_ms())
    return back(request)


@require_POST
@only_who_may("stop the assistant")
def explain(request: HttpRequest) -> HttpResponse:
    form = StopReasonForm(request.POST)
    if form.is_valid():
        with writing() as db:
            desk.explain_stop(db, staff_of(request).pk, form.cleaned_data["reason"], now_ms())
        messages.success(request, _("The reason is kept."))
    return back(request)


@require_POST
@only_who_may("stop the assistant")
def lift(request: HttpRequest) -> HttpResponse:
    with writing() as db:
        desk.lift(db, staff_of(request).pk, now_ms())
    messages.success(request, _("The assistant works again."))
    return back(request)
