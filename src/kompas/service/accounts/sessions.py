"""Where a colleague is signed in, and ending that. A sign-in that ended is out with its next request, on every screen."""

from allauth.usersessions.adapter import get_adapter
from allauth.usersessions.models import UserSession

from kompas.service.accounts.models import Staff


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
