"""The room of the colleagues: who works here, who is invited, and what an administrator does about it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kompas.assistant.domain.errors import NotAllowed
from kompas.service.accounts import colleagues as verbs
from kompas.service.accounts.invitations import invite as invite_by_mail
from kompas.service.accounts.invitations import invite_again, withdraw
from kompas.service.accounts.models import Invitation, Role, Staff
from kompas.service.accounts.permissions import may, only_who_may, staff_of
from kompas.service.accounts.screens.forms import InvitationForm, RoleForm
from kompas.service.clock import moment, now_ms
from kompas.service.database.screen import writing
from kompas.service.house import current

SEES, MANAGES = "end a colleague's sessions", "manage colleagues"


@require_safe
@never_cache
@only_who_may(SEES)
def colleagues(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/colleagues.html", _around(request))


@require_POST
@only_who_may(MANAGES)
def invite(request: HttpRequest) -> HttpResponse:
    form, admin = InvitationForm(request.POST), staff_of(request)
    if not form.is_valid():
        return render(request, "accounts/colleagues.html", _around(request) | {"form": form}, status=422)
    asked = form.cleaned_data
    invitation = Invitation(email=asked["mail"], name=asked["name"].strip(), role=asked["role"], by=admin)
    invitation.language = admin.language
    with writing() as db:
        invite_by_mail(db, invitation, _link(request), now_ms())
    messages.success(request, _("The invitation to %(name)s is on its way.") % {"name": invitation.name})
    return redirect("colleagues")


@require_POST
@only_who_may(MANAGES)
def again(request: HttpRequest, id: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation, pk=id)
    with writing() as db:
        sent = invite_again(db, invitation, _link(request), staff_of(request).pk, now_ms())
    if sent:
        messages.success(request, _("A new invitation to %(name)s is on its way.") % {"name": invitation.name})
    else:
        messages.info(request, _("This invitation has ended already."))
    return redirect("colleagues")


@require_POST
@only_who_may(MANAGES)
def take_back(request: HttpRequest, id: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation, pk=id)
    with writing() as db:
        done = withdraw(db, invitation, staff_of(request).pk, now_ms())
    told = (
        _("The invitation is withdrawn. Its link no longer works.") if done else _("This invitation has ended already.")
    )
    messages.info(request, told)
    return redirect("colleagues")


@require_POST
@only_who_may(MANAGES)
def role(request: HttpRequest, id: int) -> HttpResponse:
    form = RoleForm(request.POST)
    with _act(request, id) as (db, staff, admin):
        if form.is_valid() and verbs.change_role(db, staff, form.cleaned_data["role"], admin.pk, current().data_dir):
            told = _("%(name)s is now: %(role)s.") % {"name": staff, "role": staff.get_role_display()}
            messages.success(request, told)
    return redirect("colleagues")


@require_POST
@only_who_may(MANAGES)
def deactivate(request: HttpRequest, id: int) -> HttpResponse:
    with _act(request, id) as (db, staff, admin):
        if verbs.deactivate(db, current().shelf.now, staff, admin.pk, now_ms(), current().data_dir):
            told = _("%(name)s can no longer sign in. Customers they were helping wait for a colleague.")
            messages.success(request, told % {"name": staff})
    return redirect("colleagues")


@require_POST
@only_who_may(MANAGES)
def reactivate(request: HttpRequest, id: int) -> HttpResponse:
    with _act(request, id) as (db, staff, admin):
        if verbs.reactivate(db, staff, admin.pk, current().data_dir):
            messages.success(request, _("%(name)s can sign in again.") % {"name": staff})
    return redirect("colleagues")


@require_POST
@only_who_may(SEES)
def sign_out(request: HttpRequest, id: int) -> HttpResponse:
    with _act(request, id) as (db, staff, who):
        verbs.sign_out(db, staff, who.pk)
        messages.success(request, _("%(name)s is signed out everywhere.") % {"name": staff})
    return redirect("colleagues")


@contextmanager
def _act(request: HttpRequest, id: int) -> Iterator[tuple[Any, Staff, Staff]]:
    """A write about this colleague, read anew inside the transaction; what may not be is told, not done."""
    who = staff_of(request)
    get_object_or_404(Staff, pk=id)
    try:
        with writing() as db:
            yield db, Staff.objects.get(pk=id), who
    except NotAllowed as refused:
        messages.warning(request, f"{refused} {refused.remedy}")


def _around(request: HttpRequest) -> dict[str, Any]:
    steps = Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES)
    with_two = set(steps.values_list("user_id", flat=True))
    everybody = sorted(Staff.objects.all(), key=lambda one: str(one).casefold())
    now = now_ms()
    return {
        "here": reverse("colleagues"),
        "form": InvitationForm(initial={"role": Role.AGENT}),
        "roles": Role.choices,
        "manages": may(staff_of(request), MANAGES),
        "active": [(one, one.pk in with_two) for one in everybody if one.is_active],
        "gone": [one for one in everybody if not one.is_active],
        "invitations": [
            (one, moment(one.expires_at), one.expires_at > now)
            for one in Invitation.objects.filter(accepted_at=None, withdrawn_at=None).order_by("-at")
        ],
        "zone": current().shelf.now.zone,
    }


def _link(request: HttpRequest) -> Callable[[str], str]:
    return lambda token: request.build_absolute_uri(reverse("invited", args=[token]))
