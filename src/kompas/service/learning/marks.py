"""What was said of answers in a conversation: that they are wrong, by whom, and what they should have been about."""

from collections import defaultdict

from django.utils.translation import gettext as _

from kompas.service.accounts.names import names_of
from kompas.service.insights.titles import title_of
from kompas.service.learning.models import Label
from kompas.service.library.shelf import Served


def marks_of(conversation: str, served: Served) -> dict[int, tuple[str, ...]]:
    """By the place of the answer, each mark in one sentence."""
    found = list(Label.objects.filter(conversation=conversation).order_by("at", "id"))
    names = names_of(label.by for label in found)
    told: dict[int, list[str]] = defaultdict(list)
    for label in found:
        told[label.seq].append(_sentence(label, names.get(label.by, _("A colleague")), served))
    return {seq: tuple(sentences) for seq, sentences in told.items()}


def _sentence(label: Label, name: str, served: Served) -> str:
    if label.by == "customer":
        return _("The customer says that it is not right")
    if not label.matter:
        return _("%(name)s: not right, nothing of ours answers this") % {"name": name}
    return _("%(name)s: not right, it is about “%(matter)s”") % {"name": name, "matter": title_of(label.matter, served)}
