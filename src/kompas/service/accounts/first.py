"""The first administrator: made with a link that is printed where the server is started, and nowhere else.

Nobody can invite them, for nobody is there yet. Only the digest of the newest link is kept, with the running house: a
restart, an hour or its first use ends it.
"""

import hmac
from dataclasses import dataclass

from kompas.service.accounts.coming_in import DEMO_DOMAIN
from kompas.service.accounts.models import Role, Staff
from kompas.service.clock import now_ms
from kompas.service.conversations import store
from kompas.service.database.screen import writing
from kompas.service.front_door.visitors import digest_of, new_token
from kompas.service.house import current
from kompas.service.language import reader_language

_LIFE_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class FirstLink:
    digest: str
    until: int


def new_first_link(at: int) -> str | None:
    """The token of a new link, which ends the one before it; None when an administrator can come in already."""
    current().first_link = None
    if has_administrator():
        return None
    token, digest = new_token()
    current().first_link = FirstLink(digest, at + _LIFE_MS)
    return token


def has_administrator() -> bool:
    """The demo's does not count: everybody knows that password, so nobody comes in with it."""
    administrators = Staff.objects.filter(role=Role.ADMINISTRATOR, is_active=True)
    return administrators.exclude(email__endswith=DEMO_DOMAIN).exists()


def opens(token: str, at: int) -> bool:
    link = current().first_link
    return link is not None and hmac.compare_digest(link.digest, digest_of(token)) and at < link.until


def become_first(name: str, mail: str, password: str, token: str) -> Staff | None:
    """Their account; None when the link was used a moment ago. The transaction lets one through at a time."""
    staff = Staff(username=mail, email=mail, role=Role.ADMINISTRATOR, language=reader_language())
    staff.take_name(name)
    staff.set_password(password)  # takes its time on purpose: before the transaction
    with writing() as db:
        at = now_ms()
        if not opens(token, at) or has_administrator():
            return None
        staff.save()
        store.record(db, "staff.first", staff.author, at, data={"staff": staff.pk})
    current().first_link = None
    return staff
