"""A text before it serves: as a customer would read it, what it answers to a question beside what is answered today,
and whether the golden conversations still go as they must."""

import time
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from kompas.assistant.answering.voice import Voice
from kompas.assistant.assistant import Assistant
from kompas.assistant.company.documents import article_id, is_article, is_document
from kompas.assistant.domain.conversation import Author, Said, Turn
from kompas.assistant.measure.golden import Failure, play
from kompas.assistant.privacy.cleaning import Refusal, clean
from kompas.assistant.privacy.masking import mask
from kompas.assistant.turn import Taken
from kompas.service import language
from kompas.service.accounts.permissions import only_who_may
from kompas.service.clock import moment, now_ms
from kompas.service.conversations.wire import part_json
from kompas.service.fragment import page_or_part
from kompas.service.handover import wording
from kompas.service.handover.decision import in_words, titles_of
from kompas.service.house import current
from kompas.service.library import publishing
from kompas.service.library.refusals import NotPossible
from kompas.service.library.screens.listing import EDIT
from kompas.service.library.screens.posting import number_in, posted
from kompas.service.library.screens.wording import refused

_LONGEST = 1000  # characters of a question
_SECONDS = 6.0  # for golden conversations in one request


@dataclass(frozen=True, slots=True)
class Answered:
    """What the assistant would say: decision, reasons and certainty in words, and its sources."""

    lang: str
    decided: str
    reasons: list[str]
    certainty: int | None
    parts: list[dict[str, Any]]
    citations: list[dict[str, Any]]


@require_POST
@only_who_may(EDIT)
def preview(request: HttpRequest, path: str) -> HttpResponse:
    """What was typed, kept or not: its passages, and the answer to `question` where one is asked."""
    if not is_document(path):
        raise Http404
    about: dict[str, Any] = {"path": path, "question": request.POST.get("question", "").strip()[:_LONGEST]}
    try:
        checked = publishing.check(path, posted(path, request.POST, "").text)
    except NotPossible as fault:
        return page_or_part(request, "library/preview.html", about | {"refused": refused(fault)})
    if checked.company is None:
        return page_or_part(
            request, "library/preview.html", about | {"complaints": language.for_reader(checked.complaints)}
        )
    shelf = current().shelf
    today, draft = shelf.now.assistant, shelf.trial(checked.company)
    act = request.POST.get("act", "look")
    if act == "look":
        about["passages"] = _passages(draft, path)
    if about["question"] and act != "golden":
        about |= {"would": _answer(draft, about["question"]), "does": _answer(today, about["question"])}
    if act == "golden":
        about["golden"] = _play(draft, number_in(request.POST, "after"))
    return page_or_part(request, "library/preview.html", about)


def _passages(draft: Assistant, path: str) -> dict[str, Any] | None:
    """An article cut as it is cited; None for another file."""
    if not is_article(path):
        return None
    article = next((one for one in draft.company.articles if one.id == article_id(path)), None)
    if article is None:
        return None
    return {"article": article, "cut": draft.passages(article), "staff": article.audience == "staff"}


def _answer(assistant: Assistant, question: str) -> Answered:
    """One question without any history or identity. Nothing is stored, and no code is sent."""
    cleaned = clean(question)
    text = "" if isinstance(cleaned, Refusal) else mask(cleaned).text
    taken = assistant.take_turn(Turn((Said(Author.CUSTOMER, text, 1),), moment(now_ms())))
    company = assistant.company
    titles, voice = titles_of(company), Voice(company.voice, company.name, company.languages)
    sure = [reason.value for reason in taken.decision.reasons if reason.value is not None]
    return Answered(
        lang=taken.reply.lang,
        decided=wording.decided(type(taken.decision).__name__.lower()),
        reasons=[in_words(one, titles, voice) for one in taken.decision.reasons],
        certainty=round(100 * max(sure)) if sure else None,
        parts=[_part(part_json(part)) for part in taken.reply.parts],
        citations=_citations(taken),
    )


def _part(shown: dict[str, Any]) -> dict[str, Any]:
    return {**shown, "read": ""} if shown["kind"] == "record" else shown


def _citations(taken: Taken) -> list[dict[str, Any]]:
    return [
        {"n": one.n, "title": one.title, "heading": one.heading, "lang": one.lang, "passage": one.passage,
         "updated": one.updated, "id": one.passage_id}
        for one in taken.reply.citations
    ]  # fmt: skip


def _play(draft: Assistant, after: int) -> dict[str, Any]:
    """The golden conversations from this place on, for as long as one request may take."""
    golden, until = draft.company.golden, time.monotonic() + _SECONDS
    done, failures = after, list[Failure]()
    while done < len(golden) and time.monotonic() < until:
        played = play(draft, moment(now_ms()), golden[done : done + 1])
        failures, done = [*failures, *played.failures], done + 1
    told = [(one, language.in_words(one.said)) for one in failures]
    return {"all": len(golden), "after": after, "done": done, "failures": told, "ended": done == len(golden)}
