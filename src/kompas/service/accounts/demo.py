"""The demo's colleagues. Everybody knows their passwords, so they exist and work in the demo only."""

from django.conf import settings

from kompas.assistant.domain.errors import NotAllowed
from kompas.service.accounts.coming_in import DEMO_DOMAIN
from kompas.service.accounts.models import Role, Staff

_COLLEAGUES = (
    ("noor", "Noor", "de Wit", Role.AGENT),
    ("sam", "Sam", "Bakker", Role.SUPERVISOR),
    ("eva", "Eva", "Smit", Role.EDITOR),
    ("priya", "Priya", "Jansen", Role.PRIVACY_OFFICER),
    ("alex", "Alex", "Visser", Role.ADMINISTRATOR),
)


def seed_staff() -> tuple[Staff, ...]:
    """A colleague of each role, as they were at the start. Raises NotAllowed outside the demo."""
    if not settings.DEMO:
        raise NotAllowed(
            "example accounts exist in the demo only", "create colleagues with names and passwords of their own"
        )
    return tuple(_seed(*colleague) for colleague in _COLLEAGUES)


def _seed(username: str, first: str, last: str, role: Role) -> Staff:
    known = {"first_name": first, "last_name": last, "email": f"{username}{DEMO_DOMAIN}", "role": role}
    staff, new = Staff.objects.update_or_create(username=username, defaults=known)
    if new or not staff.has_usable_password():  # checking it at every start would cost most of a second
        staff.set_password(f"kompas-demo-{username}")
        staff.save(update_fields=["password"])
    return staff
