"""The sign-in library's own screens, under our addresses, our guard and our look."""

from functools import wraps
from typing import Any

from allauth.account import views as entrance
from allauth.account.decorators import reauthentication_required
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.mfa.base import views as steps
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY, generate_totp_secret
from allauth.mfa.webauthn import views as passkeys
from allauth.mfa.webauthn.forms import EditWebAuthnForm
from allauth.mfa.webauthn.internal import auth
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect import views as service
from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from requests import RequestException

from kompas.service.accounts.locked import lock, unlock
from kompas.service.accounts.permissions import Screen, only_who_may, staff_of
from kompas.service.accounts.screens.account import OWN
from kompas.service.accounts.second_step import has_readable_codes
from kompas.service.accounts.service_sign_in import linked, may_unlink, offered
from kompas.service.accounts.service_sign_in import unlink as unlink_service
from kompas.service.accounts.trail import told
from kompas.service.database.screen import writing


def own(screen: Screen) -> Screen:
    """A screen of one's own account: for who may come in, kept by no browser."""
    guarded: Screen = never_cache(only_who_may(OWN)(screen))
    return guarded


class AddPasskey(passkeys.AddWebAuthnView):  # type: ignore[misc]  # allauth is not typed
    """Always a passkey: kept by the device and opened by its owner, so that it signs in by itself."""

    def get_context_data(self, **named: Any) -> dict[str, Any]:
        around: dict[str, Any] = super().get_context_data(**named)
        return around | {"js_data": {"creation_options": auth.begin_registration(self.request.user, True)}}


class RemovePasskey(passkeys.RemoveWebAuthnView):  # type: ignore[misc]  # allauth is not typed
    success_url = reverse_lazy("account")


class FirstCode(ActivateTOTPForm):  # type: ignore[misc]  # allauth is not typed
    """Until the app has shown its first code its secret is kept in the session, which lies in the database: locked too."""

    secret: str

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.secret = unlock(self.secret) or generate_totp_secret()
        context.request.session[SECRET_SESSION_KEY] = lock(self.secret)


class SetUpApp(app.ActivateTOTPView):  # type: ignore[misc]  # allauth is not typed
    form_class = FirstCode


class NameOfPasskey(EditWebAuthnForm):  # type: ignore[misc]  # allauth is not typed
    name = forms.CharField(max_length=60)  # as where it is made


class RenamePasskey(passkeys.EditWebAuthnView):  # type: ignore[misc]  # allauth is not typed
    form_class = NameOfPasskey
    success_url = reverse_lazy("account")

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        told("account.passkey_renamed", self.request.user.pk)
        return answer


class ReauthenticateByPasskey(passkeys.ReauthenticateWebAuthnView):  # type: ignore[misc]  # allauth is not typed
    def form_invalid(self, form: Any) -> HttpResponse:
        """Asked once more on the same page; the library would show it on the sign-in page, which they are past."""
        answer: HttpResponse = self.render_to_response(self.get_context_data(form=form))
        return answer


add_passkey = own(AddPasskey.as_view())
rename_passkey = own(RenamePasskey.as_view())
remove_passkey = own(RemovePasskey.as_view())
reauthenticate_by_passkey = own(ReauthenticateByPasskey.as_view())
reauthenticate = own(entrance.reauthenticate)
reauthenticate_by_code = own(steps.reauthenticate)
change_password = own(entrance.password_change)
set_password = own(entrance.password_set)


@own
def change_mail(request: HttpRequest, **named: Any) -> HttpResponse:
    """The address that an account came with is proven: by its invitation, or by who started the server."""
    staff = staff_of(request)
    if not EmailAddress.objects.filter(user=staff, email=staff.email).exists():
        EmailAddress.objects.create(user=staff, email=staff.email, verified=True, primary=True)
    answer: HttpResponse = entrance.email(request)
    return answer


set_up_app = own(SetUpApp.as_view())
switch_off_app = own(app.deactivate_totp)


def only_readable(screen: Screen) -> Screen:
    """Codes whose secret cannot be opened any more would not work: the way to new ones instead."""

    @wraps(screen)
    def readable(request: HttpRequest) -> HttpResponse:
        return screen(request) if has_readable_codes(staff_of(request)) else redirect("mfa_generate_recovery_codes")

    return readable


recovery_codes = own(only_readable(codes.view_recovery_codes))
download_recovery_codes = own(only_readable(codes.download_recovery_codes))
new_recovery_codes = own(codes.generate_recovery_codes)


@own
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth is not typed
def unlink(request: HttpRequest, id: int) -> HttpResponse:
    """Asks first; the page of one's account says why where it cannot be."""
    staff = staff_of(request)
    if id not in (services := linked(staff)):
        raise Http404
    if request.method != "POST":
        page = render(request, "accounts/unlink.html", {"service": services[id]})
        return page if may_unlink(staff) else redirect("account")
    with writing() as db:
        done = unlink_service(db, staff, id)
    if done:
        messages.success(request, _("Your sign-in service is unlinked."))
    return redirect("account")


second_step = never_cache(steps.authenticate)
sign_in_by_passkey = never_cache(passkeys.login_webauthn)
forgotten = never_cache(entrance.password_reset)
new_password = never_cache(entrance.password_reset_from_key)
confirm_mail = never_cache(entrance.confirm_email)
sign_in = entrance.LoginView.as_view(extra_context={"sign_in_service": offered})


@never_cache
def by_service(request: HttpRequest, provider_id: str) -> HttpResponse:
    """To the company's sign-in service; when it cannot be reached, the page says so."""
    try:
        answer: HttpResponse = service.login(request, provider_id)
    except (RequestException, OAuth2Error):
        return render(request, "socialaccount/authentication_error.html", status=503)
    return answer


@never_cache
def back_from_service(request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        answer: HttpResponse = service.callback(request, provider_id)
    except (RequestException, OAuth2Error):
        return render(request, "socialaccount/authentication_error.html", status=503)
    return answer
