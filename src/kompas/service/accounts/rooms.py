"""The rooms of the house that staff go in and out of: what the bar on every screen names, and where a sign-in leads."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from kompas.service.accounts.models import Staff
from kompas.service.accounts.permissions import may, only_who_may, staff_of


@dataclass(frozen=True, slots=True)
class Room:
    """A room with the name of its first screen's address; who may do `act` may come in."""

    url: str
    title: Promise
    act: str


ROOMS = (
    Room("desk", lazy("Workspace"), "see the desk"),
    Room("outcomes", lazy("Outcomes"), "see the outcomes"),
    Room("library", lazy("Library"), "edit the content"),
    Room("gaps", lazy("Gaps"), "see the gaps"),
    Room("judging", lazy("Judge"), "judge what was drawn"),
    Room("certainty", lazy("Certainty"), "see the certainty"),
    Room("colleagues", lazy("Colleagues"), "end a colleague's sessions"),
    Room("status", lazy("Status"), "see the status"),
    Room("personal-data", lazy("Personal data"), "handle personal data"),
)


def rooms_of(staff: Staff) -> tuple[Room, ...]:
    """The rooms for this colleague, the one where they work most first."""
    return tuple(room for room in ROOMS if may(staff, room.act))


@only_who_may("choose how screens look")
def start(request: HttpRequest, **_: Any) -> HttpResponse:
    """After signing in: the first room that is this colleague's."""
    rooms = rooms_of(staff_of(request))
    if not rooms:
        raise PermissionDenied
    return redirect(rooms[0].url)
