"""Editors before a small library, and the form of its one article."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from kompas.service.accounts.models import Role, Staff
from kompas.service.library.library import Library

KEEP = "/library/article/afval/nl/keep/"
OLD_TEXT, NEW_TEXT = "Afval halen we op maandag op.\n", "Afval halen we op dinsdag op.\n"


@pytest.fixture
def editor(library: Library) -> Callable[[str], Client]:
    """A browser in which an editor with this name is signed in."""

    def signed_in(name: str) -> Client:
        staff, _ = Staff.objects.get_or_create(username=name, first_name=name.capitalize(), role=Role.EDITOR)
        browser = Client(headers={"host": "localhost"})
        browser.force_login(staff)
        return browser

    return signed_in


@pytest.fixture
def eva(editor: Callable[[str], Client]) -> Client:
    return editor("eva")


def sent(**changed: str) -> dict[str, str]:
    """The form of the article as the editor's page holds it, with these fields typed otherwise."""
    form = {"title": "Afval", "audience": "public", "questions": "Wanneer wordt het afval opgehaald?"}
    return form | {"base": "1", "based_on": "1", "body": OLD_TEXT, "act": "draft"} | changed


def page(answer: Any) -> str:
    return str(answer.content.decode())
