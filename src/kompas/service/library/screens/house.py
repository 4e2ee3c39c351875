"""The house's own files: rules, voice, hours, synonyms, intents and the rest, each edited as the text that it is."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kompas.assistant.company.documents import FOLDERS, TOP_FILES, is_article, is_document
from kompas.service import times
from kompas.service.accounts.permissions import only_who_may, staff_of
from kompas.service.clock import now_ms
from kompas.service.house import current
from kompas.service.library import lists
from kompas.service.library.screens.columns import column
from kompas.service.library.screens.editor import begun_from, keep
from kompas.service.library.screens.listing import EDIT
from kompas.service.library.screens.posting import Posted, posted
from kompas.service.library.screens.rights import may_change
from kompas.service.library.screens.wording import STATES, names

_ABOUT: dict[str, Promise] = {
    "company.yaml": lazy("Name, languages, contact, opening hours, thresholds"),
    "voice.yaml": lazy("How the assistant speaks"),
    "rules.yaml": lazy("House rules: what goes to a person, what is declined"),
    "retention.yaml": lazy("How long what is kept"),
    "synonyms.yaml": lazy("Words that mean the same"),
    "intents": lazy("What customers come for"),
    "workflows": lazy("Tasks in steps"),
    "connectors": lazy("Customer systems and what may be read of them"),
    "tests": lazy("Golden conversations: how it must go"),
}


@require_safe
@never_cache
@only_who_may(EDIT)
def files(request: HttpRequest) -> HttpResponse:
    """All documents that are no articles, in the order of the company folder; a name leads to a file of its own."""
    wanted = f"{request.GET.get('folder', '')}/{request.GET.get('name', '').strip().removesuffix('.yaml')}.yaml"
    if wanted.partition("/")[0] in FOLDERS and is_document(wanted):
        return redirect("library-file", path=wanted)
    served, name, now = current().shelf.now, names(), now_ms()
    lines = []
    for one in lists.house_files():
        marks = {"draft": one.draft, "scheduled": one.scheduled, "proposal": one.proposal, "conflict": one.conflict}
        first = "removed" if one.removed else "published" if one.number else ""
        codes = [*([first] if first else []), *(code for code, holds in marks.items() if holds)]
        lines.append({
            "path": one.path,
            "about": _about(one.path),
            "states": [(code, STATES[code]) for code in codes],
            "who": name(one.by) if one.by else "",
            "when": times.clock(one.at, now, served.zone) if one.at else "",
        })  # fmt: skip
    order = (*TOP_FILES, *FOLDERS)
    lines.sort(key=lambda line: (order.index(str(line["path"]).partition("/")[0]), line["path"]))
    return render(request, "library/house.html", {"lines": lines, "folders": FOLDERS})


@require_safe
@never_cache
@only_who_may(EDIT)
def file(request: HttpRequest, path: str) -> HttpResponse:
    """One file as text; one that is not there yet is empty."""
    return render(request, "library/file.html", _around(request, _house_file(path)))


@require_POST
@only_who_may(EDIT)
def save_file(request: HttpRequest, path: str) -> HttpResponse:
    """Keep what was typed as a draft, and do with it what the pressed button says."""
    sent = posted(_house_file(path), request.POST, "")
    if not keep(request, sent):
        return render(request, "library/file.html", _around(request, path, sent), status=409)
    return redirect("library-file", path=path)


def _around(request: HttpRequest, path: str, sent: Posted | None = None) -> dict[str, Any]:
    staff, served = staff_of(request), current().shelf.now
    shown = column(path, staff, served, now_ms(), sent, begun_from(request, path, "from"))
    return {"column": shown, "about": _about(path), "readonly": not may_change(staff, path)}


def _about(path: str) -> str:
    """What a file is for; those of one folder are for the same."""
    return str(_ABOUT[path if path in _ABOUT else path.partition("/")[0]])


def _house_file(path: str) -> str:
    if not is_document(path) or is_article(path):
        raise Http404
    return path
