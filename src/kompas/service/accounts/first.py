"""The first administrator: made with a link that is printed where the server is started, and nowhere else.

Nobody can invite them, for nobody is there yet. Only the digest of the newest link is kept, in memory: a restart, an hour
or its first use ends it.
"""

import hmac
from dataclasses import dataclass

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kompas.service.accounts.invitation import DEMO_DOMAIN
from kompas.service.accounts.models import Role, Staff
from kompas.service.clock import now_ms
from kompas.service.conversations import store
from kompas.service.database.screen import writing
from kompas.service.front_door.visitors import digest_of, new_token

_LIFE_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class FirstLink:
    digest: str
    until: int


_open: list[FirstLink] = []  # at most one


class FirstForm(forms.Form):
    """Who the first administrator is; they sign in with their mail address."""

    name = forms.CharField(max_length=150)
    mail = forms.EmailField(max_length=150)
    password = forms.CharField(max_length=200, strip=False)

    def clean_mail(self) -> str:
        mail = str(self.cleaned_data["mail"]).lower()
        if mail.endswith(DEMO_DOMAIN) or Staff.objects.filter(username=mail).exists():
            raise forms.ValidationError(_("This address cannot be used. Give another one."))
        return mail

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        named = Staff(email=str(self.data.get("mail", "")), first_name=str(self.data.get("name", "")))
        validate_password(password, named)
        return password


def new_first_link(at: int) -> str | None:
    """The token of a new link, which ends the one before it; None when an administrator can come in already."""
    _open.clear()
    if has_administrator():
        return None
    token, digest = new_token()
    _open.append(FirstLink(digest, at + _LIFE_MS))
    return token


def has_administrator() -> bool:
    """The demo's does not count: everybody knows that password, so nobody comes in with it."""
    administrators = Staff.objects.filter(role=Role.ADMINISTRATOR, is_active=True)
    return administrators.exclude(email__endswith=DEMO_DOMAIN).exists()


def opens(token: str, at: int) -> bool:
    digest = digest_of(token)
    return any(hmac.compare_digest(link.digest, digest) and at < link.until for link in _open)


@never_cache
@require_http_methods(["GET", "POST"])
def first(request: HttpRequest, token: str) -> HttpResponse:
    """The form behind the link; sent in, it makes the account and signs in."""
    if not opens(token, now_ms()):
        return render(request, "account/first.html", {"ended": True}, status=410)
    form = FirstForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "account/first.html", {"form": form})
    staff = _make(form.cleaned_data["name"], form.cleaned_data["mail"], form.cleaned_data["password"], token)
    if staff is None:
        return render(request, "account/first.html", {"ended": True}, status=410)
    request.session.flush()  # whoever was signed in here, now it is who came
    record_authentication(request, staff, method="password")
    answer: HttpResponse = perform_login(request, Login(user=staff))  # listed among their sign-ins, so it can be ended
    return answer


def _make(name: str, mail: str, password: str, token: str) -> Staff | None:
    """The account; None when the link was used a moment ago. The transaction lets one through at a time."""
    given, _space, family = name.strip().partition(" ")
    staff = Staff(username=mail, email=mail, first_name=given, last_name=family, role=Role.ADMINISTRATOR)
    staff.language = (get_language() or staff.language)[:2]
    staff.set_password(password)  # takes its time on purpose: before the transaction
    with writing() as db:
        at = now_ms()
        if not opens(token, at) or has_administrator():
            return None
        staff.save()
        store.record(db, "staff.first", staff.author, at, data={"staff": staff.pk})
    _open.clear()
    return staff
