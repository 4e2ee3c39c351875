"""Codes of the library in plain words."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from kompas.service.accounts.models import Staff
from kompas.service.library.refusals import NotPossible, NotWritten, Overtaken
from kompas.service.library.sources.models import Source

STATES = {
    "published": lazy("published"),
    "draft": lazy("draft"),
    "scheduled": lazy("scheduled"),
    "expired": lazy("expired"),
    "coming": lazy("not valid yet"),
    "conflict": lazy("conflict"),
    "proposal": lazy("proposal"),
    "removed": lazy("removed"),
    "dismissed": lazy("put away"),
    "aside": lazy("from the folder, not used"),
}
CARES = {
    "stale": lazy("out of date"),
    "orphaned": lazy("without an owner"),
    "unused": lazy("never used"),
    "untranslated": lazy("translation missing"),
    "contradicting": lazy("contradicting"),
}
_NOT_POSSIBLE = {
    "no_document": lazy("There is no document with this name."),
    "no_version": lazy("This version is not there any more."),
    "not_open": lazy("This version was published or put away already."),
    "too_large": lazy("The text is too long. Split it."),
    "past": lazy("That moment is over. Choose a later one, or publish it now."),
    "no_moment": lazy("Give the day and the time."),
    "no_conflict": lazy("This conflict was settled already."),
    "no_contradiction": lazy("This pair is not there any more."),
    "no_proposals": lazy("There is nothing to accept."),
    "no_article": lazy("Only articles have a last day."),
}


def names() -> Callable[[str], str]:
    """Names whoever wrote a version: "staff:3", "folder", "source:2"."""
    known = {one.author: str(one) for one in Staff.objects.all()}
    known |= {one.author: one.name for one in Source.objects.all()}

    def name(by: str) -> str:
        kind = by.partition(":")[0]
        told = {"folder": _("the folder"), "source": _("a source"), "staff": _("a colleague"), "system": "Kompas"}
        return known.get(by) or str(told.get(kind, by))

    return name


def refused(fault: NotPossible | Overtaken) -> str:
    """Why nothing was done."""
    if isinstance(fault, Overtaken):
        return _("Version %(number)s was published in the meantime. Nothing of it was overwritten.") % {
            "number": fault.number
        }
    return str(_NOT_POSSIBLE.get(fault.code, fault))


def not_written(fault: NotWritten, kept: str) -> str:
    """What was kept, and that only whoever runs the server can mend the rest."""
    told = _(
        "Kompas cannot write in its data folder (%(why)s). Whoever runs the server has to make room or mend its rights;"
        " then do it once more."
    )
    return f"{kept} {told % {'why': fault.why}}"
