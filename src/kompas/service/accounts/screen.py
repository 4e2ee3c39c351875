"""What every screen shows around its own matter: the company, how it looks, whether the assistant is stopped, what waits."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from kompas.service.accounts.built import built
from kompas.service.accounts.models import Staff
from kompas.service.accounts.permissions import may
from kompas.service.accounts.rooms import ROOMS, rooms_of
from kompas.service.handover.models import Handover, Promise, Stop
from kompas.service.house import current
from kompas.service.language import in_words

_TOLD = 5  # complaints in the bar on top


def screen(request: HttpRequest) -> dict[str, Any]:
    """The names that `base/page.html` uses. Who is not signed in learns only the company's name, and
    that a browser may forget a sign-in (`forgets`) where the page came over http."""
    around: dict[str, Any] = {
        "company": current().shelf.now.company.name,
        "script": built("workspace.js"),
        "style": built("workspace.css"),
        "theme": "auto",
        "forgets": settings.SESSION_COOKIE_SECURE and not request.is_secure(),
    }
    staff = getattr(request, "user", None)
    if not isinstance(staff, Staff) or not may(staff, "choose how screens look"):
        return around
    return around | {
        "staff": staff,
        "rooms": rooms_of(staff),
        "room": _room_of(request),
        "here": request.get_full_path(),
        "theme": staff.theme,
        "languages": settings.LANGUAGES,  # each by its own name, not translated
        "may_stop": may(staff, "stop the assistant"),
        "stop": Stop.objects.filter(lifted_at=None).select_related("by").order_by("at").first(),
        **(_waiting() if may(staff, "see the desk") else {}),
        **(_complaints() if may(staff, "see complaints about the content") else {}),
    }


def _room_of(request: HttpRequest) -> str:
    """The address of the room that this screen is in: what its address begins with."""
    return next((room.url for room in ROOMS if request.path.startswith(reverse(room.url))), "")


def _complaints() -> dict[str, Any]:
    """The first of them in the reader's words, and how many there are."""
    complaints = current().complaints
    return {"complaints": [in_words(one) for one in complaints[:_TOLD]], "complaints_in_all": len(complaints)}


def _waiting() -> dict[str, int]:
    waiting = Handover.objects.filter(ended_at=None, taken_at=None, live=True).count()
    return {"waiting": waiting, "due_today": _due_today()}


def _due_today() -> int:
    zone = current().shelf.now.zone
    tonight = timezone.now().astimezone(zone).replace(hour=23, minute=59, second=59, microsecond=999_000)
    return Promise.objects.filter(kept_at=None, due_at__lte=int(tonight.timestamp() * 1000)).count()
