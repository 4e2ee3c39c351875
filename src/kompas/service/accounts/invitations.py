"""Invitations: asking a colleague to come, asking again, taking it back, and coming.

Every verb runs inside a write transaction and leaves its line in the trail. The link goes by mail only.
"""

import secrets
import sqlite3
from collections.abc import Callable

from allauth.account.models import EmailAddress
from django.db.models import QuerySet

from kompas.service.accounts import letters
from kompas.service.accounts.models import Invitation, Staff
from kompas.service.accounts.trail import record
from kompas.service.front_door.visitors import digest_of, new_token

LIFE_MS = 72 * 3_600_000
Address = Callable[[str], str]  # where the link of a token leads


def invite(db: sqlite3.Connection, invitation: Invitation, link: Address, at: int) -> None:
    """Ask somebody to come: `invitation` says who (email, name, role, language) and by whom."""
    invitation.at = at
    _send(db, invitation, link, at)
    record(db, "colleague.invited", invitation.by_id or 0, invitation=invitation.pk, role=invitation.role)


def invite_again(db: sqlite3.Connection, invitation: Invitation, link: Address, admin: int, at: int) -> bool:
    """A new link, for another 72 hours; the one before it no longer works. False when it ended."""
    if invitation.accepted_at or invitation.withdrawn_at:
        return False
    _send(db, invitation, link, at)
    record(db, "colleague.invited_again", admin, invitation=invitation.pk)
    return True


def withdraw(db: sqlite3.Connection, invitation: Invitation, admin: int, at: int) -> bool:
    """Its link no longer works; false when it ended before."""
    done = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None).update(withdrawn_at=at)
    if done:
        record(db, "colleague.invitation_withdrawn", admin, invitation=invitation.pk)
    return bool(done)


def open_invitation(token: str, at: int) -> Invitation | None:
    """The invitation behind a link that still works."""
    return _open(at).filter(digest=digest_of(token)).first()


def invited(email: str, at: int) -> Invitation | None:
    """The open invitation of a mail address, which somebody else has proven."""
    return _open(at).filter(email=email.lower()).order_by("-at").first()


def accept(db: sqlite3.Connection, invitation: Invitation, staff: Staff, at: int) -> bool:
    """They come: `staff` (not stored yet, its password set) becomes the account. False when the link was used a moment ago;
    the transaction lets one through at a time."""
    if not _open(at).filter(pk=invitation.pk, digest=invitation.digest).update(accepted_at=at):
        return False
    join(db, staff, invitation=invitation.pk)
    Invitation.objects.filter(pk=invitation.pk).update(staff=staff)
    return True


def join(db: sqlite3.Connection, staff: Staff, **about: int) -> bool:
    """Store the account of somebody whose mail address is proven."""
    staff.save()
    EmailAddress.objects.create(user=staff, email=staff.email, verified=True, primary=True)
    record(db, "colleague.joined", staff.pk, role=staff.role, **about)
    return True


def account_of(invitation: Invitation) -> Staff:
    """The account that an invitation leads to, not stored. Nobody types its username: they sign in by mail address."""
    staff = Staff(username=new_username(), email=invitation.email, role=invitation.role, language=invitation.language)
    staff.take_name(invitation.name)
    return staff


def new_username() -> str:
    return f"c-{secrets.token_hex(8)}"


def _open(at: int) -> QuerySet[Invitation]:
    return Invitation.objects.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=at)


def _send(db: sqlite3.Connection, invitation: Invitation, link: Address, at: int) -> None:
    token, invitation.digest = new_token()
    invitation.expires_at = at + LIFE_MS
    invitation.save()
    words = (invitation.email, invitation.name, invitation.language)
    letters.post(db, letters.INVITATION, *words, link=link(token))
