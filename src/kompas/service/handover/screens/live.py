"""The staff's live stream: which conversation was touched, ids only. What is shown is fetched with the session."""

from collections.abc import AsyncIterator

import orjson
from asgiref.sync import sync_to_async
from django.contrib.auth import get_user
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_safe

from kompas.service.accounts.models import Staff
from kompas.service.accounts.permissions import may
from kompas.service.house import current


@require_safe
async def stream(request: HttpRequest) -> HttpResponseBase:
    """Server-sent events for as long as the session is good; 403 for who is not signed in, so that a page stops asking."""
    if not await _still_there(request):
        return HttpResponse(status=403)
    answer = StreamingHttpResponse(_frames(request), content_type="text/event-stream")
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Accel-Buffering"] = "no"
    return answer


async def _frames(request: HttpRequest) -> AsyncIterator[bytes]:
    yield b"retry: 2000\n\n"
    # an empty one comes first, when the hub has us: what happened since the page was made is fetched then
    alive = b"event: listening\ndata: {}\n\n"
    async for touched in current().hub.follow_staff():
        if touched:
            yield b"event: touched\ndata: " + orjson.dumps(touched) + b"\n\n"
        elif await _still_there(request):
            yield alive
            alive = b": here\n\n"
        else:
            return


@sync_to_async
def _still_there(request: HttpRequest) -> bool:
    """Asked of the stored session each time: who signed out, or may no longer come in, hears no more."""
    if not request.session.exists(request.session.session_key or ""):
        return False
    staff = get_user(request)
    return isinstance(staff, Staff) and may(staff, "see the desk")
