"""The list of drawn turns that nobody judged yet: one press of a button each."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kompas.assistant.domain.knowledge import Article, Passage
from kompas.service.accounts.permissions import may, only_who_may, staff_of
from kompas.service.certainty import judging as verbs
from kompas.service.certainty.judging import Asked
from kompas.service.certainty.models import Drawn, Verdict
from kompas.service.certainty.screens.wording import DECIDED
from kompas.service.clock import now_ms
from kompas.service.database.screen import writing
from kompas.service.house import current
from kompas.service.insights.titles import title_of
from kompas.service.library.shelf import Served

_ON_A_PAGE = 10
_UNDO = 5
NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Line:
    """A drawn turn as it is judged: the customer's words, what the assistant took it to be about, and what it would say."""

    id: int
    lang: str
    words: str
    title: str
    matter: str
    article: str
    article_lang: str
    text: str
    decided: Promise


@require_safe
@never_cache
@only_who_may("judge what was drawn")
def judging(request: HttpRequest) -> HttpResponse:
    """What was drawn and nobody judged yet, in its order, and what this colleague judged last."""
    served, at, page = current().shelf.now, now_ms(), _page(request.GET.get("page", ""))
    start = (page - 1) * _ON_A_PAGE
    waiting = verbs.open_ones(at)
    drawn = list(waiting[start : start + _ON_A_PAGE + 1])
    mine = verbs.judged_by(staff_of(request).author, _UNDO)
    about: dict[str, Any] = {
        "lines": [_line(asked, served) for asked in verbs.with_words(drawn[:_ON_A_PAGE])],
        "left": waiting.count(),
        "matters": _matters(served),
        "mine": [_mine(asked, served) for asked in verbs.with_words(mine)],
        "before": page - 1,
        "after": page + 1 if len(drawn) > _ON_A_PAGE else 0,
        "page": page,
        "goes_on": "on" in request.GET,
        "sees_certainty": may(staff_of(request), "see the certainty"),
        "accepted": served.company.thresholds.at_most_wrong is not None,
    }
    return render(request, "certainty/judging.html", about)


@require_POST
@only_who_may("judge what was drawn")
def judge(request: HttpRequest, id: int) -> HttpResponse:
    """Right, skipped, about nothing of ours, or about the matter that was chosen."""
    drawn, said = get_object_or_404(Drawn, pk=id), request.POST.get("verdict", "")
    meant = request.POST.get("meant", "") if said == Verdict.WRONG else ""
    known = {matter for matter, _title in _matters(current().shelf.now)}
    nothing = said == NOTHING and drawn.matter != ""
    if (not nothing and said not in Verdict.values) or (said == Verdict.WRONG and meant not in known - {drawn.matter}):
        return HttpResponseBadRequest()
    with writing() as db:
        verdict = Verdict.WRONG.value if nothing else said
        done = verbs.judge(db, id, verdict, meant, staff_of(request).author, now_ms())
    if not done:
        messages.info(request, _("Somebody else judged this question just before you."))
    return redirect(f"{reverse('judging')}?on=1&page={_page(request.POST.get('page', ''))}")


@require_POST
@only_who_may("judge what was drawn")
def take_back(request: HttpRequest, id: int) -> HttpResponse:
    """One's own judgement is undone, and the question waits again."""
    get_object_or_404(Drawn, pk=id)
    with writing() as db:
        done = verbs.take_back(db, id, staff_of(request).author, now_ms())
    if done:
        messages.success(request, _("Taken back: the question is in the list again."))
    return redirect("judging")


def _line(asked: Asked, served: Served) -> Line:
    drawn = asked.drawn
    found = _passage(drawn, served)
    article = found.article if found is not None else None
    return Line(
        drawn.pk,
        drawn.lang,
        asked.words,
        title_of(drawn.matter, served) if drawn.matter else "",
        drawn.matter,
        article.title if article is not None else "",
        article.lang if article is not None else "",
        found.text if found is not None else "",
        DECIDED[drawn.kind],
    )


def _passage(drawn: Drawn, served: Served) -> Passage | None:
    """What it would have said, as the article has it now; None for a task, or what is there no more."""
    name = drawn.passage.partition("#")[0]
    article: Article | None = next((one for one in served.company.articles if one.id == name), None)
    passages = served.assistant.passages(article) if article is not None else ()
    return next((one for one in passages if one.id == drawn.passage), None)


def _mine(asked: Asked, served: Served) -> dict[str, Any]:
    drawn = asked.drawn
    match drawn.verdict, drawn.meant:
        case Verdict.RIGHT, _meant:
            said = _("right")
        case Verdict.SKIPPED, _meant:
            said = _("skipped")
        case _wrong, "":
            said = _("wrong, nothing of ours answers this")
        case _wrong, meant:
            said = _("wrong, it is about “%(matter)s”") % {"matter": title_of(meant, served)}
    return {"id": drawn.pk, "lang": drawn.lang, "words": asked.words, "said": said}


def _matters(served: Served) -> list[tuple[str, str]]:
    """All that a question can be about: the intents that something answers, and articles that answer none of them."""
    company = served.company
    answered = [intent for intent in company.intents.values() if intent.articles or intent.workflow]
    named = {slug for intent in answered for slug in intent.articles}
    others = {f"article:{article.slug}" for article in company.articles if article.slug not in named}
    ids = [*(intent.id for intent in answered), *others]
    return sorted(((id, title_of(id, served)) for id in ids), key=lambda one: one[1].casefold())


def _page(asked: str) -> int:
    """A page's number; what is none is the first."""
    return max(int(asked), 1) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 1
