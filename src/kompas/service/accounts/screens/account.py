"""One's own account: name, what one signs in with, and where one is signed in."""

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kompas.service.accounts.devices import device
from kompas.service.accounts.permissions import only_who_may, staff_of
from kompas.service.accounts.screens.forms import NameForm
from kompas.service.accounts.second_step import steps_of
from kompas.service.accounts.service_sign_in import linked, may_unlink
from kompas.service.accounts.sessions import end_sessions, sessions_of
from kompas.service.accounts.trail import record
from kompas.service.database.screen import writing
from kompas.service.house import current

OWN = "look after one's own account"
_ENDED = "account.sessions_ended"


@require_safe
@never_cache
@only_who_may(OWN)
def account(request: HttpRequest) -> HttpResponse:
    staff = staff_of(request)
    steps = steps_of(staff)
    around = {
        "passkeys": steps[Authenticator.Type.WEBAUTHN],
        "app": steps[Authenticator.Type.TOTP],
        "codes": steps[Authenticator.Type.RECOVERY_CODES],
        "services": linked(staff).items(),
        "unlinks": may_unlink(staff),
        "sessions": [
            (one, device(one.user_agent), one.session_key == request.session.session_key) for one in sessions_of(staff)
        ],
        "zone": current().shelf.now.zone,
        "longest": NameForm.base_fields["name"].max_length,  # type: ignore[attr-defined]
    }
    return render(request, "accounts/account.html", around)


@require_POST
@only_who_may(OWN)
def rename(request: HttpRequest) -> HttpResponse:
    """What customers and colleagues read as this person's name."""
    staff, form = staff_of(request), NameForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("A name has 1 to 150 characters."))
        return redirect("account")
    staff.take_name(form.cleaned_data["name"])
    with writing() as db:
        staff.save(update_fields=["first_name", "last_name"])
        record(db, "account.renamed", staff.pk)
    messages.success(request, _("Your name is kept."))
    return redirect("account")


@require_POST
@only_who_may(OWN)
def end_one(request: HttpRequest, id: int) -> HttpResponse:
    """Signs out one device of one's own; the one here too, when that is the one."""
    staff = staff_of(request)
    with writing() as db:
        ended = end_sessions(staff.pk, only=id)
        record(db, _ENDED, staff.pk, sessions=ended)
    if not ended:
        raise Http404
    if not request.session.exists(request.session.session_key or ""):
        get_adapter(request).logout(request)
        return redirect("account_login")
    messages.success(request, _("That device is signed out."))
    return redirect("account")


@require_POST
@only_who_may(OWN)
def end_others(request: HttpRequest) -> HttpResponse:
    staff = staff_of(request)
    with writing() as db:
        ended = end_sessions(staff.pk, but=request.session.session_key)
        record(db, _ENDED, staff.pk, sessions=ended)
    messages.success(request, _("All other devices are signed out."))
    return redirect("account")
