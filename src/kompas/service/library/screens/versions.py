"""The versions of one document, what each of them changed, and what waits for a decision: conflicts and proposals."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kompas.assistant.company.documents import lang_of
from kompas.service import times
from kompas.service.accounts.permissions import only_who_may
from kompas.service.clock import now_ms
from kompas.service.house import current
from kompas.service.library import lists
from kompas.service.library.models import State, Version
from kompas.service.library.screens.acts import page_of
from kompas.service.library.screens.comparing import changes
from kompas.service.library.screens.listing import EDIT
from kompas.service.library.screens.paging import span
from kompas.service.library.screens.posting import number_in
from kompas.service.library.screens.wording import STATES, names

_ON_A_PAGE = 100  # versions
_AT_ONCE = 30  # decisions, with their differences


@require_safe
@never_cache
@only_who_may(EDIT)
def versions(request: HttpRequest, path: str) -> HttpResponse:
    """All versions, the newest first; ?number=4 shows what the fourth changed."""
    document = lists.document(path)
    if document is None:
        raise Http404
    asked = number_in(request.GET, "number")
    shown = lists.version(path, asked) if asked else None
    served, name, now = current().shelf.now, names(), now_ms()
    all_of_them = lists.versions(path)
    part = span(all_of_them.count(), number_in(request.GET, "page"), _ON_A_PAGE)
    lines = [
        {
            "version": one,
            "who": name(one.published_by or one.by),
            "when": times.clock(one.published_at or one.due_at or one.at, now, served.zone),
            "state": STATES[one.state],
            "serves": one.pk == document.published_id,
            "can_return": one.state == State.PUBLISHED and one.pk != document.published_id,
        }
        for one in all_of_them[part.first : part.last]
    ]
    about: dict[str, Any] = {"path": path, "page": page_of(path), "lines": lines, "shown": shown, "span": part}
    if shown is not None:
        before = _before(path, shown)
        about |= {"before": before, "changes": changes(path, before.text if before else None, shown.text)}
    return render(request, "library/versions.html", about)


@require_safe
@never_cache
@only_who_may(EDIT)
def waiting(request: HttpRequest) -> HttpResponse:
    """Where the folder and a screen differ, and what sources found."""
    served, name, now = current().shelf.now, names(), now_ms()
    part = span(lists.conflicts().count(), number_in(request.GET, "conflicts"), _AT_ONCE)
    rest = span(lists.proposals().count(), number_in(request.GET, "page"), _AT_ONCE)
    found = [
        {
            "conflict": one,
            "path": one.document.path,
            "page": page_of(one.document.path),
            "who": name(one.document.published.published_by) if one.document.published else "",
            "when": times.clock(one.at, now, served.zone),
            "changes": changes(
                one.document.path, one.document.published.text if one.document.published else None, one.theirs.text
            ),
        }
        for one in lists.conflicts()[part.first : part.last]
    ]
    proposed = [
        {
            "version": one,
            "path": one.document.path,
            "page": page_of(one.document.path).partition("#")[0],
            "who": name(one.by),
            "when": times.clock(one.at, now, served.zone),
            "lang": lang_of(one.document.path) or "from",
            "removes": one.content is None,
            "new": one.document.published is None,
            "changes": changes(
                one.document.path, one.document.published.text if one.document.published else None, one.text
            ),
        }
        for one in lists.proposals()[rest.first : rest.last]
    ]
    about = {"conflicts": found, "proposals": proposed, "part": part, "rest": rest}
    return render(request, "library/waiting.html", about)


def _before(path: str, version: Version) -> Version | None:
    """What a version is compared with: what was published when it was begun, else the version of before that."""
    if version.based_on:
        return lists.version(path, version.based_on)
    earlier = Version.objects.filter(document__path=path, number__lt=version.number, state=State.PUBLISHED)
    return earlier.order_by("-number").first()
