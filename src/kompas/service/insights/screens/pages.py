"""The page of the outcomes, and its table as a file."""

import csv
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kompas.service.accounts.built import built
from kompas.service.accounts.permissions import only_who_may
from kompas.service.clock import now_ms
from kompas.service.handover import wording as desk_wording
from kompas.service.house import current
from kompas.service.insights import figures
from kompas.service.insights.figures import Chosen, Group
from kompas.service.insights.models import Ending
from kompas.service.insights.screens import wording
from kompas.service.insights.screens.choosing import WEEKS, Selection, selection
from kompas.service.insights.screens.rows import SHOWN, row, rows, spent_rows
from kompas.service.learning import gaps
from kompas.service.library.shelf import Served

_MOST_GAPS = 5


@require_safe
@never_cache
@only_who_may("see the outcomes")
def outcomes(request: HttpRequest) -> HttpResponse:
    """Whether people are helped: per matter and per week, each ending apart."""
    served, now = current().shelf.now, now_ms()
    asked = selection(request.GET, served, now)
    groups = figures.grouped(asked.chosen, asked.sure_before, figures.MATTER)
    by_matter = {matter: group for (matter,), group in groups.items()}
    everything = asked.chosen == Chosen(asked.chosen.since, asked.chosen.until)
    matters = by_matter if everything else figures.matters_of(asked.chosen)
    about = _filters(asked, matters, served) | _figures(asked, by_matter, served)
    return render(request, "insights/outcomes.html", about)


@require_safe
@never_cache
@only_who_may("see the outcomes")
def table(request: HttpRequest) -> HttpResponse:
    """The counts per matter and week as CSV, so that anybody can work out their own shares."""
    served = current().shelf.now
    asked = selection(request.GET, served, now_ms())
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="kompas-outcomes.csv"'
    endings = [ending.value for ending in Ending]
    written = csv.writer(answer)
    written.writerow(
        ["week", "matter", "title", *endings, "first_contacts", "solved_at_first_contact", "ratings", "effort_sum", "said_solved",
         "asked_back", "asked_twice", "not_known", "handled_by_people", "handling_median_seconds", "model_calls",
         "model_tokens", "model_cost"]
    )  # fmt: skip
    groups = figures.grouped(asked.chosen, asked.sure_before, figures.WEEK, figures.MATTER)
    for (week, matter), group in sorted(groups.items(), key=lambda one: one[0]):
        seconds = "" if group.handling is None else round(group.handling / 1000)
        written.writerow(
            [week, matter, wording.matter(matter, served), *(group.endings[one] for one in endings), group.firsts, group.at_once,
             group.efforts, group.effort_sum, group.solved, group.asked_back, group.asked_twice, group.not_known,
             len(group.handled), seconds, group.model_calls, group.model_tokens, f"{group.model_cost / 1_000_000:.6f}"]
        )  # fmt: skip
    return answer


def _filters(asked: Selection, matters: Iterable[str], served: Served) -> dict[str, Any]:
    chosen = asked.chosen
    titles = [(id or "-", wording.matter(id, served)) for id in matters]
    return {
        "chosen": chosen,
        "weeks": asked.weeks,
        "periods": WEEKS,
        "matters": sorted(titles, key=lambda one: (one[0] == "-", one[1].casefold())),
        "langs": [(code, desk_wording.language(code)) for code in served.company.languages],
        "channels": [(code, wording.channel(code)) for code in wording.CHANNELS if figures.occurs(chosen, code)],
        "quiet_days": served.company.quiet_days,
        "chart": built("outcomes.js"),
    }


def _figures(asked: Selection, by_matter: dict[str, Group], served: Served) -> dict[str, Any]:
    weeks = figures.grouped(asked.chosen, asked.sure_before, figures.WEEK)
    by_week = sorted((week, group) for (week,), group in weeks.items())
    ordered = sorted(by_matter.items(), key=lambda one: (one[0] == "", -one[1].n, one[0]))
    reasons = figures.passings(asked.chosen)
    return {
        "whole": row("", "", figures.together(by_matter.values())),
        "by_matter": rows(ordered, lambda id: wording.matter(id, served)),
        "by_week": rows(by_week, wording.week),
        "endings": [(ending.value, wording.ENDINGS[ending]) for ending in SHOWN],
        "still_open": wording.ENDINGS[Ending.OPEN],
        "passings": [(desk_wording.why_here(served.company, code, rule), n) for code, rule, n in reasons],
        "twice": [(wording.twice(code), n) for code, n in figures.asked_twice(asked.chosen)],
        "spent": spent_rows(figures.spent(asked.chosen)),
        "gaps": gaps.most_wanted(served, asked.chosen.since, _MOST_GAPS),
    }
