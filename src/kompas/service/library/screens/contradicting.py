"""Pairs of sentences that say another amount or term of the same matter, side by side, for an editor to judge."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kompas.assistant.company.documents import article_id, lang_of, slug_of
from kompas.service import times
from kompas.service.accounts.permissions import only_who_may, staff_of
from kompas.service.clock import now_ms
from kompas.service.fragment import page_or_part
from kompas.service.house import current
from kompas.service.library import contradicting, editions, lists
from kompas.service.library.models import Comparison, Contradiction
from kompas.service.library.refusals import NotPossible
from kompas.service.library.screens.listing import EDIT
from kompas.service.library.screens.paging import span
from kompas.service.library.screens.posting import number_in
from kompas.service.library.screens.wording import names, refused

_ON_A_PAGE = 50


@require_safe
@never_cache
@only_who_may(EDIT)
def contradictions(request: HttpRequest) -> HttpResponse:
    """What was found when the articles were last compared; with ?aside=1 what was judged to be none."""
    judged = bool(number_in(request.GET, "aside"))
    found = contradicting.aside() if judged else contradicting.open_ones()
    shown = span(found.count(), number_in(request.GET, "page"), _ON_A_PAGE)
    last = Comparison.objects.first()
    now = last if last is not None and last.version == editions.current().version else None
    done_at = now.done_at if now is not None else None
    served, name = current().shelf.now, names()
    titles = {article.id: article.title for article in served.company.articles}
    about = {
        "pairs": [_pair(one, titles, name(one.aside_by)) for one in found[shown.first : shown.last]],
        "span": shown,
        "query": "aside=1&" if judged else "",
        "judged": judged,
        "put_aside": contradicting.aside().count(),
        "compared": last if last is not None and last.articles else None,
        "done": done_at is not None,
        "given_up": now is not None and done_at is None and now.tries >= contradicting.MOST_TRIES,
        "when": times.clock(done_at, now_ms(), served.zone) if done_at is not None else "",
        "to_decide": lists.to_decide(),
    }
    return page_or_part(request, "library/contradictions.html", about)


@require_POST
@only_who_may(EDIT)
def judge(request: HttpRequest) -> HttpResponse:
    """Put a pair aside as no contradiction, or bring it back."""
    id, by = number_in(request.POST, "pair"), staff_of(request).author
    try:
        match request.POST.get("act", ""):
            case "aside":
                contradicting.put_aside(id, by)
                messages.success(request, _("Put aside. It comes back when one of both sentences changes."))
            case "back":
                contradicting.bring_back(id, by)
                messages.success(request, _("It stands among the contradictions again."))
            case _:
                return HttpResponseBadRequest()
    except NotPossible as fault:
        messages.warning(request, refused(fault))
    return redirect("library-contradictions")


def _pair(one: Contradiction, titles: dict[str, str], who: str) -> dict[str, Any]:
    sides = [
        {"text": text, "slug": slug_of(path), "title": titles.get(article_id(path), slug_of(path))}
        for path, text in ((one.one, one.one_text), (one.other, one.other_text))
    ]
    return {"id": one.pk, "shared": one.shared, "lang": lang_of(one.one), "sides": sides, "who": who}
