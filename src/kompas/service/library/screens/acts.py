"""What an editor does with a version, with one button: roll back, remove, end, put away, accept, choose."""

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kompas.assistant.company.complaints import CompanyRefused
from kompas.assistant.company.documents import is_article, is_document, lang_of, slug_of
from kompas.assistant.domain.errors import Temporary
from kompas.service.accounts.permissions import only_who_may, staff_of
from kompas.service.language import in_words
from kompas.service.library import conflicts, drafts, proposals, publishing
from kompas.service.library.refusals import NotPossible, NotWritten, Overtaken
from kompas.service.library.screens.listing import EDIT
from kompas.service.library.screens.posting import number_in
from kompas.service.library.screens.rights import belongs, refuse_others
from kompas.service.library.screens.wording import not_written, refused

_SHOWN = 5  # complaints in one message


@require_POST
@only_who_may(EDIT)
def act(request: HttpRequest) -> HttpResponse:
    """Do it, tell what came of it, and show the document."""
    verb, path = _VERBS.get(request.POST.get("act", "")), request.POST.get("path", "")
    if verb is None or not is_document(path) or not belongs(path, request.POST):
        return HttpResponseBadRequest()
    refuse_others(staff_of(request), path)
    try:
        messages.success(request, verb(path, request.POST, staff_of(request).author))
    except CompanyRefused as fault:
        told = _("Nothing was changed: something has to be mended first.")
        messages.warning(request, " ".join([told, *map(in_words, fault.complaints[:_SHOWN])]))
    except (Overtaken, NotPossible) as fault:
        messages.warning(request, refused(fault))
    except NotWritten as fault:
        messages.warning(request, not_written(fault, _("Nothing was changed.")))
    except Temporary:
        messages.warning(request, _("Nothing was changed. Others are publishing at this moment: do it once more."))
    return redirect(reverse("library-waiting") if "waiting" in request.POST else page_of(path))


def page_of(path: str) -> str:
    """Where a document is edited."""
    if is_article(path):
        return f"{reverse('library-article', args=[slug_of(path)])}#{lang_of(path)}"
    return reverse("library-file", args=[path])


def _roll_back(path: str, data: QueryDict, by: str) -> str:
    number = number_in(data, "number")
    publishing.roll_back(path, number, by, _("back to version %(n)s") % {"n": number})
    return _("Version %(n)s serves again.") % {"n": number}


def _remove(path: str, data: QueryDict, by: str) -> str:
    publishing.remove(path, by)
    return _("Removed. The assistant no longer answers with it; its versions are kept.")


def _expire(path: str, data: QueryDict, by: str) -> str:
    try:
        day = date.fromisoformat(data.get("day", ""))
    except ValueError:
        raise NotPossible("no_moment", "") from None
    publishing.expire(path, day, by)
    return _("The last day is set.")


def _discard(path: str, data: QueryDict, by: str) -> str:
    drafts.discard(number_in(data, "version"), by)
    return _("Put away. It stays in the list of versions.")


def _unschedule(path: str, data: QueryDict, by: str) -> str:
    publishing.unschedule(number_in(data, "version"), by)
    return _("It is no longer planned, and a draft again.")


def _accept(path: str, data: QueryDict, by: str) -> str:
    proposals.accept(number_in(data, "version"), by)
    return _("Published. The assistant answers with it from now on.")


def _dismiss(path: str, data: QueryDict, by: str) -> str:
    proposals.dismiss(number_in(data, "version"), by)
    return _("Put away. It comes back only when the source has another text.")


def _keep_folder(path: str, data: QueryDict, by: str) -> str:
    conflicts.settle(number_in(data, "conflict"), conflicts.FOLDER, by)
    return _("The text of the folder serves now.")


def _keep_screen(path: str, data: QueryDict, by: str) -> str:
    conflicts.settle(number_in(data, "conflict"), conflicts.SCREEN, by)
    return _("The text of the screen stays. What stands in the folder is not used.")


_VERBS: dict[str, Callable[[str, QueryDict, str], str]] = {
    "roll back": _roll_back,
    "remove": _remove,
    "expire": _expire,
    "discard": _discard,
    "unschedule": _unschedule,
    "accept": _accept,
    "dismiss": _dismiss,
    "keep folder": _keep_folder,
    "keep screen": _keep_screen,
}
