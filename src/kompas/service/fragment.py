"""A screen as a whole page, or as the part of it that goes into the page that is open."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def page_or_part(request: HttpRequest, page: str, about: dict[str, Any]) -> HttpResponse:
    """Renders this template; for a script that asks for the part alone, the one of that name with _ before it."""
    room, _, name = page.rpartition("/")
    part = request.headers.get("HX-Request") == "true"
    return render(request, f"{room}/_{name}" if part else page, about)
