"""What a privacy officer does for a customer: each a POST and one short write, with its line in the trail."""

from contextlib import closing

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kompas.assistant.domain.errors import NotAllowed
from kompas.service.accounts.permissions import only_who_may, staff_of
from kompas.service.clock import now_ms
from kompas.service.database.connection import connect
from kompas.service.database.screen import writing
from kompas.service.house import current
from kompas.service.privacy import erasure, holds
from kompas.service.privacy import export as exporting
from kompas.service.privacy.residue import traces
from kompas.service.privacy.screens.shown import name_of, subject_at

_ACT = "handle personal data"


class HoldForm(forms.Form):
    reason = forms.CharField(max_length=500)


@require_POST
@only_who_may(_ACT)
def export(request: HttpRequest, kind: str, id: str) -> HttpResponse:
    """The zip, to keep or to send to who asked."""
    at = now_ms()
    with closing(connect(readonly=True)) as reads:
        made = exporting.export(reads, current().shelf.now.company, subject_at(reads, kind, id), at)
    with writing() as db:
        exporting.hand_over(db, made, staff_of(request).author, at)
    headers = {"Content-Disposition": f'attachment; filename="{made.number}.zip"', "Cache-Control": "no-store"}
    return HttpResponse(made.content, content_type="application/zip", headers=headers)


@require_POST
@only_who_may(_ACT)
def erase(request: HttpRequest, kind: str, id: str) -> HttpResponse:
    """For good, and only with the name typed over. The bytes are sought in the background; the receipt tells when."""
    house = current()
    with writing() as db:
        subject = subject_at(db, kind, id)
        if request.POST.get("confirm", "").strip() != name_of(subject):
            messages.warning(request, _("Nothing is erased: what you typed is not the name above."))
            return redirect("subject", kind, id)
        sought = traces(db, subject)
        try:
            number = erasure.erase(db, subject, staff_of(request).author, now_ms(), house.data_dir)
        except NotAllowed:
            messages.warning(
                request, _("Nothing is erased: there is a legal hold. Lift it first, if its reason is over.")
            )
            return redirect("subject", kind, id)
    if house.keeping is not None:
        house.keeping.clean_after(number, sought)
    messages.success(request, _("Erased. The receipt is %(number)s.") % {"number": number})
    return redirect("personal-data")


@require_POST
@only_who_may(_ACT)
def hold(request: HttpRequest, kind: str, id: str) -> HttpResponse:
    """From now on neither the clock nor an erasure touches it."""
    form = HoldForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Write why it must be kept, in at most 500 characters."))
        return redirect("subject", kind, id)
    with writing() as db:
        holds.hold(db, subject_at(db, kind, id), form.cleaned_data["reason"], staff_of(request).author, now_ms())
    messages.success(request, _("It is kept until somebody lifts the hold."))
    return redirect("subject", kind, id)


@require_POST
@only_who_may(_ACT)
def lift(request: HttpRequest, hold: int) -> HttpResponse:
    with writing() as db:
        lifted = holds.lift(db, hold, staff_of(request).author, now_ms())
    if lifted:
        messages.success(request, _("The hold is lifted. What is over its term goes with the next sweep."))
    else:
        messages.info(request, _("This hold was lifted already."))
    return redirect("personal-data")
