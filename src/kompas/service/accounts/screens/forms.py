"""What people fill in about accounts."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext as _

from kompas.service.accounts.coming_in import DEMO_DOMAIN
from kompas.service.accounts.invitations import invited
from kompas.service.accounts.models import Role, Staff
from kompas.service.clock import now_ms

_NAME = 150  # characters, as an account holds


class NameForm(forms.Form):
    name = forms.CharField(max_length=_NAME)


class RoleForm(forms.Form):
    role = forms.ChoiceField(choices=Role.choices)


class InvitationForm(forms.Form):
    """Whom to invite. Their letter is in the language of who invites them, until they choose."""

    name = forms.CharField(max_length=_NAME)
    mail = forms.EmailField()
    role = forms.ChoiceField(choices=Role.choices)

    def clean_mail(self) -> str:
        mail = str(self.cleaned_data["mail"]).lower()
        if mail.endswith(DEMO_DOMAIN):
            raise forms.ValidationError(_("This address cannot be used. Give another one."))
        if Staff.objects.filter(email__iexact=mail).exists():
            raise forms.ValidationError(_("This address is a colleague's already."))
        if invited(mail, now_ms()):
            raise forms.ValidationError(_("This address is invited already. Send that invitation again."))
        return mail


class FirstForm(forms.Form):
    """Who the first administrator is; they sign in with their mail address."""

    name = forms.CharField(max_length=_NAME)
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


class ComingForm(forms.Form):
    """The password of who accepts an invitation to `staff`."""

    password = forms.CharField(max_length=200, strip=False)

    def __init__(self, staff: Staff, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._staff = staff

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password, self._staff)
        return password
