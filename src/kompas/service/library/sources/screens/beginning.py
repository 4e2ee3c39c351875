"""A new source: files that are brought now, a page, or a website."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kompas.service.accounts.permissions import only_who_may, staff_of
from kompas.service.house import current
from kompas.service.library.screens.listing import EDIT
from kompas.service.library.sources import keeping
from kompas.service.library.sources.addresses import Bounds, tidy
from kompas.service.library.sources.models import Kind, Schedule, Source
from kompas.service.library.sources.refusals import NotFetched
from kompas.service.library.sources.screens.wording import SCHEDULES, SKIPPED

_USUAL = Bounds(())


class Beginning(forms.Form):
    """What is asked of a new source; what does not belong to its kind is not looked at."""

    kind = forms.ChoiceField(choices=[(one.value, one.value) for one in Kind])
    name = forms.CharField(required=False, max_length=100)
    address = forms.CharField(required=False, max_length=1000)
    lang = forms.CharField(max_length=5)
    for_staff = forms.BooleanField(required=False)
    depth = forms.IntegerField(required=False, min_value=0, max_value=20)
    pages = forms.IntegerField(required=False, min_value=1, max_value=2_000)
    hosts = forms.CharField(required=False, max_length=1000)
    below = forms.CharField(required=False, max_length=300)
    schedule = forms.ChoiceField(required=False, choices=[(one.value, one.value) for one in Schedule])

    def clean_lang(self) -> str:
        languages = current().shelf.now.company.languages
        asked: str = self.cleaned_data["lang"]
        return asked if asked in languages else languages[0]

    def clean_below(self) -> str:
        return f"/{self.cleaned_data['below'].strip().lstrip('/')}"

    def clean_address(self) -> str:
        if self.cleaned_data.get("kind") == Kind.FILES:
            return ""
        try:
            return tidy(self.cleaned_data["address"])
        except NotFetched as fault:
            raise forms.ValidationError(str(SKIPPED[fault.code])) from None

    def source(self) -> Source:
        """The source that was asked for."""
        given = self.cleaned_data
        named = given["name"].strip() or urlsplit(given["address"]).netloc or _("Files")
        return Source(
            name=named[:100], kind=given["kind"], address=given["address"], lang=given["lang"],
            for_staff=given["for_staff"], depth=_USUAL.depth if given["depth"] is None else given["depth"],
            pages=given["pages"] or _USUAL.pages, hosts=" ".join(given["hosts"].replace(",", " ").lower().split()),
            below=given["below"], schedule=given["schedule"] or Schedule.NEVER,
        )  # fmt: skip


@require_safe
@never_cache
@only_who_may(EDIT)
def new(request: HttpRequest) -> HttpResponse:
    """The three forms."""
    return render(request, "library/sources_new.html", _around("", {}))


@require_POST
@only_who_may(EDIT)
def add(request: HttpRequest) -> HttpResponse:
    """Keep it, and begin to read."""
    form = Beginning(request.POST)
    uploads = request.FILES.getlist("files")
    wrong = {} if form.is_valid() else {field: [str(told) for told in form.errors[field]] for field in form.errors}
    kind = request.POST.get("kind", "")
    if kind == Kind.FILES and not uploads:
        wrong["files"] = [_("Choose at least one file.")]
    if wrong:
        return render(request, "library/sources_new.html", _around(kind, wrong, request.POST), status=409)
    by = staff_of(request).author
    source = keeping.add(form.source(), by)
    if uploads:
        keeping.bring(source.pk, [(one.name or "", one.chunks()) for one in uploads], by)
    return redirect("library-source", id=source.pk)


def _around(kind: str, wrong: dict[str, list[str]], given: Any = None) -> dict[str, Any]:
    return {
        "languages": current().shelf.now.company.languages,
        "schedules": SCHEDULES,
        "kind": kind,
        "wrong": wrong,
        "given": given or {},
        "bounds": _USUAL,
    }
