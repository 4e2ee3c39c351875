"""What an editor does with a source, with one button."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kompas.service.accounts.permissions import only_who_may, staff_of
from kompas.service.library.screens.listing import EDIT
from kompas.service.library.sources import accepting, keeping
from kompas.service.library.sources.models import Schedule, Source


@require_POST
@only_who_may(EDIT)
def act(request: HttpRequest, id: int) -> HttpResponse:
    """Look at it now, stop that, stop accepting, change when it happens, or end the source."""
    source, by = get_object_or_404(Source, pk=id), staff_of(request).author
    match request.POST.get("act", ""):
        case "look":
            keeping.look(source.pk, by)
        case "stop":
            keeping.stop(source.pk, by)
            messages.success(request, _("Stopped. What was found so far stays."))
        case "halt":
            accepting.stop(source.pk, by)
            messages.success(request, _("Stopped. What was published so far stays."))
        case "end":
            keeping.end(source.pk, by)
            messages.success(request, _("This source is not looked at any more. Its articles stay."))
        case "change" if request.POST.get("schedule") in Schedule.values and source.ended_at is None:
            keeping.change(source.pk, Schedule(request.POST["schedule"]), by)
            messages.success(request, _("Changed."))
        case _:
            return HttpResponseBadRequest()
    return redirect("library-source", id=source.pk)


@require_POST
@only_who_may(EDIT)
def bring(request: HttpRequest, id: int) -> HttpResponse:
    """Take more or newer files in."""
    source = get_object_or_404(Source, pk=id)
    uploads = [(one.name or "", one.chunks()) for one in request.FILES.getlist("files")]
    if not uploads:
        messages.warning(request, _("Choose at least one file."))
    elif keeping.bring(source.pk, uploads, staff_of(request).author) is None:
        messages.warning(request, _("Nothing was taken in: this source is not looked at any more. Begin a new one."))
    return redirect("library-source", id=source.pk)
