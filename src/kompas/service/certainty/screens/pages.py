"""The page of certainty: which share of wrong answers is accepted, what is known of it, and what would change it."""

from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kompas.assistant.domain.certainty import Stage
from kompas.service import times
from kompas.service.accounts.built import built
from kompas.service.accounts.permissions import only_who_may
from kompas.service.certainty import figures
from kompas.service.certainty.judging import open_ones
from kompas.service.certainty.models import Proof
from kompas.service.certainty.proving import DRIFTS, counting_now
from kompas.service.certainty.screens import rows, wording
from kompas.service.clock import DAY_MS, now_ms
from kompas.service.house import current
from kompas.service.learning.models import Label
from kompas.service.library.shelf import Served

_WEEKS = 4  # of complaints that are counted


@require_safe
@never_cache
@only_who_may("see the certainty")
def certainty(request: HttpRequest) -> HttpResponse:
    """The stage by name, how it came about, and the two pictures."""
    served, now = current().shelf.now, now_ms()
    newest = Proof.objects.filter(version=served.company.version).order_by("-pk").first()
    about = _standing(served, newest, now) | _pictures(served) | _complaints(now)
    return render(request, "certainty/certainty.html", about | {"waiting": open_ones(now).count()})


def _standing(served: Served, newest: Proof | None, now: int) -> dict[str, Any]:
    answers, given = served.assistant.answers_from, served.company.thresholds
    estimate = served.assistant.estimate
    expected = estimate.at(answers.threshold) if estimate is not None else None
    proven = answers.stage is Stage.PROVEN
    return {
        "stage": answers.stage.value,
        "stage_name": wording.STAGES[answers.stage],
        "accepted": wording.percent(given.at_most_wrong),
        "threshold": wording.number(answers.threshold),
        "by_hand": given.by_hand and not proven,
        "floor": wording.number(given.answer) if given.by_hand and proven else "",
        "expected": wording.percent(expected.wrong) if expected is not None and not proven else "",
        "chosen": wording.number(estimate.threshold(given.at_most_wrong))
        if estimate is not None and given.at_most_wrong is not None
        else "",
        "proof": newest,
        "bound": wording.percent(newest.bound, 1) if newest is not None and newest.above else "",
        "reasons": [wording.REASONS[code] for code in _reasons(newest)] if not proven else [],
        "as_of": times.clock(newest.at, now, served.zone) if newest is not None else "",
    }


def _reasons(newest: Proof | None) -> list[str]:
    """Why it is not proven; after a drift that too, for as long as nothing is proven anew."""
    if newest is None:
        return []
    drift = Proof.objects.filter(at=newest.since, reason__in=DRIFTS).order_by("-pk").first()
    return list(dict.fromkeys([*([drift.reason] if drift is not None else []), newest.reason]))


def _pictures(served: Served) -> dict[str, Any]:
    turns, chosen = counting_now(), served.assistant.answers_from.threshold
    estimate = served.assistant.estimate
    estimated = estimate is not None and not turns
    risk = rows.of_estimate(estimate, chosen) if estimate is not None and not turns else None
    return {
        "n": len(turns),
        "reliability": rows.of_bins(figures.reliability(turns)),
        "risk": risk if risk is not None else rows.of_steps(figures.risks(turns, chosen)),
        "estimated": estimated,
        "asked": estimate.asked if estimate is not None else 0,
        "chart": built("outcomes.js"),
    }


def _complaints(now: int) -> dict[str, int]:
    """Answers that somebody marked wrong: not drawn at random, so no part of any proof."""
    counted: dict[str, int] = Label.objects.filter(at__gte=now - _WEEKS * 7 * DAY_MS).aggregate(
        by_customers=Count("id", filter=Q(by="customer")), by_colleagues=Count("id", filter=~Q(by="customer"))
    )
    return counted
