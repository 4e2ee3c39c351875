"""Who may come in: colleagues whom somebody invited. Nobody signs up by themselves."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as lazy

from kompas.service.accounts import letters
from kompas.service.accounts.models import Staff
from kompas.service.accounts.sessions import end_sessions
from kompas.service.accounts.trail import record
from kompas.service.database.screen import writing
from kompas.service.front_door.limits import network_of

DEMO_DOMAIN = "@demo.invalid"


def may_come_in(staff: Staff) -> bool:
    """Active colleagues; the demo's, whose passwords everybody knows, only in the demo."""
    return staff.is_active and (settings.DEMO or not staff.email.endswith(DEMO_DOMAIN))


_HERE = "login_failed_here"  # of ACCOUNT_RATE_LIMITS
_NOT_RIGHT = lazy("This name and this password do not belong together. Try again.")


class InvitedOnly(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is not typed
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _NOT_RIGHT,
        "email_password_mismatch": _NOT_RIGHT,
        "too_many_login_attempts": lazy("Too many tries. Wait a few minutes and try again."),
        "incorrect_password": lazy("This is not your password. Try again."),
        "enter_current_password": lazy("This is not your password. Try again."),
        "duplicate_email": lazy("This is your mail address already."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Counts the tries of this account from this network first: who guesses shuts out themselves, not the colleague
        whose name it is. The looser counts of the account and of the network alone are allauth's."""
        if not ratelimit.consume(request, action=_HERE, key=self._who_and_where(request, credentials)):
            raise self.validation_error("too_many_login_attempts")
        super().pre_authenticate(request, **credentials)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Staff | None:
        """Who signs in, with the same answer for a wrong password and for somebody who may not come in."""
        staff = super().authenticate(request, **credentials)
        if not (isinstance(staff, Staff) and may_come_in(staff)):
            return None
        ratelimit.clear(request, action=_HERE, key=self._who_and_where(request, credentials))
        return staff

    def _who_and_where(self, request: HttpRequest, credentials: dict[str, Any]) -> str:
        address = str(self.get_client_ip(request))
        name = str(credentials.get("email") or credentials.get("username") or "").lower()
        return f"{network_of(address) or address} {name}"

    def pre_login(self, request: HttpRequest, user: Staff, **about: Any) -> HttpResponse | None:
        """However they prove themselves: who may not come in is told no more than who is not here."""
        return None if may_come_in(user) else redirect("account_inactive")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")

    def set_password(self, user: Staff, password: str) -> None:
        """Another password ends every other sign-in, in one transaction. Hashing takes its time on purpose: before it."""
        user.set_password(password)
        here = self.request.session.session_key if self.request.user.pk == user.pk else None
        with writing() as db:
            user.save(update_fields=["password"])
            ended = end_sessions(user.pk, but=here)
            record(db, "account.password_changed", user.pk, sessions=ended)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """By the outbox, in the language of whose account it is."""
        staff = context["user"]
        link = context.get("password_reset_url") or context.get("activate_url") or ""
        with writing() as db:
            letters.post(db, letters.LETTERS[template_prefix], email, str(staff), staff.language, link)

    def send_notification_mail(
        self, template_prefix: str, user: Staff, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        if (address := email or user.email) and template_prefix in letters.LETTERS:
            self.send_mail(template_prefix, address, {"user": user})
