"""What agents write."""

from django import forms

_LONGEST = 8000  # characters, as for a customer's message


class ReplyForm(forms.Form):
    text = forms.CharField(max_length=_LONGEST)


class FirstWordsForm(forms.Form):
    """Taking a conversation may go with the first words."""

    text = forms.CharField(max_length=_LONGEST, required=False)


class NoteForm(forms.Form):
    text = forms.CharField(max_length=_LONGEST)


class StopReasonForm(forms.Form):
    reason = forms.CharField(max_length=1000, required=False)
