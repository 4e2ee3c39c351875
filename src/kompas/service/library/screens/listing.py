"""The first screen of the library: all articles, searched and filtered, and what needs care."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kompas.assistant.company.checks.freshness import FRESH
from kompas.service.accounts.permissions import only_who_may
from kompas.service.clock import now_ms
from kompas.service.house import current
from kompas.service.language import for_reader
from kompas.service.library import contradicting, lists
from kompas.service.library.screens.paging import span
from kompas.service.library.screens.rows import Row, rows_of, with_words
from kompas.service.library.screens.wording import CARES, STATES

EDIT = "edit the content"
_ON_A_PAGE = 100
_LONGEST_DAYS = 36_500
_FILTERS = ("published", "draft", "scheduled", "proposal", "conflict", "expired", "coming", "removed")
_EXPLAINED = {
    "stale": lazy("Not looked through for so many days, or past its last day."),
    "orphaned": lazy("No owner, or an owner who does not work here. A name on several articles counts as a team."),
    "unused": lazy("Not cited in an answer in the last 30 days."),
    "untranslated": lazy("Not there in every language of the company."),
    "contradicting": lazy("Says another number than another article about the same matter."),
}


class Choice(forms.Form):
    """What of the list is shown; what makes no sense is left out."""

    q = forms.CharField(required=False, max_length=200)
    state = forms.ChoiceField(required=False, choices=[(code, code) for code in _FILTERS])
    care = forms.ChoiceField(required=False, choices=[(code, code) for code in CARES])
    owner = forms.CharField(required=False, max_length=200)
    days = forms.IntegerField(required=False, min_value=1, max_value=_LONGEST_DAYS)
    page = forms.IntegerField(required=False, min_value=1)


@dataclass(frozen=True, slots=True)
class Care:
    """One kind of care, with how many articles need it."""

    code: str
    title: Promise
    count: int
    explained: Promise


@require_safe
@never_cache
@only_who_may(EDIT)
def library(request: HttpRequest) -> HttpResponse:
    choice = Choice(request.GET)
    choice.is_valid()
    asked = {**dict.fromkeys(choice.fields), **choice.cleaned_data}
    house, days = current(), asked["days"] or FRESH.days
    everything = rows_of(house, now_ms(), days, contradicting.paths())
    rows = _chosen(everything, asked)
    if asked["q"]:
        rows = with_words(rows, asked["q"], house.shelf.now)
    shown_rows = span(len(rows), asked["page"] or 1, _ON_A_PAGE)
    shown: dict[str, Any] = {
        "rows": [_line(row) for row in rows[shown_rows.first : shown_rows.last]],
        "found": len(rows),
        "all": len(everything),
        "asked": asked | {"days": days},
        "states": [(code, STATES[code]) for code in _FILTERS],
        "cares": [
            Care(code, CARES[code], sum(code in row.cares for row in everything), told)
            for code, told in _EXPLAINED.items()
        ],
        "owners": sorted({row.owner for row in everything if row.owner}, key=str.casefold),
        "span": shown_rows,
        "query": urlencode({name: asked[name] or "" for name in ("q", "state", "care", "owner")} | {"days": days})
        + "&",
        "to_decide": lists.to_decide(),
        "unread": for_reader(house.shelf.refused),
    }
    return render(request, "library/list.html", shown)


def _chosen(rows: list[Row], asked: dict[str, Any]) -> list[Row]:
    if asked["state"]:
        rows = [row for row in rows if asked["state"] in row.states]
    if asked["care"]:
        rows = [row for row in rows if asked["care"] in row.cares]
    if asked["owner"]:
        rows = [row for row in rows if row.owner == asked["owner"]]
    return rows


def _line(row: Row) -> dict[str, Any]:
    """A row with its codes in words."""
    return {
        "row": row,
        "cells": [(cell.lang, [(state, STATES[state]) for state in cell.states]) for cell in row.cells],
        "cares": [CARES[code] for code in CARES if code in row.cares],
    }
