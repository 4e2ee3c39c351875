"""What is wrong with content, on every kind of screen of the library, in the reader's own language."""

from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.service.library.conftest import RULES, WASTE, published
from tests.service.library.screens.conftest import KEEP, NEW_TEXT, page, sent

from kompas.service.accounts.models import Staff
from kompas.service.library.library import Library
from kompas.service.library.sources import running
from kompas.service.library.sources.models import Run

A_DATE = {
    "nl": "'morgen' is geen datum. Schrijf jaar-maand-dag, zoals 2026-11-24.",
    "en": "'morgen' is not a date. Write year-month-day, as in 2026-11-24.",
}
A_RULE = {
    "nl": "'hand_ovr' is onbekend. Gebruik hand_over of decline.",
    "en": "'hand_ovr' is unknown. Use hand_over or decline.",
}
A_WARNING = {
    "nl": "er zijn geen woorden voor de taal en. Voeg en toe.",
    "en": "there are no words in en. Add en.",
}
NAMED = {
    "nl": "intents/afval.yaml:4 intents[0].articles[0]: het artikel 'afval' bestaat niet. Er is er nog geen.",
    "en": "intents/afval.yaml:4 intents[0].articles[0]: the article 'afval' does not exist. There is none yet.",
}
A_FOLDER = {
    "nl": "company.yaml:1 naem: de sleutel 'naem' is onbekend. Bedoelt u name?",
    "en": "company.yaml:1 naem: the key 'naem' is unknown. Did you mean name?",
}
A_ROW = {
    "nl": "rijen.jsonl:2: title ontbreekt. Elke regel is één rij: {\"id\": \"…\", \"title\": \"…\", \"content\": \"…\"}.",
    "en": "rijen.jsonl:2: title is missing. Each line is one row: {\"id\": \"…\", \"title\": \"…\", \"content\": \"…\"}.",
}  # fmt: skip
INTENT = (
    "intents:\n  - id: afval\n    title: {nl: afval, en: waste}\n    articles: [afval]\n"
    "    examples: {nl: [wanneer komt de vuilniswagen], en: [when is it collected]}\n"
)


@pytest.fixture(params=["nl", "en"])
def lang(request: pytest.FixtureRequest, eva: Client) -> str:
    Staff.objects.update(language=request.param)
    return str(request.param)


def read(answer: Any) -> str:
    return unescape(page(answer))


def test_at_the_field_of_an_article(lang: str, eva: Client) -> None:
    shown = read(eva.post(KEEP, sent(body=NEW_TEXT, valid_from="morgen"), follow=True))
    assert A_DATE[lang] in shown


def test_of_a_file_and_what_could_be_better(lang: str, eva: Client) -> None:
    broken = RULES.replace("then: hand_over", "then: hand_ovr")
    form = {"base": "1", "based_on": "1"}
    assert A_RULE[lang] in read(eva.post("/library/house/keep/rules.yaml/", form | {"text": broken}, follow=True))
    poor = {"text": RULES.replace(", en: [fire]", ""), "base": "2", "based_on": "1"}
    assert A_WARNING[lang] in read(eva.post("/library/house/keep/rules.yaml/", poor, follow=True))


def test_before_it_is_looked_at(lang: str, eva: Client) -> None:
    typed = sent(body=NEW_TEXT, valid_from="morgen", act="look")
    assert A_DATE[lang] in read(eva.post(f"/library/preview/{WASTE}/", typed, headers={"HX-Request": "true"}))


def test_of_an_act_that_is_refused(lang: str, eva: Client) -> None:
    published(INTENT, "intents/afval.yaml")
    assert NAMED[lang] in read(eva.post("/library/act/", {"act": "remove", "path": WASTE}, follow=True))


def test_of_the_folder_on_top_of_every_screen(lang: str, eva: Client, library: Library, folder: Path) -> None:
    said = (folder / "company.yaml").read_text("utf-8")
    (folder / "company.yaml").write_text(said.replace("name:", "naem:", 1), encoding="utf-8")
    library.look()
    shown = read(eva.get("/library/"))
    assert A_FOLDER[lang] in shown
    assert "kompas check" not in shown, "all of them are shown"
    for n in range(6):
        (folder / f"rules{n}.yaml").write_text("x")
    library.look()
    shown = read(eva.get("/library/"))
    assert {"nl": "6 plaatsen in totaal", "en": "6 places in all"}[lang] in shown
    assert ("rules4.yaml: " in shown, "rules5.yaml: " in shown) == (True, False)


def test_of_a_source(lang: str, eva: Client) -> None:
    rows = b'{"id": "a", "title": "A", "content": "een"}\n{"id": "b"}\n'
    files = [SimpleUploadedFile("rijen.jsonl", rows)]
    place = eva.post("/library/sources/add/", {"lang": "nl", "kind": "files", "files": files}).headers["Location"]
    running.work_on(Run.objects.get().pk)
    assert A_ROW[lang] in read(eva.get(place))
