"""Who may come in: colleagues whom somebody invited. Nobody signs up by themselves."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as lazy

from kompas.service.accounts.models import Staff

DEMO_DOMAIN = "@demo.invalid"


def may_come_in(staff: Staff) -> bool:
    """Active colleagues; the demo's, whose passwords everybody knows, only in the demo."""
    return staff.is_active and (settings.DEMO or not staff.email.endswith(DEMO_DOMAIN))


_NOT_RIGHT = lazy("This name and this password do not belong together. Try again.")


class InvitedOnly(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is not typed
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _NOT_RIGHT,
        "email_password_mismatch": _NOT_RIGHT,
        "too_many_login_attempts": lazy("Too many tries. Wait a few minutes and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Staff | None:
        """Who signs in, with the same answer for a wrong password and for somebody who may not come in."""
        staff = super().authenticate(request, **credentials)
        return staff if isinstance(staff, Staff) and may_come_in(staff) else None
