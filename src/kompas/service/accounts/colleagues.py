"""What is done with colleagues: their role, whether they may come in, and their sign-ins.

Every verb runs inside a write transaction and leaves its line in the trail; what decides who may come in leaves one in the
ledger too, in the data folder that it is given.
"""

import sqlite3
from pathlib import Path

from django.utils.translation import gettext as _

from kompas.assistant.domain.errors import NotAllowed
from kompas.service.accounts.coming_in import DEMO_DOMAIN
from kompas.service.accounts.ledger import LEDGER, Changed, moment_of, newest, write_down
from kompas.service.accounts.models import Role, Staff
from kompas.service.accounts.sessions import end_sessions
from kompas.service.accounts.trail import record
from kompas.service.clock import now_ms
from kompas.service.conversations import store
from kompas.service.conversations.authors import by_staff
from kompas.service.database.screen import writing
from kompas.service.handover import desk
from kompas.service.library.shelf import Served


def change_role(db: sqlite3.Connection, staff: Staff, role: str, admin: int, data_dir: Path) -> bool:
    """False when it was this role already. Raises NotAllowed for the last administrator."""
    if staff.role == role:
        return False
    if role != Role.ADMINISTRATOR:
        _refuse_the_last(staff)
    before, staff.role = staff.role, role
    staff.save(update_fields=["role"])
    record(db, "colleague.role_changed", admin, staff=staff.pk, role=role, before=before)
    _write_down(staff, data_dir)
    return True


def deactivate(db: sqlite3.Connection, served: Served, staff: Staff, admin: int, at: int, data_dir: Path) -> bool:
    """They are out at once, on every device, and who they were helping waits for a person again. False when they were out
    already. Raises NotAllowed for the last administrator."""
    if not staff.is_active:
        return False
    _refuse_the_last(staff)
    staff.is_active = False
    staff.save(update_fields=["is_active"])
    ended = end_sessions(staff.pk)
    held = desk.put_back_all(db, served, staff.pk, by_staff(admin), at)
    record(db, "colleague.deactivated", admin, staff=staff.pk, sessions=ended, conversations=held)
    _write_down(staff, data_dir)
    return True


def reactivate(db: sqlite3.Connection, staff: Staff, admin: int, data_dir: Path) -> bool:
    """They may sign in again, with what they signed in with before; false when they may already."""
    if staff.is_active:
        return False
    staff.is_active = True
    staff.save(update_fields=["is_active"])
    record(db, "colleague.reactivated", admin, staff=staff.pk)
    _write_down(staff, data_dir)
    return True


def sign_out(db: sqlite3.Connection, staff: Staff, who: int) -> int:
    """End all their sign-ins; gives how many there were."""
    ended = end_sessions(staff.pk)
    record(db, "colleague.sessions_ended", who, staff=staff.pk, sessions=ended)
    return ended


def put_right(data_dir: Path) -> int:
    """What the ledger says of colleagues and this database does not know, as after a restore; gives how many that were.
    To be called before anybody is let in. Nobody is the last one here: without an administrator the server prints a link."""
    said = newest(data_dir / LEDGER)
    changed = 0
    with writing() as db:
        for staff in Staff.objects.filter(pk__in={one.staff for one in said.values()}):
            told = said.get((staff.pk, moment_of(staff.date_joined)))
            if told is None or (told.active, told.role) == (staff.is_active, staff.role):
                continue
            staff.is_active, staff.role = told.active, told.role
            staff.save(update_fields=["is_active", "role"])
            end_sessions(staff.pk)
            about: dict[str, str | int] = {"staff": staff.pk, "active": int(told.active), "role": told.role}
            store.record(db, "colleague.put_right", "system", now_ms(), data=about)
            changed += 1
    return changed


def _write_down(staff: Staff, data_dir: Path) -> None:
    """As the last step before the commit, like an erasure: what failed before it leaves no line."""
    changed = Changed(staff.pk, moment_of(staff.date_joined), staff.is_active, staff.role, now_ms())
    write_down(data_dir / LEDGER, changed)


def _refuse_the_last(staff: Staff) -> None:
    """Without an administrator nobody could invite one. In a demo its own administrator counts."""
    if staff.role != Role.ADMINISTRATOR or not staff.is_active:
        return
    others = Staff.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exclude(pk=staff.pk)
    if not staff.email.endswith(DEMO_DOMAIN):
        others = others.exclude(email__endswith=DEMO_DOMAIN)
    if not others.exists():
        raise NotAllowed(
            _("This is the last administrator."),
            _("Make a colleague administrator first, so that somebody can invite."),
        )
