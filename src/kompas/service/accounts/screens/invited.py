"""Coming by an invitation: the link in the letter leads here, and the password that is chosen makes the account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kompas.service.accounts.invitations import accept, account_of, open_invitation
from kompas.service.accounts.screens.forms import ComingForm
from kompas.service.accounts.sessions import signed_in
from kompas.service.clock import now_ms
from kompas.service.database.screen import writing

_KEPT = "invited"  # the token, in the session: the address that is shown and logged from then on has none


@require_safe
@never_cache
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever fetches a link uses nothing up: mail filters follow links too."""
    request.session[_KEPT] = token
    return redirect("come-in")


@require_http_methods(["GET", "POST"])
@never_cache
def come_in(request: HttpRequest) -> HttpResponse:
    """The form behind the link; sent in, it makes the account and signs in."""
    invitation = open_invitation(request.session.get(_KEPT, ""), now_ms())
    if invitation is None:
        return render(request, "accounts/invited.html", {"ended": True}, status=410)
    staff = account_of(invitation)
    form = ComingForm(staff, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "accounts/invited.html", {"form": form, "invitation": invitation})
    staff.set_password(form.cleaned_data["password"])  # takes its time on purpose: before the transaction
    with writing() as db:
        came = accept(db, invitation, staff, now_ms())
    if not came:
        return render(request, "accounts/invited.html", {"ended": True}, status=410)
    return signed_in(request, staff)
