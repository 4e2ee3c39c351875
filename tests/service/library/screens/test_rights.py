"""An editor changes what customers are told, and not whose data is read or how long it is kept."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests.service.library.conftest import WASTE
from tests.service.library.screens.conftest import page

from kompas.service.accounts.models import Role, Staff
from kompas.service.library import drafts, lists
from kompas.service.library.library import Library

OF_SUPERVISORS = ["company.yaml", "retention.yaml", "connectors/klanten.yaml", "workflows/verhuizen.yaml"]


@pytest.mark.parametrize("path", OF_SUPERVISORS)
def test_an_editor_reads_it_and_changes_nothing(eva: Client, library: Library, path: str) -> None:
    before = len(lists.drafts())
    shown = page(eva.get(f"/library/house/file/{path}/"))
    assert "Een leidinggevende of beheerder kan het veranderen." in shown
    assert 'value="publish"' not in shown
    kept = eva.post(
        f"/library/house/keep/{path}/", {"text": "messages: 1\n", "base": "1", "based_on": "1", "act": "publish"}
    )
    assert kept.status_code == 403
    for act in ("remove", "roll back", "accept", "discard"):
        assert eva.post("/library/act/", {"act": act, "path": path, "number": "1"}).status_code == 403
    assert len(lists.drafts()) == before


def test_a_supervisor_does(editor: Callable[[str], Client], library: Library) -> None:
    sam = editor("sam")
    Staff.objects.filter(username="sam").update(role=Role.SUPERVISOR)
    text = lists.document("retention.yaml").published.text
    assert 'value="publish"' in page(sam.get("/library/house/file/retention.yaml/"))
    sent = {"text": f"{text}# een jaar is genoeg\n", "base": "1", "based_on": "1", "act": "publish"}
    assert sam.post("/library/house/keep/retention.yaml/", sent).status_code == 302
    assert "een jaar is genoeg" in lists.document("retention.yaml").published.text


def test_the_name_of_an_article_is_no_way_around(
    eva: Client, editor: Callable[[str], Client], library: Library
) -> None:
    editor("sam")
    draft = drafts.save_draft("retention.yaml", "messages: 1\n", "staff:1", "", 1)
    around = eva.post("/library/act/", {"act": "discard", "path": WASTE, "version": str(draft.pk)})
    assert around.status_code == 400
    assert [one.pk for one in lists.drafts()] == [draft.pk]
