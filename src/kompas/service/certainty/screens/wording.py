"""Codes of certainty in plain words."""

from collections.abc import Mapping

from babel.numbers import format_decimal, format_percent
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from kompas.assistant.domain.certainty import Stage
from kompas.service.certainty.proving import FEW, NOT_YET, TRAFFIC, WRONG
from kompas.service.insights.shares import Share
from kompas.service.language import reader_language

STAGES: Mapping[str, Promise] = {
    Stage.PROVEN: lazy("Proven"),
    Stage.PROVISIONAL: lazy("Provisional"),
    Stage.BY_HAND: lazy("Set by hand"),
}
REASONS: Mapping[str, Promise] = {
    FEW: lazy("Too few judged questions lie above the threshold to prove anything."),
    NOT_YET: lazy("The judged questions do not prove that so few answers are wrong, for any threshold."),
    WRONG: lazy("It was proven, but the newest answers were wrong too often. What is drawn from then on counts."),
    TRAFFIC: lazy("It was proven, but customers ask otherwise now than before. What is drawn from then on counts."),
}
DECIDED: Mapping[str, Promise] = {
    "answer": lazy("The assistant answered."),
    "continue": lazy("The assistant began a task."),
    "askback": lazy("The assistant asked what was meant."),
    "decline": lazy("The assistant said that it does not know."),
    "handover": lazy("The assistant passed it to a person."),
}


def percent(share: float | None, digits: int = 0) -> str:
    """ "5 %", in the language of who reads it; "" for nothing."""
    pattern = "#,##0" + ("." + "#" * digits if digits else "") + " %"
    return "" if share is None else str(format_percent(share, pattern, locale=reader_language()))


def number(value: float) -> str:
    return str(format_decimal(value, "0.00", locale=reader_language()))


def interval(share: Share) -> str:
    """The bounds between which the true share lies: "32–45 %"."""
    return f"{round(100 * share.low)}–{round(100 * share.high)} %" if share.of else ""
