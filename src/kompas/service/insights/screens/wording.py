"""Codes of outcomes in plain words."""

from collections.abc import Mapping
from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from kompas.service import times
from kompas.service.insights.models import Ending
from kompas.service.insights.shares import Share
from kompas.service.insights.titles import title_of
from kompas.service.language import reader_language
from kompas.service.library.shelf import Served

ENDINGS: Mapping[str, Promise] = {
    Ending.CONFIRMED: lazy("Confirmed"),
    Ending.ASSUMED: lazy("Assumed"),
    Ending.ABANDONED: lazy("Gave up"),
    Ending.HANDED_OVER: lazy("Handed over"),
    Ending.REOPENED: lazy("Reopened"),
    Ending.OPEN: lazy("Still open"),
}
_TWICE: Mapping[str, Promise] = {
    "which_matter": lazy("Which matter was meant"),
    "mail_address": lazy("The mail address"),
    "code": lazy("The code from the mail"),
    "choice": lazy("Which one was meant"),
    "said_so": lazy("The customer said that they had asked it before"),
}
CHANNELS: Mapping[str, Promise] = {"chat": lazy("Web chat"), "mail": lazy("E-mail")}


def matter(id: str, served: Served) -> str:
    """A matter by its title."""
    return title_of(id, served) if id else _("Not recognised")


def twice(code: str) -> str:
    return str(_TWICE.get(code, code))


def channel(code: str) -> str:
    return str(CHANNELS.get(code, code))


def week(monday: str) -> str:
    """The number of the week with its Monday: "week 47, from 16 Nov"."""
    day = date.fromisoformat(monday)
    begins = format_date(day, "d MMM", locale=reader_language())
    return _("week %(number)s, from %(monday)s") % {"number": day.isocalendar().week, "monday": begins}


def percent(share: Share) -> str:
    return "" if share.value is None else format_percent(share.value, "#,##0 %", locale=reader_language())


def interval(share: Share) -> str:
    """The bounds between which the true share lies: "32–45 %"."""
    if share.value is None:
        return ""
    return f"{round(100 * share.low)}–{round(100 * share.high)} %"


def number(value: float | None, digits: int = 0) -> str:
    return (
        ""
        if value is None
        else format_decimal(value, "#,##0" + ("." + "0" * digits if digits else ""), locale=reader_language())
    )


def duration(ms: float | None) -> str:
    return "" if ms is None else times.duration(ms)
