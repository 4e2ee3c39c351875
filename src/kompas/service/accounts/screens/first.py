"""The first administrator comes in: the link on the terminal leads here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kompas.service.accounts.first import become_first, opens
from kompas.service.accounts.screens.forms import FirstForm
from kompas.service.accounts.sessions import signed_in
from kompas.service.clock import now_ms


@never_cache
@require_http_methods(["GET", "POST"])
def first(request: HttpRequest, token: str) -> HttpResponse:
    """The form behind the link; sent in, it makes the account and signs in."""
    if not opens(token, now_ms()):
        return render(request, "account/first.html", {"ended": True}, status=410)
    form = FirstForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "account/first.html", {"form": form})
    staff = become_first(form.cleaned_data["name"], form.cleaned_data["mail"], form.cleaned_data["password"], token)
    if staff is None:
        return render(request, "account/first.html", {"ended": True}, status=410)
    return signed_in(request, staff)
