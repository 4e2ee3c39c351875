"""How a colleague likes their screens: language, and light or dark."""

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from kompas.service.accounts.permissions import only_who_may, staff_of

THEMES = ("auto", "light", "dark")


class PreferencesForm(forms.Form):
    """One choice at a time; what is not sent stays as it is."""

    language = forms.ChoiceField(choices=settings.LANGUAGES, required=False)
    theme = forms.ChoiceField(choices=[(theme, theme) for theme in THEMES], required=False)


@require_POST
@only_who_may("choose how screens look")
def prefer(request: HttpRequest) -> HttpResponse:
    """Keep the choice and go back to where it was made."""
    staff, form = staff_of(request), PreferencesForm(request.POST)
    if form.is_valid():
        staff.language = form.cleaned_data["language"] or staff.language
        staff.theme = form.cleaned_data["theme"] or staff.theme
        staff.save(update_fields=["language", "theme"])
    return back(request)


def back(request: HttpRequest, otherwise: str = "/workspace/") -> HttpResponseRedirect:
    """To the page the form stood on, when that is one of ours."""
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(wanted if wanted.startswith("/") and ours else otherwise)
