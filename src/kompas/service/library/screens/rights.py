"""Which documents a colleague may change: editors what customers are told; what decides whose data is read, how long it is
kept and which site may show the chat is for who supervises."""

from django.core.exceptions import PermissionDenied
from django.http import QueryDict

from kompas.service.accounts.models import Staff
from kompas.service.accounts.permissions import may
from kompas.service.library.models import Conflict, Version
from kompas.service.library.screens.posting import number_in

_WORKINGS = ("company.yaml", "retention.yaml", "connectors/", "workflows/")


def may_change(staff: Staff, path: str) -> bool:
    return not path.startswith(_WORKINGS) or may(staff, "change how the company works")


def refuse_others(staff: Staff, path: str) -> None:
    """Raises PermissionDenied for a document that this colleague may only read."""
    if not may_change(staff, path):
        raise PermissionDenied


def belongs(path: str, data: QueryDict) -> bool:
    """Whether the version or the conflict that a form names is one of the document that it names."""
    version, conflict = number_in(data, "version"), number_in(data, "conflict")
    return (not version or Version.objects.filter(pk=version, document__path=path).exists()) and (
        not conflict or Conflict.objects.filter(pk=conflict, document__path=path).exists()
    )
