"""An editor writes, keeps and publishes; what was typed is never lost, and a second editor is told."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.service.library.conftest import WASTE, says
from tests.service.library.screens.conftest import KEEP, NEW_TEXT, page, sent

from kompas.service.learning import gaps
from kompas.service.learning.models import Gap
from kompas.service.library import lists
from kompas.service.library.library import Library
from kompas.service.library.models import Version


def newest() -> Version:
    return lists.versions(WASTE)[0]


def test_the_list_shows_the_article_with_its_state(eva: Client) -> None:
    shown = page(eva.get("/library/"))
    assert ">Afval</a>" in shown
    assert "gepubliceerd" in shown
    assert ">Afval</a>" in page(eva.get("/library/?q=maandag"))
    assert ">Afval</a>" not in page(eva.get("/library/?q=dinsdag"))


def test_a_draft_is_kept_and_serves_nobody(eva: Client, library: Library) -> None:
    shown = page(eva.post(KEEP, sent(body=NEW_TEXT, note="andere dag"), follow=True))
    assert "op dinsdag op" in shown
    assert newest().state == "draft"
    assert "maandag" in says(library)
    assert newest().text == (
        "---\ntitle: Afval\nlang: nl\nquestions: [Wanneer wordt het afval opgehaald?]\n---\n" + NEW_TEXT
    )


def test_published_at_once(eva: Client, library: Library) -> None:
    eva.post(KEEP, sent(body=NEW_TEXT, act="publish"))
    assert "dinsdag" in says(library)
    assert newest().published_by.startswith("staff:")


def test_what_is_wrong_stands_at_its_field_and_nothing_is_lost(eva: Client, library: Library) -> None:
    shown = page(eva.post(KEEP, sent(body=NEW_TEXT, valid_from="morgen", act="publish"), follow=True))
    assert 'aria-describedby="wrong-valid_from-nl"' in shown
    assert 'value="morgen"' in shown
    assert "op dinsdag op" in shown
    assert "maandag" in says(library)
    eva.post(KEEP, sent(body=NEW_TEXT, act="publish", base="2"))
    assert "dinsdag" in says(library)


def test_the_second_editor_is_told_and_can_go_on_top(editor: Callable[[str], Client], library: Library) -> None:
    eva, sam = editor("eva"), editor("sam")
    sam.post(KEEP, sent(body=NEW_TEXT, act="publish"))
    refused = eva.post(KEEP, sent(body="Afval halen we op vrijdag op.\n", act="publish"))
    assert refused.status_code == 409
    shown = page(refused)
    assert "Sam heeft versie 2 gepubliceerd" in shown
    assert "<del>Afval halen we op dinsdag op.</del>" in shown
    assert "op vrijdag op.\n</textarea>" in shown
    assert "dinsdag" in says(library)
    eva.post(KEEP, sent(body="Afval halen we op vrijdag op.\n", act="publish", on_top="2"))
    assert "vrijdag" in says(library)


def test_planned_for_later_on_the_companys_clock(eva: Client, library: Library) -> None:
    refused = page(eva.post(KEEP, sent(body=NEW_TEXT, act="schedule", at="2020-01-01T08:00"), follow=True))
    assert "Dat moment is voorbij" in refused
    eva.post(KEEP, sent(body=NEW_TEXT, act="schedule", at="2199-07-01T08:00"))
    assert newest().due_at == 7242242400000  # 8 o'clock in Amsterdam in summer
    assert "maandag" in says(library)


def test_a_new_article_gets_a_name_from_its_title(eva: Client, library: Library) -> None:
    form: dict[str, Any] = sent(title="Afval", body="Wat grof is halen we thuis op.\n") | {"base": "0", "based_on": "0"}
    answer = eva.post("/library/new/keep/", form | {"lang": "nl", "act": "publish"})
    assert answer.headers["Location"] == "/library/article/afval-2/"
    assert "thuis op" in says(library, "knowledge/nl/afval-2.md")


def test_an_article_that_is_not_there(eva: Client) -> None:
    assert eva.get("/library/article/niets/").status_code == 404
    assert eva.post("/library/article/niets/xx/keep/", sent()).status_code == 404


def test_the_article_for_a_gap_holds_the_customers_words(
    eva: Client, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gaps, "questions_of", lambda gap: ["Waar laat ik oude verf?", "Kan verf bij het restafval?"])
    gap = Gap.objects.create(lang="nl", customers=2, times=2, first_at=1, last_at=1)
    shown = page(eva.get(f"/library/new/?gap={gap.pk}"))
    assert "Waar laat ik oude verf?\nKan verf bij het restafval?</textarea>" in shown
    form = sent(title="Verf", body="Breng verf naar de milieustraat.\n") | {"base": "0", "based_on": "0"}
    eva.post("/library/new/keep/", form | {"lang": "nl", "gap": str(gap.pk)})
    gap.refresh_from_db()
    assert (gap.path, gap.state) == ("knowledge/nl/verf.md", "planned")
    assert page(eva.get("/library/new/?gap=999")).count("<textarea") == 2
