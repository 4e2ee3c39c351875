"""The secrets behind one-time codes and recovery codes, under lock in the database: who reads a copy of it makes no codes.

The key comes from the installation's secret. Secrets of before (SECRET_KEY_FALLBACKS) still open what they locked, until it
is locked anew, which happens at each start.
"""

from base64 import urlsafe_b64encode
from collections.abc import Iterator

import structlog
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import connection, transaction

log = structlog.get_logger()

MARK = "locked:"  # no secret of its own begins so: those are letters and digits
_PLACES = {Authenticator.Type.TOTP: "secret", Authenticator.Type.RECOVERY_CODES: "seed"}


def lock(text: str) -> str:
    return MARK + next(_keys()).encrypt(text.encode()).decode()


def unlock(kept: str) -> str | None:
    """What was locked; text that never was, from before there were locks, as it is. None when no secret opens it."""
    if not kept.startswith(MARK):
        return kept
    try:
        return MultiFernet(list(_keys())).decrypt(kept.removeprefix(MARK)).decode()
    except InvalidToken:
        return None


def lock_anew() -> int:
    """Put under the newest lock what is under an older one, or under none; gives how many that were. To be called at
    each start. What no secret opens is told in the log, and left for when that secret is given again."""
    with transaction.atomic():
        found = list(Authenticator.objects.filter(type__in=_PLACES))
        closed = [one for one in found if unlock(_of(one)) is None]
        older = [one for one in found if one not in closed and not _is_newest(_of(one))]
        for one in older:
            one.data[_PLACES[one.type]] = lock(unlock(_of(one)) or "")
            one.save(update_fields=["data"])
    if older:
        with connection.cursor() as db:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # what stood open leaves the log too
    if closed:
        remedy = "Give the secret key of before in KOMPAS_SECRET_KEY_FALLBACKS, and start again."
        log.error("codes.unreadable", codes=len(closed), remedy=remedy)
    return len(older)


def _of(one: Authenticator) -> str:
    return str(one.data[_PLACES[one.type]])


def _is_newest(kept: str) -> bool:
    try:
        next(_keys()).decrypt(kept.removeprefix(MARK))
    except InvalidToken:
        return False
    return kept.startswith(MARK)


def _keys() -> Iterator[Fernet]:
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        key = HKDF(SHA256(), 32, salt=None, info=b"kompas.accounts.locked").derive(secret.encode())
        yield Fernet(urlsafe_b64encode(key))
