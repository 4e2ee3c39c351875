"""The status page in both languages: what is well, what is not, and what to do."""

import os
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.test import Client, override_settings

from kompas.assistant.domain.company import ModelPlan
from kompas.service.accounts.demo import seed_staff
from kompas.service.accounts.models import Staff
from kompas.service.clock import now_ms
from kompas.service.database.connection import connect
from kompas.service.house import House


@pytest.fixture
def sam(house: House) -> Client:
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        seed_staff()
    browser = Client(headers={"host": "localhost"})
    browser.force_login(Staff.objects.get(username="sam"))
    return browser


def test_all_is_well(sam: Client) -> None:
    answer = sam.get("/status/")
    assert "no-store" in answer.headers["Cache-Control"], "it leads to conversations"
    page = answer.content.decode()
    assert "Wie nu een vraag stelt, wordt geholpen." in page
    assert page.count('class="state well"') == 8
    assert 'aria-current="page"' in page


@pytest.mark.parametrize(
    ("lang", "told"),
    [("nl", "Wat het model vraagt, is niet geïnstalleerd."), ("en", "What asks it is not installed.")],
)
def test_a_model_without_what_asks_it(
    house: House, sam: Client, monkeypatch: pytest.MonkeyPatch, lang: str, told: str
) -> None:
    monkeypatch.setitem(sys.modules, "openai", None)
    served, plan = house.shelf.now, ModelPlan("http://127.0.0.1:1/v1", "small")
    house.shelf.now = replace(served, company=replace(served.company, model=plan))
    Staff.objects.update(language=lang)
    page = sam.get("/status/").content.decode()
    assert told in page
    assert "kompas[llm]" in page


def test_moments_are_those_of_the_company(house: House, sam: Client) -> None:
    (house.data_dir / "last-backup").touch()
    taken = datetime(2026, 11, 20, 23, 30, tzinfo=UTC).timestamp()
    os.utime(house.data_dir / "last-backup", (taken, taken))
    assert "21 november 2026, 00:30:00 CET" in sam.get("/status/").content.decode()


def test_what_is_wrong_and_what_to_do(house: House, sam: Client) -> None:
    house.worker.stop()
    with closing(connect()) as db:
        db.execute(
            "INSERT INTO conversations_delivery (purpose, recipient, subject, body, message_id, at, claim, attempts,"
            " failed_at, error) VALUES ('code', 'eva.de.boer@voorbeeld.nl', 'Uw code', '123456', 'm1', ?, 6, 6, ?, 'Refused')",
            (now_ms(), now_ms()),
        )
    Staff.objects.update(language="en")
    page = sam.get("/status/").content.decode()
    assert "Customers who come now are not helped by the assistant." in page
    assert "Does not work" in page
    assert "then start Kompas again" in page
    assert "Refused" in page
    assert "eva.de.boer" not in page, "who watches the server need not know whose mail it is"
    assert "123456" not in page


def test_for_supervisors_only(sam: Client) -> None:
    browser = Client(headers={"host": "localhost"})
    browser.force_login(Staff.objects.get(username="noor"))
    assert browser.get("/status/").status_code == 403


def test_work_that_hangs_is_told_in_the_readers_language(house: House, sam: Client) -> None:
    house.backroom._too_long = {("kompas.service.library.task:prepare", 7): 2}
    try:
        dutch = sam.get("/status/").content.decode()
        Staff.objects.update(language="en")
        english = sam.get("/status/").content.decode()
    finally:
        house.backroom._too_long = {}
    assert "Werk in de achterkamer (task:prepare 7) duurde langer dan" in dutch
    assert "is afgebroken (2x)" in dutch
    assert "Work in the back room (task:prepare 7) took longer than" in english
