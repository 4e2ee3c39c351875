"""Mail to colleagues: each in their own language, through the outbox like all mail. What it says is decided here."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from kompas.service.channels import mail
from kompas.service.clock import now_ms
from kompas.service.house import current

PURPOSE = "account"


@dataclass(frozen=True, slots=True)
class Letter:
    """Its words may hold %(company)s, %(name)s and %(link)s."""

    subject: Promise
    body: Promise


_NOT_YOU = lazy("Was this not you? Tell an administrator at once, and change your password.")

INVITATION = Letter(
    lazy("Come and work with %(company)s in Kompas"),
    lazy(
        "Hello %(name)s,\n\nYou are invited to help the customers of %(company)s. Choose your password here:\n\n%(link)s\n\n"
        "The link works once, and for 72 hours. Did you not expect this? Then do nothing."
    ),
)
_RESET = Letter(
    lazy("A new password for %(company)s"),
    lazy(
        "Hello %(name)s,\n\nSomebody asked for a new password for your account. Choose one here:\n\n%(link)s\n\n"
        "The link works once, and for two hours. Was it not you? Then do nothing: your password stays as it is."
    ),
)
_NEW_ADDRESS = Letter(
    lazy("Confirm your new mail address for %(company)s"),
    lazy(
        "Hello %(name)s,\n\nYou want to use this mail address for your account. Confirm it here:\n\n%(link)s\n\n"
        "Until then your old address stays in use. Was it not you? Then do nothing."
    ),
)


def _news(what: Promise) -> Letter:
    """Something that a colleague should know of, for it may not have been them."""
    return Letter(what, lazy("Hello %(name)s,\n\n%(what)s\n\n%(not_you)s"))


_NEWS = {
    "account/email/password_changed": lazy("Your password for %(company)s was changed"),
    "account/email/password_reset": lazy("Your password for %(company)s was changed"),
    "account/email/password_set": lazy("Your account at %(company)s has a password now"),
    "account/email/email_changed": lazy("Your mail address for %(company)s was changed"),
    "socialaccount/email/account_connected": lazy("Your account at %(company)s opens with your sign-in service now"),
    "socialaccount/email/account_disconnected": lazy(
        "Your sign-in service no longer opens your account at %(company)s"
    ),
    "mfa/email/totp_activated": lazy("Your account at %(company)s asks for a code from your app now"),
    "mfa/email/totp_deactivated": lazy("Your account at %(company)s no longer asks for a code"),
    "mfa/email/webauthn_added": lazy("A passkey was added to your account at %(company)s"),
    "mfa/email/webauthn_removed": lazy("A passkey was taken from your account at %(company)s"),
    "mfa/email/recovery_codes_generated": lazy("New recovery codes were made for your account at %(company)s"),
}
# by the names under which the sign-in library asks for them
LETTERS: Mapping[str, Letter] = {
    "account/email/password_reset_key": _RESET,
    "account/email/email_confirmation": _NEW_ADDRESS,
    **{name: _news(what) for name, what in _NEWS.items()},
}


def post(db: sqlite3.Connection, letter: Letter, recipient: str, name: str, language: str, link: str = "") -> None:
    """Put it in the outbox, in the transaction of what it tells of."""
    with translation.override(language):
        words = {"company": current().shelf.now.company.name, "name": name, "link": link, "not_you": str(_NOT_YOU)}
        subject = str(letter.subject) % words
        body = str(letter.body) % {**words, "what": f"{subject}."}
    mail.post(db, None, PURPOSE, recipient, subject, body, now_ms())
