"""Codes in plain words for people at the desk."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from kompas.assistant.domain.company import Company, in_language
from kompas.service.language import reader_language

_WHY_HERE = {
    "wants_human": lazy("The customer asked for a person."),
    "crisis": lazy("The words point to a crisis: a person goes first."),
    "distress": lazy("The words point to distress: a person goes first."),
    "complaint": lazy("The customer has a complaint."),
    "legal_threat": lazy("The customer mentions legal steps."),
    "anger": lazy("The customer is annoyed."),
    "upset": lazy("The customer sounds upset, and no answer was sure enough."),
    "repetition": lazy("The customer asks the same thing again."),
    "accepted_offer": lazy("The assistant had no reliable answer, and the customer wanted the question passed on."),
    "workflow_fault": lazy("The customer system gave no usable answer."),
    "check_failed": lazy("What the assistant wanted to say did not pass its own check."),
    "agent_stepped_in": lazy("A colleague took this conversation over from the assistant."),
    "stopped": lazy("The assistant was stopped."),
    "fault": lazy("Something on our side did not work."),
}
_IN_SHORT = {
    "wants_human": lazy("Asked for a person"),
    "crisis": lazy("Crisis"),
    "distress": lazy("Distress"),
    "complaint": lazy("Complaint"),
    "legal_threat": lazy("Legal steps mentioned"),
    "anger": lazy("Annoyed"),
    "upset": lazy("Sounds upset"),
    "repetition": lazy("Same question again"),
    "accepted_offer": lazy("No reliable answer"),
    "workflow_fault": lazy("Customer system failed"),
    "check_failed": lazy("Answer held back"),
    "agent_stepped_in": lazy("Taken over"),
    "stopped": lazy("Assistant stopped"),
    "fault": lazy("Fault on our side"),
}
_DECIDED = {
    "answer": lazy("Answered"),
    "askback": lazy("Asked which matter was meant"),
    "continue": lazy("Went on with a task"),
    "handover": lazy("Passed it on to a person"),
    "decline": lazy("Said that it does not know or do this"),
}
_METHODS = {
    "mail": lazy("with a code by mail"),
    "site": lazy("signed in on the website"),
}
_LANGUAGES = {"nl": lazy("Dutch"), "en": lazy("English")}


def why_here(company: Company, code: str, rule: str) -> str:
    """Why a person is needed, in one sentence: the company's own reason where a rule asked for it."""
    because = next((one.because for one in company.rules if one.id == rule), None)
    if because is not None:
        return in_language(because, reader_language())
    return str(_WHY_HERE.get(code, _("A person was needed.")))


def in_short(code: str, rule: str) -> str:
    """The same in two or three words, for the queue; a rule by its name."""
    return rule.replace("-", " ").capitalize() if rule else str(_IN_SHORT.get(code, _("A person was needed.")))


def decided(kind: str) -> str:
    return str(_DECIDED.get(kind, kind))


def method(code: str) -> str:
    return str(_METHODS.get(code, code))


def language(code: str) -> str:
    return str(_LANGUAGES.get(code, code))


def purpose(company: Company, code: str) -> str:
    """A purpose in the company's own words; one that an older version knew keeps its name."""
    plans = company.connectors.values()
    named = next((plan.purposes[code].title for plan in plans if code in plan.purposes), None)
    return in_language(named, reader_language()) if named else code.replace("_", " ")
