"""An agent says that an answer is not right, and names what it should have been about."""

import json
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kompas.service.accounts.permissions import only_who_may, staff_of
from kompas.service.clock import now_ms
from kompas.service.conversations.models import Decision
from kompas.service.database.screen import writing
from kompas.service.fragment import page_or_part
from kompas.service.house import current
from kompas.service.insights.titles import title_of
from kompas.service.insights.trace import likeliest
from kompas.service.learning import labels
from kompas.service.learning.models import Label
from kompas.service.library.shelf import Served

_MOST = 6  # matters to choose from


@dataclass(frozen=True, slots=True)
class Option:
    """A matter that the answer may have been about."""

    id: str
    title: str
    lang: str


@require_safe
@never_cache
@only_who_may("mark an answer")
def marking(request: HttpRequest, id: str, seq: int) -> HttpResponse:
    """The matters that the question may have been about, the likeliest first, and none of them."""
    decision = _decision(id, seq)
    mine = Label.objects.filter(conversation=id, seq=seq, by=_by(request)).exists()
    about = {"id": id, "seq": seq, "options": _options(decision, current().shelf.now), "mine": mine}
    return page_or_part(request, "learning/marking.html", about)


@require_POST
@only_who_may("mark an answer")
def mark(request: HttpRequest, id: str, seq: int) -> HttpResponse:
    """Kept with its author; "take_back" takes one's own mark away again."""
    decision, matter = _decision(id, seq), request.POST.get("matter", "")
    if matter and not _is_known(matter, current().shelf.now):
        return HttpResponseBadRequest()
    with writing() as db:
        if "take_back" in request.POST:
            labels.take_back(db, id, decision.seq, _by(request), now_ms())
        else:
            labels.mark(db, id, decision.seq, _by(request), matter, now_ms())
    if "take_back" not in request.POST:
        messages.success(request, _("Marked. Editors see it when they look what is missing."))
    return redirect(f"{reverse('conversation', args=[id])}#letter-{seq}")


def _decision(id: str, seq: int) -> Decision:
    return get_object_or_404(Decision, conversation_id=id, seq=seq)


def _options(decision: Decision, served: Served) -> list[Option]:
    told = json.loads(decision.trace)
    near = [pair for question in told.get("questions") or () for pair in likeliest(question)]
    ordered = dict.fromkeys(matter for matter, _sure in sorted(near, key=lambda pair: -pair[1]))
    lang = served.company.languages[0]
    known = [matter for matter in ordered if _is_known(matter, served)]
    return [Option(matter, title_of(matter, served), lang) for matter in known[:_MOST]]


def _is_known(matter: str, served: Served) -> bool:
    slug = matter.removeprefix("article:")
    return matter in served.company.intents or any(article.slug == slug for article in served.company.articles)


def _by(request: HttpRequest) -> str:
    return staff_of(request).author
