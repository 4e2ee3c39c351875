"""Versions with what they changed, back to an old one, removing, ending; conflicts and proposals are decided."""

from pathlib import Path

import pytest
from django.test import Client
from tests.service.library.conftest import ARTICLE, WASTE, says
from tests.service.library.screens.conftest import KEEP, NEW_TEXT, page, sent

from kompas.service.library import lists
from kompas.service.library.library import Library
from kompas.service.library.proposals import propose

VERSIONS = f"/library/versions/{WASTE}/"
ACT = "/library/act/"


@pytest.fixture
def changed(eva: Client, library: Library) -> Client:
    """Eva has published that it is Tuesday."""
    eva.post(KEEP, sent(body=NEW_TEXT, act="publish", note="andere dag"))
    assert "dinsdag" in says(library)
    return eva


def test_versions_say_who_and_what(changed: Client) -> None:
    shown = page(changed.get(f"{VERSIONS}?number=2"))
    assert "andere dag" in shown
    assert "<del>Afval halen we op maandag op.</del>" in shown
    assert "<ins>Afval halen we op dinsdag op.</ins>" in shown
    assert "de map" in shown
    assert shown.count('value="roll back"') == 1
    assert changed.get("/library/versions/knowledge/nl/niets.md/").status_code == 404


def test_back_to_an_old_version(changed: Client, library: Library) -> None:
    shown = page(changed.post(ACT, {"act": "roll back", "path": WASTE, "number": "1"}, follow=True))
    assert "Versie 1 is weer gepubliceerd" in shown
    assert "maandag" in says(library)
    assert "geen document" in page(changed.post(ACT, {"act": "remove", "path": "intents/niets.yaml"}, follow=True))


def test_removed_and_ended(changed: Client, library: Library) -> None:
    changed.post(ACT, {"act": "expire", "path": WASTE, "day": "2020-01-01"})
    assert "verlopen" in page(changed.get("/library/?state=expired"))
    changed.post(ACT, {"act": "remove", "path": WASTE})
    assert says(library) == ""
    assert 'class="mark removed"' in page(changed.get("/library/"))


def test_a_draft_is_put_away(eva: Client, library: Library) -> None:
    eva.post(KEEP, sent(body=NEW_TEXT))
    draft = lists.versions(WASTE)[0]
    eva.post(ACT, {"act": "discard", "path": WASTE, "version": str(draft.pk)})
    assert "op dinsdag op" not in page(eva.get("/library/article/afval/"))
    assert "was al gepubliceerd" in page(
        eva.post(ACT, {"act": "discard", "path": WASTE, "version": str(draft.pk)}, follow=True)
    )


def test_the_folder_against_the_screen(changed: Client, library: Library, folder: Path) -> None:
    (folder / WASTE).write_text(ARTICLE.replace("maandag", "vrijdag"), encoding="utf-8")
    library.look()
    shown = page(changed.get("/library/waiting/"))
    assert "<ins>Afval halen we op vrijdag op.</ins>" in shown
    assert "Eva heeft dit op een scherm gepubliceerd" in shown
    conflict = lists.conflicts().get()
    changed.post(ACT, {"act": "keep folder", "path": WASTE, "conflict": str(conflict.pk)})
    assert "vrijdag" in says(library)
    assert not lists.conflicts().exists()


def test_a_proposal_is_accepted_edited_or_put_away(eva: Client, library: Library) -> None:
    text = ARTICLE.replace("maandag", "donderdag").encode()
    proposal = propose(WASTE, text, "source:1", "van de website")
    assert proposal is not None
    assert "<ins>Afval halen we op donderdag op.</ins>" in page(eva.get("/library/waiting/"))
    assert "op donderdag op.\n</textarea>" in page(eva.get(f"/library/article/afval/?nl={proposal.number}"))
    eva.post(ACT, {"act": "dismiss", "path": WASTE, "version": str(proposal.pk)})
    assert propose(WASTE, text, "source:1") is None
    again = propose(WASTE, text.replace(b"donderdag", b"woensdag"), "source:1")
    assert again is not None
    eva.post(ACT, {"act": "accept", "path": WASTE, "version": str(again.pk)})
    assert "woensdag" in says(library)


def test_what_is_no_act_or_no_document_is_refused(eva: Client) -> None:
    assert eva.post(ACT, {"act": "burn", "path": WASTE}).status_code == 400
    assert eva.post(ACT, {"act": "remove", "path": "../etc"}).status_code == 400
