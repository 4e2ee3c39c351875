"""A new article, empty or with the words of customers whom nothing answered."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kompas.assistant.company.documents import KNOWLEDGE, article_path, slug_of
from kompas.service.accounts.permissions import only_who_may, staff_of
from kompas.service.clock import now_ms
from kompas.service.database.screen import writing
from kompas.service.house import current
from kompas.service.learning import gaps
from kompas.service.learning.models import Gap
from kompas.service.library.article_text import Fields
from kompas.service.library.models import Document
from kompas.service.library.screens.columns import column
from kompas.service.library.screens.comparing import LABELS
from kompas.service.library.screens.editor import keep, owners
from kompas.service.library.screens.listing import EDIT
from kompas.service.library.screens.posting import Posted, number_in, posted

_LONGEST = 80  # characters of a name
_NEW = "article"


@require_safe
@never_cache
@only_who_may(EDIT)
def new(request: HttpRequest) -> HttpResponse:
    """An empty form; with ?gap=3 it holds the customers' questions."""
    lang, gap = request.GET.get("lang", ""), _gap(request.GET)
    words = gaps.questions_of(gap) if gap is not None else []
    lang = gap.lang if gap is not None else lang
    fields = Fields(owner=str(staff_of(request)), questions="\n".join(words))
    return render(request, "library/new.html", _around(request, fields, lang, gap))


@require_POST
@only_who_may(EDIT)
def create(request: HttpRequest) -> HttpResponse:
    """Keep the first draft under a name made from its title."""
    lang, gap = _lang(request.POST.get("lang", "")), _gap(request.POST)
    slug = _free(slugify(request.POST.get("title", ""))[:_LONGEST].strip("-_") or _NEW)
    sent = posted(article_path(lang, slug), request.POST, "")
    if not keep(request, sent):
        return render(request, "library/new.html", _around(request, sent.fields or Fields(), lang, gap), status=409)
    if gap is not None:
        with writing() as db:
            gaps.being_written(db, gap.pk, sent.path, staff_of(request).author, now_ms())
    return redirect("library-article", slug=slug)


def _around(request: HttpRequest, fields: Fields, lang: str, gap: Gap | None) -> dict[str, Any]:
    served = current().shelf.now
    path = article_path(_lang(lang), _NEW)
    made = Posted(path, fields, "", 0, 0, "", "")
    return {
        "column": column(path, staff_of(request), served, now_ms(), made),
        "labels": LABELS,
        "owners": owners(served),
        "langs": served.company.languages,
        "lang": _lang(lang),
        "gap": gap,
    }


def _lang(asked: str) -> str:
    languages = current().shelf.now.company.languages
    return asked if asked in languages else languages[0]


def _gap(data: QueryDict) -> Gap | None:
    asked = number_in(data, "gap")
    return Gap.objects.filter(pk=asked).first() if asked else None


def _free(slug: str) -> str:
    """A name that no article has yet, in any language."""
    taken = set(
        Document.objects.filter(path__startswith=KNOWLEDGE, path__contains=f"/{slug}").values_list("path", flat=True)
    )
    names = {slug_of(path) for path in taken}
    return next(name for name in (slug, *(f"{slug}-{n}" for n in range(2, 10_000))) if name not in names)
