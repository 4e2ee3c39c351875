"""How the house is doing, in words: what is well, what waits, what failed and what to do about it."""

from contextlib import closing
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kompas import __version__
from kompas.service.accounts.permissions import only_who_may
from kompas.service.clock import now_ms
from kompas.service.conversations.held import HELD
from kompas.service.conversations.models import Delivery
from kompas.service.database.connection import connect
from kompas.service.house import House, current
from kompas.service.language import for_reader, in_words
from kompas.service.status.screens.held import held_back
from kompas.service.status.standing import Health, standing_of, trouble_with_model
from kompas.service.times import full

_MOST = 20

TITLES: dict[str, Promise] = {
    "database": lazy("Database"),
    "assistant": lazy("Assistant"),
    "worker": lazy("Turns"),
    "backroom": lazy("Back room"),
    "content": lazy("Content"),
    "mail": lazy("Mail"),
    "trail": lazy("Trail"),
    "disk": lazy("Disk"),
    "model": lazy("Language model"),
    "embedder": lazy("Search by meaning"),
}
HEALTHS: dict[Health, Promise] = {
    Health.WELL: lazy("Well"),
    Health.WORRYING: lazy("Needs attention"),
    Health.FAILING: lazy("Does not work"),
}
REMEDIES: dict[str, Promise] = {
    "database": lazy("The database cannot be read. Look at the disk and at the log of the server."),
    "assistant": lazy("No content is loaded. Look at the log of the server."),
    "worker": lazy("Customers' questions are not taken up. Look at the disk and at the log; then start Kompas again."),
    "backroom": lazy("Work in the back room hangs or fails. The log of the server says where."),
    "content": lazy("A change of the content was refused. The bar at the top says what and where."),
    "mail": lazy("Mail does not go out. Look at the mail server and at KOMPAS_SMTP_URL."),
    "trail": lazy("The newest lines of the trail are not sealed yet. Look at the log of the server."),
    "disk": lazy("There is little room left. Make room, or move the data folder."),
    "embedder": lazy("Passages are found by their words alone. The lines below say why."),
}
MODEL_REMEDIES: dict[str, Promise] = {
    "not_installed": lazy(
        "What asks it is not installed. Install kompas[llm] and start Kompas again, or take model: out."
    ),
    "unknown_host": lazy("It is not asked: its address is not https, or its host is not named in KOMPAS_MODEL_HOSTS."),
    "resting": lazy("It failed three times in a row, and is tried again now and then. Look at it, and at its key."),
    "budget": lazy("What it may cost in a day is spent. It is asked again after midnight (UTC)."),
}


@require_safe
@never_cache
@only_who_may("see the status")
def status(request: HttpRequest) -> HttpResponse:
    house = current()
    with closing(connect(readonly=True)) as db:
        standing = standing_of(db, house, now_ms())
    zone = house.shelf.now.zone
    failed = Delivery.objects.filter(due_at=None, sent_at=None).exclude(error=HELD).order_by("-at")
    shown: dict[str, Any] = {
        "standing": standing,
        "parts": [
            {
                "title": TITLES[name],
                "state": state.value,
                "health": HEALTHS[state],
                "remedy": _remedy(name, house) if state is not Health.WELL else "",
            }
            for name, state in standing.parts.items()
        ],
        "kompas": __version__,
        "served": full(standing.served_since, zone) if standing.served_since else "",
        "backup": full(standing.backup_at, zone) if standing.backup_at else "",
        "oldest": round(standing.oldest_turn_seconds),
        "held": held_back(zone),
        "failed": failed.values("id", "purpose", "error", "attempts", "conversation_id")[:_MOST],
        "unread": for_reader(house.shelf.refused),
        "backroom": [in_words(one) for one in (*house.backroom.complaints, *house.shelf.embedder_complaints)],
    }
    return render(request, "status/status.html", shown)


def _remedy(part: str, house: House) -> Promise | str:
    """What to do about it. A model may be well again by now, with nothing left to say."""
    return MODEL_REMEDIES.get(trouble_with_model(house), "") if part == "model" else REMEDIES[part]
