"""What the sign-in library does with accounts, told in the trail: by ids and codes. Listens from `apps.py` on."""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import email_added, email_changed, user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from kompas.service.accounts.models import Staff
from kompas.service.accounts.trail import told


@receiver(user_logged_in)
def signed_in(request: HttpRequest, user: Staff, **_: Any) -> None:
    """By which ways, in their order: such as "password totp"."""
    ways = [one.get("type") or one["method"] for one in get_authentication_records(request, user)]
    told("account.signed_in", user.pk, ways=" ".join(ways))


@receiver(user_logged_out)
def signed_out(user: Staff | None, **_: Any) -> None:
    if user is not None:
        told("account.signed_out", user.pk)


@receiver(authenticator_added)
def step_added(user: Staff, authenticator: Authenticator, **_: Any) -> None:
    told("account.step_added", user.pk, step=authenticator.type)


@receiver(authenticator_removed)
def step_removed(user: Staff, authenticator: Authenticator, **_: Any) -> None:
    told("account.step_removed", user.pk, step=authenticator.type)


@receiver(authenticator_reset)
def codes_made_anew(user: Staff, **_: Any) -> None:
    told("account.codes_made_anew", user.pk)


@receiver(email_added)
def mail_change_asked(user: Staff, **_: Any) -> None:
    told("account.mail_change_asked", user.pk)


@receiver(email_changed)
def mail_changed(user: Staff, **_: Any) -> None:
    told("account.mail_changed", user.pk)
