"""Passkeys and one-time codes, as they are named to people and to their devices."""

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from kompas.service.accounts.locked import lock, unlock
from kompas.service.accounts.models import Staff
from kompas.service.house import current


class SecondStep(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is not typed
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": lazy("This code is not right, or no longer. Try the next one."),
    }

    def get_totp_issuer(self) -> str:
        return f"Kompas {current().shelf.now.company.name}"

    def _get_site_name(self) -> str:
        return self.get_totp_issuer()

    def encrypt(self, text: str) -> str:
        return lock(text)

    def decrypt(self, encrypted_text: str) -> str:
        """A secret that cannot be opened becomes one that nobody knows, so that no code is right; an empty one could be
        guessed."""
        return unlock(encrypted_text) or generate_totp_secret()

    def generate_authenticator_name(self, user: Staff, type: Authenticator.Type) -> str:
        """Passkey 1, passkey 2: the number after the highest that is there."""
        there = Authenticator.objects.filter(user_id=user.pk, type=type)
        taken = {one.wrap().name for one in there}
        number = next(n for n in range(1, len(taken) + 2) if _("Passkey %(n)s") % {"n": n} not in taken)
        return _("Passkey %(n)s") % {"n": number}


def has_readable_codes(staff: Staff) -> bool:
    """Whether the recovery codes that would be shown are those that work."""
    return all(unlock(one.data["seed"]) is not None for one in steps_of(staff)[Authenticator.Type.RECOVERY_CODES])


def steps_of(staff: Staff) -> dict[str, list[Authenticator]]:
    """What this colleague proves themselves with, by kind."""
    found: dict[str, list[Authenticator]] = {kind: [] for kind in Authenticator.Type.values}
    for one in Authenticator.objects.filter(user_id=staff.pk).order_by("pk"):
        found[one.type].append(one)
    return found
