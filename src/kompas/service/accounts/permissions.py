"""Who may do what, in one table, and how a screen asks it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kompas.service.accounts.coming_in import may_come_in
from kompas.service.accounts.models import Role, Staff

EVERYBODY = frozenset(Role)
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
SUPERVISORS = ADMINISTRATORS | {Role.SUPERVISOR}
DESK = SUPERVISORS | {Role.AGENT}
EDITORS = SUPERVISORS | {Role.EDITOR}
PRIVACY = ADMINISTRATORS | {Role.PRIVACY_OFFICER}

MAY: dict[str, frozenset[Role]] = {
    "see the desk": DESK,
    "take": DESK,
    "reply": DESK,
    "note": DESK,
    "give back": DESK,
    "resolve": DESK,
    "resolve what others hold": SUPERVISORS,
    "keep a promise": DESK,
    "mark an answer": DESK,
    "choose how screens look": EVERYBODY,
    "look after one's own account": EVERYBODY,
    "stop the assistant": SUPERVISORS,
    "see complaints about the content": EDITORS,
    "edit the content": EDITORS,
    "change how the company works": SUPERVISORS,
    "see the gaps": EDITORS,
    "judge what was drawn": DESK | EDITORS,
    "see the certainty": SUPERVISORS,
    "see the outcomes": SUPERVISORS,
    "handle personal data": PRIVACY,
    "manage colleagues": ADMINISTRATORS,
    "end a colleague's sessions": SUPERVISORS,
    "see the status": SUPERVISORS,
    "decide on held mail": SUPERVISORS,
}

Screen = Callable[..., HttpResponse]


def may(staff: Staff, act: str) -> bool:
    return may_come_in(staff) and staff.role in MAY[act]


def only_who_may(act: str) -> Callable[[Screen], Screen]:
    """Lets through who may do this act; sends who is not signed in to sign in, and refuses everybody else."""
    assert act in MAY, act

    def guard(screen: Screen) -> Screen:
        @wraps(screen)
        def guarded(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
            if not isinstance(request.user, Staff) or not may_come_in(request.user):
                return redirect_to_login(request.get_full_path() if request.method == "GET" else reverse("start"))
            if not may(request.user, act):
                raise PermissionDenied
            return screen(request, *args, **named)

        return guarded

    return guard


def staff_of(request: HttpRequest) -> Staff:
    """The colleague behind a request that `only_who_may` let through."""
    assert isinstance(request.user, Staff)
    return request.user
