"""What agents do: each a POST, one short write through the desk's verbs, then back to the conversation."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kompas.assistant.privacy.masking import mask
from kompas.service.accounts.permissions import may, only_who_may, staff_of
from kompas.service.clock import now_ms
from kompas.service.conversations.models import Conversation
from kompas.service.database.screen import writing
from kompas.service.handover import desk
from kompas.service.handover.models import Promise
from kompas.service.handover.screens.forms import FirstWordsForm, NoteForm, ReplyForm
from kompas.service.house import current


@require_POST
@only_who_may("take")
def take(request: HttpRequest, id: str) -> HttpResponse:
    """The agent has the word from now, with their first words when they wrote any. The first who takes, has it."""
    conversation, staff = _conversation(id), staff_of(request)
    form = FirstWordsForm(request.POST)
    words = form.cleaned_data["text"] if form.is_valid() else ""
    with writing() as db:
        taken = desk.take(db, current().shelf.now, id, staff.pk, str(staff), now_ms())
        if taken and words:
            desk.reply(db, current().shelf.now, id, staff.pk, words, now_ms())
    if not taken:
        conversation.refresh_from_db()
        holder = conversation.agent or _("A colleague")
        messages.warning(request, _("%(name)s already has this conversation.") % {"name": holder})
    elif words:
        _tell_masked(request, words)
    elif form.errors:
        messages.warning(request, _too_long())
    return _back(id)


@require_POST
@only_who_may("reply")
def reply(request: HttpRequest, id: str) -> HttpResponse:
    """The agent's words to the customer."""
    _conversation(id)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _too_long() if request.POST.get("text", "").strip() else _("Write an answer first."))
        return _back(id)
    with writing() as db:
        words = form.cleaned_data["text"]
        said = desk.reply(db, current().shelf.now, id, staff_of(request).pk, words, now_ms())
    if not said:
        messages.warning(request, _not_yours())
    else:
        _tell_masked(request, words)
    return _back(id)


@require_POST
@only_who_may("note")
def note(request: HttpRequest, id: str) -> HttpResponse:
    """A private note; customers never see it."""
    _conversation(id)
    form = NoteForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _too_long() if request.POST.get("text", "").strip() else _("Write a note first."))
        return _back(id)
    with writing() as db:
        desk.note(db, id, staff_of(request).pk, form.cleaned_data["text"], now_ms())
    _tell_masked(request, form.cleaned_data["text"])
    return _back(id)


@require_POST
@only_who_may("give back")
def give_back(request: HttpRequest, id: str) -> HttpResponse:
    """The assistant goes on where the agent stopped."""
    _conversation(id)
    with writing() as db:
        given = desk.give_back(db, current().shelf.now, id, staff_of(request).pk, now_ms())
    messages.info(request, _("The assistant has the word again.")) if given else messages.warning(request, _not_yours())
    return _back(id)


@require_POST
@only_who_may("resolve")
def resolve(request: HttpRequest, id: str) -> HttpResponse:
    """The matter is over, says the agent who has the conversation, or a supervisor."""
    staff, conversation = staff_of(request), _conversation(id)
    with writing() as db:
        anyones = may(staff, "resolve what others hold")
        done = desk.resolve(db, current().shelf.now, id, staff.pk, now_ms(), anyones)
    if done:
        messages.success(request, _("Solved. The customer is asked how it went."))
    elif conversation.resolved_at is None:
        messages.warning(request, _not_yours())
    return _back(id)


@require_POST
@only_who_may("keep a promise")
def keep(request: HttpRequest, promise: int) -> HttpResponse:
    """The agent did what was promised."""
    owed = get_object_or_404(Promise, pk=promise)
    with writing() as db:
        kept = desk.keep_promise(db, promise, staff_of(request).pk, now_ms())
    about = {"reference": owed.reference}
    if kept:
        messages.success(request, _("Promise %(reference)s is kept.") % about)
    else:
        messages.info(request, _("Promise %(reference)s was kept already.") % about)
    return _back(owed.conversation_id)


def _conversation(id: str) -> Conversation:
    return get_object_or_404(Conversation, pk=id)


def _back(id: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("conversation", args=[id]))


def _tell_masked(request: HttpRequest, written: str) -> None:
    """Whoever wrote a number that is not kept hears so, else they would count on it."""
    if mask(written).found:
        messages.warning(
            request, _("A BSN, IBAN or card number was taken out of your text. Such numbers are not kept.")
        )


def _not_yours() -> str:
    return _("You do not have this conversation. Take it over first.")


def _too_long() -> str:
    return _("This text is too long: at most 8,000 characters.")
