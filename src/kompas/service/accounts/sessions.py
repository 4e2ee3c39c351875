"""Where a colleague is signed in; beginning and ending that. A sign-in that ended is out with its next request, everywhere."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.usersessions.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse

from kompas.service.accounts.models import Staff


def signed_in(request: HttpRequest, staff: Staff) -> HttpResponse:
    """Who came with a new password is signed in, whoever was here before; it is listed among their sign-ins."""
    request.session.flush()
    record_authentication(request, staff, method="password")
    answer: HttpResponse = perform_login(request, Login(user=staff))
    return answer


def sessions_of(staff: Staff) -> list[UserSession]:
    """The newest first; what has ended by itself is forgotten."""
    there = UserSession.objects.purge_and_list(staff)
    return sorted(there, key=lambda one: one.created_at, reverse=True)


def end_sessions(staff: int, but: str | None = None, only: int | None = None) -> int:
    """End all of a colleague's sessions, those `but` one (its key) or the `only` one (its id); gives how many."""
    ending = UserSession.objects.filter(user_id=staff).exclude(session_key=but or "")
    chosen = list(ending if only is None else ending.filter(pk=only))
    get_adapter().end_sessions(chosen)
    return len(chosen)
