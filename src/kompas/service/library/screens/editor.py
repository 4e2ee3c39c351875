"""Writing an article: both languages side by side, saved as a draft, published, scheduled."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kompas.assistant.company.complaints import CompanyRefused
from kompas.assistant.company.documents import article_path, is_document, lang_of
from kompas.assistant.domain.errors import Temporary
from kompas.service.accounts.models import Staff
from kompas.service.accounts.permissions import only_who_may, staff_of
from kompas.service.clock import moment, now_ms
from kompas.service.house import current
from kompas.service.library import lists, publishing
from kompas.service.library.drafts import save_draft
from kompas.service.library.models import Document, Version
from kompas.service.library.refusals import NotPossible, NotWritten, Overtaken
from kompas.service.library.screens.columns import column
from kompas.service.library.screens.comparing import LABELS
from kompas.service.library.screens.listing import EDIT
from kompas.service.library.screens.posting import Posted, moment_of, number_in, posted
from kompas.service.library.screens.rights import refuse_others
from kompas.service.library.screens.rows import known_owners
from kompas.service.library.screens.wording import not_written, refused
from kompas.service.library.shelf import Served


@require_safe
@never_cache
@only_who_may(EDIT)
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """One article in all languages of the company."""
    if not Document.objects.filter(path__in=_paths(slug)).exists():
        raise Http404
    return render(request, "library/article.html", _around(request, slug))


@require_POST
@only_who_may(EDIT)
def save(request: HttpRequest, slug: str, lang: str) -> HttpResponse:
    """Keep what was typed as a draft, and do with it what the pressed button says."""
    path = article_path(lang, slug)
    if not is_document(path):
        raise Http404
    sent = posted(path, request.POST, _today())
    if not keep(request, sent):
        return render(request, "library/article.html", _around(request, slug, sent), status=409)
    return redirect("library-article", slug=slug)


def keep(request: HttpRequest, sent: Posted) -> bool:
    """Save, and publish or schedule where that was asked; what is in the way is told. False when nothing was kept."""
    refuse_others(staff_of(request), sent.path)
    by = staff_of(request).author
    try:
        version = save_draft(sent.path, sent.text, by, sent.note, sent.based_on)
    except (Overtaken, NotPossible) as fault:
        messages.warning(request, refused(fault))
        return False
    act = request.POST.get("act", "draft")
    try:
        messages.success(request, _act(act, version, sent, by))
    except CompanyRefused:
        messages.warning(request, _("Kept as a draft, not published: something has to be mended first."))
    except (Overtaken, NotPossible) as fault:
        kept = _("Kept as a draft, not published.")
        messages.warning(request, f"{kept} {refused(fault)}")
    except NotWritten as fault:
        messages.warning(request, not_written(fault, _("Kept as a draft, not published.")))
    except Temporary:
        messages.warning(request, _("Kept as a draft. Others are publishing at this moment: publish it once more."))
    return True


def _act(act: str, version: Version, sent: Posted, by: str) -> str:
    if act == "publish":
        publishing.publish(version.pk, by)
        return _("Published. The assistant answers with it from now on.")
    if act == "schedule":
        at = moment_of(sent.at, current().shelf.now.zone)
        if at is None:
            raise NotPossible("no_moment", "")
        publishing.schedule(version.pk, at, by)
        return _("Planned. It is published by itself at that moment.")
    return _("Kept as a draft. Customers do not see it yet.")


def _around(request: HttpRequest, slug: str, sent: Posted | None = None) -> dict[str, Any]:
    served, staff, now = current().shelf.now, staff_of(request), now_ms()
    columns = []
    for path in _paths(slug):
        mine = sent if sent is not None and sent.path == path else None
        columns.append(column(path, staff, served, now, mine, begun_from(request, path, lang_of(path))))
    titles = [one.boxes["title"].value for one in columns if one.boxes is not None]
    return {
        "slug": slug,
        "title": next((title for title in titles if title), slug),
        "columns": columns,
        "labels": LABELS,
        "owners": owners(served),
        "named_by": sorted(intent.id for intent in served.company.intents.values() if slug in intent.articles),
    }


def begun_from(request: HttpRequest, path: str, name: str) -> Version | None:
    """The version that the address asks to begin from, like ?nl=12."""
    asked = number_in(request.GET, name)
    return lists.version(path, asked) if asked else None


def owners(served: Served) -> list[str]:
    """Who can be an article's owner: what articles carry already, and the colleagues."""
    known = known_owners(served.company.articles)
    carried = {one.owner for one in served.company.articles if one.owner.casefold() in known}
    return sorted(carried | {str(one) for one in Staff.objects.filter(is_active=True)}, key=str.casefold)


def _paths(slug: str) -> list[str]:
    return [article_path(lang, slug) for lang in current().shelf.now.company.languages]


def _today() -> str:
    return moment(now_ms()).astimezone(current().shelf.now.zone).date().isoformat()
