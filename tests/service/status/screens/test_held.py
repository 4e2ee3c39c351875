"""Mail that a restore held back: a supervisor sends it or drops it, and it is decided once."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client, override_settings
from tests.service.accounts.trail import lines
from tests.service.people import Visitor, until

from kompas.service.accounts.demo import seed_staff
from kompas.service.accounts.models import Staff
from kompas.service.channels import mail
from kompas.service.clock import now_ms
from kompas.service.conversations.held import hold
from kompas.service.conversations.models import Delivery
from kompas.service.house import House


@pytest.fixture
def open_as(house: House) -> Callable[[str], Client]:
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        seed_staff()

    def client(name: str) -> Client:
        browser = Client(headers={"host": "localhost"})
        browser.force_login(Staff.objects.get(username=name))
        return browser

    return client


@pytest.fixture
def held(house: House) -> list[int]:
    """Two mails of a restored database."""
    visitor = Visitor(house, id="v1")

    def due(db: Any) -> None:
        for subject in ("Uw vraag Z-1", "Uw vraag Z-2"):
            mail.post(db, "v1", "promise", "eva.de.boer@voorbeeld.nl", subject, "We bellen u.", now_ms())
        assert hold(db) == 2

    house.outbox.stop()
    Delivery.objects.all().delete()
    visitor.write(due)
    return list(Delivery.objects.order_by("id").values_list("id", flat=True))


def test_it_is_shown_without_saying_whose_it_is(held: list[int], open_as: Callable[[str], Client]) -> None:
    page = open_as("sam").get("/status/").content.decode()
    assert "Mail die na het terugzetten is vastgehouden" in page
    assert page.count('href="/workspace/v1/"') == 2
    assert "eva.de.boer" not in page
    assert "HeldAfterRestore" not in page, "it is no fault of a mail server"


def test_sent_by_a_person_it_is_due_again(held: list[int], open_as: Callable[[str], Client]) -> None:
    sam = open_as("sam")
    assert Delivery.objects.filter(due_at=None).count() == 2, "nothing goes by itself"
    assert "onderweg" in sam.post(f"/status/mail/{held[0]}/send/", follow=True).content.decode()
    one = Delivery.objects.get(pk=held[0])
    assert (one.error, one.attempts, one.due_at is not None) == ("", 0, True)
    assert "al over deze mail beslist" in sam.post(f"/status/mail/{held[0]}/drop/", follow=True).content.decode()
    who = f"staff:{Staff.objects.get(username='sam').pk}"
    assert lines("mail.released") == [("mail.released", who, {"delivery": held[0], "purpose": "promise"})]


def test_dropped_by_a_person_it_is_gone(held: list[int], open_as: Callable[[str], Client]) -> None:
    sam = open_as("sam")
    sam.post(f"/status/mail/{held[1]}/drop/")
    assert not Delivery.objects.filter(pk=held[1]).exists()
    assert len(lines("mail.dropped")) == 1
    assert "al over deze mail beslist" in sam.post(f"/status/mail/{held[1]}/send/", follow=True).content.decode()
    assert len(lines("mail.")) == 3, "two were queued, one was dropped"


def test_only_who_sees_the_status_decides_and_only_on_what_was_held(
    held: list[int], open_as: Callable[[str], Client]
) -> None:
    assert open_as("noor").post(f"/status/mail/{held[0]}/send/").status_code == 403
    Delivery.objects.filter(pk=held[0]).update(error="SMTPRecipientsRefused 550")
    open_as("sam").post(f"/status/mail/{held[0]}/drop/")
    assert Delivery.objects.filter(pk=held[0]).exists(), "a mail that the server refused is no matter of a restore"


def test_released_it_leaves(house: House, open_as: Callable[[str], Client]) -> None:
    """The demo's mail server takes everything: the whole way out."""
    sam = open_as("sam")
    visitor = Visitor(house, id="v2")
    visitor.write(lambda db: mail.post(db, "v2", "promise", "eva@voorbeeld.nl", "Uw vraag", "Tekst", now_ms() + 10**9))
    visitor.write(lambda db: hold(db))
    (one,) = Delivery.objects.filter(conversation="v2").values_list("id", flat=True)
    sam.post(f"/status/mail/{one}/send/")
    until(lambda: Delivery.objects.filter(pk=one, sent_at__isnull=False).exists())
