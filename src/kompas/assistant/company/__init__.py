"""A company folder -> one frozen, checked Company; every complaint names file, line, key and remedy."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kompas.assistant.company.complaints import CompanyRefused as CompanyRefused
    from kompas.assistant.company.complaints import Complaint as Complaint
    from kompas.assistant.company.read import Checked as Checked
    from kompas.assistant.company.read import check_company as check_company
    from kompas.assistant.company.read import read_company as read_company

HOMES = {"Checked": "read", "CompanyRefused": "complaints", "Complaint": "complaints"}
HOMES |= {"check_company": "read", "read_company": "read"}


def __getattr__(name: str) -> Any:
    """The public names, imported when first asked for: a serving process needs only the stored form and the hours."""
    from importlib import import_module

    if name not in HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{HOMES[name]}"), name)
