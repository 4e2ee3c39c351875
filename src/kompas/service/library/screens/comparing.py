"""What differs between two texts, in plain words."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from kompas.assistant.company.differences import Difference, Kind, differences
from kompas.assistant.company.documents import is_article

LABELS: dict[str, Promise] = {
    "title": lazy("Title"),
    "lang": lazy("Language"),
    "audience": lazy("For whom"),
    "owner": lazy("Owner"),
    "source": lazy("Source"),
    "updated": lazy("Date of the article"),
    "valid_from": lazy("Valid from"),
    "valid_until": lazy("Valid until"),
    "questions": lazy("Questions of customers"),
    "body": lazy("Text"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs: where, what happened there, and both texts."""

    place: str
    told: str
    old: str | None
    new: str | None


def changes(path: str, old: str | None, new: str | None) -> list[Change]:
    """From the one text of this document to the other, in the order of the new one."""
    article = is_article(path)
    return [_change(one, article) for one in differences(old, new)]


def _change(one: Difference, article: bool) -> Change:
    if one.kind is Kind.LAYOUT:
        return Change("", _("Only comments, spaces or the order differ; what is said is the same."), None, None)
    if not one.where and not one.heading and (one.old is None or one.new is None) and not article:
        return Change(
            "", _("The whole text was added.") if one.old is None else _("The whole text was removed."), None, None
        )
    told = {Kind.ADDED: _("added"), Kind.REMOVED: _("removed"), Kind.CHANGED: _("changed")}[one.kind]
    return Change(_place(one, article), told, one.old, one.new)


def _place(one: Difference, article: bool) -> str:
    if not one.where:
        return _("Text, under “%(heading)s”") % {"heading": one.heading} if one.heading else _("Text")
    first = str(LABELS.get(one.where[0], one.where[0])) if article else one.where[0]
    return " › ".join([first, *one.where[1:]])
