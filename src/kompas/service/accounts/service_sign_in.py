"""Coming in by the company's own sign-in service: who it vouches for, and only who was invited or works here already."""

import sqlite3
from dataclasses import dataclass

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse

from kompas.service.accounts import letters
from kompas.service.accounts.invitations import accept, account_of, invited, join, new_username
from kompas.service.accounts.models import Staff
from kompas.service.accounts.oidc import SERVICE
from kompas.service.accounts.second_step import steps_of
from kompas.service.accounts.trail import record
from kompas.service.clock import now_ms
from kompas.service.database.screen import writing


@dataclass(frozen=True, slots=True)
class Offered:
    """What the sign-in page shows of the service."""

    name: str
    address: str


def offered() -> Offered | None:
    """The service, when one is set."""
    for one in settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", ()):
        return Offered(one["name"], reverse("openid_connect_login", args=[SERVICE]))
    return None


class ByInvitation(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth is not typed
    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Finds or makes the account, or refuses. The service must say itself that the mail address is proven; what else
        it tells of a person is not kept."""
        mail = _vouched(sociallogin)
        if mail is None or sociallogin.state.get("process") != AuthProcess.LOGIN:
            raise _refused(request)
        sociallogin.account.extra_data = {}
        if sociallogin.is_existing:
            SocialAccount.objects.filter(pk=sociallogin.account.pk).update(extra_data={})
            return
        staff = Staff.objects.filter(email__iexact=mail).order_by("pk").first() or _come(mail, sociallogin.user)
        if staff is None or _is_known_as_another(staff, sociallogin.account):
            raise _refused(request)
        sociallogin.connect(request, staff)
        with writing() as db:
            record(db, "account.service_connected", staff.pk)


def linked(staff: Staff) -> dict[int, str]:
    """The services that open this account, by the number of the link: as the settings call the service now."""
    named = {SERVICE: there.name} if (there := offered()) else {}
    found = SocialAccount.objects.filter(user=staff).order_by("pk")
    return {one.pk: named.get(one.provider, one.provider) for one in found}


def may_unlink(staff: Staff) -> bool:
    """Whether another way to sign in remains: a password or a passkey."""
    return staff.has_usable_password() or bool(steps_of(staff)[Authenticator.Type.WEBAUTHN])


def unlink(db: sqlite3.Connection, staff: Staff, id: int) -> bool:
    """The service no longer opens this account, and its owner hears of it by letter; false when it did not, or is the
    only way in. Whom the service vouches for with this mail address is linked anew when they come."""
    found = SocialAccount.objects.filter(user=staff, pk=id)
    if not may_unlink(staff) or not found.delete()[0]:
        return False
    letter = letters.LETTERS["socialaccount/email/account_disconnected"]
    letters.post(db, letter, staff.email, str(staff), staff.language)
    record(db, "account.service_unlinked", staff.pk)
    return True


def _is_known_as_another(staff: Staff, account: SocialAccount) -> bool:
    """Whether the service vouched for this colleague under another name before: an address that was given to somebody
    else opens nothing. Who really changed there is invited anew."""
    others = SocialAccount.objects.filter(user=staff, provider=account.provider).exclude(uid=account.uid)
    return bool(others.exists())


def _vouched(sociallogin: SocialLogin) -> str | None:
    """The address, when the service calls it proven: "true" in quotes, or nothing, is not enough."""
    return next((one.email.lower() for one in sociallogin.email_addresses if one.verified is True), None)


def _come(mail: str, told: Staff) -> Staff | None:
    """The account of who comes for the first time: by their invitation, else in the role that the settings give newcomers."""
    at = now_ms()
    invitation = invited(mail, at)
    role = settings.ENVIRONMENT.oidc_newcomers
    if invitation is None and not role:
        return None
    staff = account_of(invitation) if invitation else Staff(username=new_username(), email=mail, role=role)
    if invitation is None:
        staff.first_name, staff.last_name = told.first_name, told.last_name
    staff.set_unusable_password()
    with writing() as db:
        came = accept(db, invitation, staff, at) if invitation else join(db, staff)
    return staff if came else None


def _refused(request: HttpRequest) -> ImmediateHttpResponse:
    return ImmediateHttpResponse(render(request, "account/signup_closed.html", status=403))
