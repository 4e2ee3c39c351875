"""Mail that a restore held back: shown with its conversation, then sent or dropped by a person."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kompas.service.accounts.permissions import only_who_may, staff_of
from kompas.service.clock import now_ms
from kompas.service.conversations import held
from kompas.service.conversations.models import Delivery
from kompas.service.database.screen import writing
from kompas.service.times import full

DECIDES = "decide on held mail"
_MOST = 50  # on the page; as those are decided on, the next come


def held_back(zone: ZoneInfo) -> list[dict[str, Any]]:
    """The oldest first. Whose mail it is, its conversation says."""
    waiting = Delivery.objects.filter(due_at=None, sent_at=None, error=held.HELD).order_by("at")
    shown = waiting.values("id", "purpose", "at", "conversation_id")[:_MOST]
    return [{**one, "when": full(one["at"], zone)} for one in shown]


@require_POST
@only_who_may(DECIDES)
def send(request: HttpRequest, id: int) -> HttpResponse:
    return _decided(request, id, held.release, _("The mail is on its way."))


@require_POST
@only_who_may(DECIDES)
def drop(request: HttpRequest, id: int) -> HttpResponse:
    return _decided(request, id, held.drop, _("The mail is not sent."))


def _decided(request: HttpRequest, id: int, act: Callable[..., bool], told: str) -> HttpResponse:
    with writing() as db:
        done = act(db, id, staff_of(request).author, now_ms())
    if done:
        messages.success(request, told)
    else:
        messages.info(request, _("Somebody decided on this mail already."))
    return redirect("status")
