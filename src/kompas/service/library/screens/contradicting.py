"""Pairs of sentences that say another amount or term of the same matter, side by side."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kompas.service.accounts.permissions import only_who_may
from kompas.service.fragment import page_or_part
from kompas.service.house import current
from kompas.service.library.contradictions import Sentence
from kompas.service.library.screens.listing import EDIT


@require_safe
@never_cache
@only_who_may(EDIT)
def contradictions(request: HttpRequest) -> HttpResponse:
    """What was found so far; the page asks again until all articles are read."""
    house = current()
    found = house.contradictions.look(house.shelf.now.assistant)
    pairs = [(one.shared, _side(one.one), _side(one.other)) for one in found.contradictions]
    about = {"pairs": pairs, "read": found.read, "all": found.all, "complete": found.read == found.all}
    return page_or_part(request, "library/contradictions.html", about)


def _side(sentence: Sentence) -> dict[str, Any]:
    return {"article": sentence.article, "text": sentence.text}
