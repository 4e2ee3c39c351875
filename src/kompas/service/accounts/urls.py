"""The addresses of coming in, of one's own account and of the colleagues; some names are what the sign-in library asks for."""

from allauth.account.views import account_inactive, password_reset_done, password_reset_from_key_done
from django.urls import path, re_path
from django.views.generic import RedirectView

from kompas.service.accounts.screens import account, colleagues, invited, signing

urlpatterns = [
    path("invited/", invited.come_in, name="come-in"),
    path("invited/<str:token>/", invited.invited, name="invited"),
    path("sign-in/passkey/", signing.sign_in_by_passkey, name="mfa_login_webauthn"),
    path("sign-in/step/", signing.second_step, name="mfa_authenticate"),
    path("sign-in/closed/", account_inactive, name="account_inactive"),
    path("sign-in/forgotten/", signing.forgotten, name="account_reset_password"),
    path("sign-in/forgotten/sent/", password_reset_done, name="account_reset_password_done"),
    path("sign-in/new-password/", password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^sign-in/new-password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        signing.new_password,
        name="account_reset_password_from_key",
    ),
    re_path(r"^sign-in/confirm-mail/(?P<key>[-:\w]+)/$", signing.confirm_mail, name="account_confirm_email"),
    path("sign-in/with/<slug:provider_id>/", signing.by_service, name="openid_connect_login"),
    path("sign-in/with/<slug:provider_id>/back/", signing.back_from_service, name="openid_connect_callback"),
    path("sign-in/with/", RedirectView.as_view(pattern_name="account_login"), name="socialaccount_login_cancelled"),
    path("account/", account.account, name="account"),
    path("account/", account.account, name="mfa_index"),
    path("account/name/", account.rename, name="account_rename"),
    path("account/mail/", signing.change_mail, name="account_email"),
    path("account/password/", signing.change_password, name="account_change_password"),
    path("account/first-password/", signing.set_password, name="account_set_password"),
    path("account/sure/", signing.reauthenticate, name="account_reauthenticate"),
    path("account/sure/code/", signing.reauthenticate_by_code, name="mfa_reauthenticate"),
    path("account/sure/passkey/", signing.reauthenticate_by_passkey, name="mfa_reauthenticate_webauthn"),
    path("account/passkeys/add/", signing.add_passkey, name="mfa_add_webauthn"),
    path("account/passkeys/<int:pk>/rename/", signing.rename_passkey, name="mfa_edit_webauthn"),
    path("account/passkeys/<int:pk>/remove/", signing.remove_passkey, name="mfa_remove_webauthn"),
    path("account/app/", signing.set_up_app, name="mfa_activate_totp"),
    path("account/app/off/", signing.switch_off_app, name="mfa_deactivate_totp"),
    path("account/codes/", signing.recovery_codes, name="mfa_view_recovery_codes"),
    path("account/codes/file/", signing.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("account/codes/new/", signing.new_recovery_codes, name="mfa_generate_recovery_codes"),
    path("account/service/<int:id>/unlink/", signing.unlink, name="unlink_service"),
    path("account/sessions/others/end/", account.end_others, name="end_other_sessions"),
    path("account/sessions/<int:id>/end/", account.end_one, name="end_session"),
    path("colleagues/", colleagues.colleagues, name="colleagues"),
    path("colleagues/invite/", colleagues.invite, name="invite"),
    path("colleagues/invitations/<int:id>/again/", colleagues.again, name="invite_again"),
    path("colleagues/invitations/<int:id>/withdraw/", colleagues.take_back, name="withdraw_invitation"),
    path("colleagues/<int:id>/role/", colleagues.role, name="change_role"),
    path("colleagues/<int:id>/deactivate/", colleagues.deactivate, name="deactivate"),
    path("colleagues/<int:id>/reactivate/", colleagues.reactivate, name="reactivate"),
    path("colleagues/<int:id>/sign-out/", colleagues.sign_out, name="sign_colleague_out"),
]
