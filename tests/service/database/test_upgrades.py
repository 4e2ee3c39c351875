"""A database of every version before this one is taken over, with all that was in it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from tests.service.conftest import COMPANIES, use_database
from tests.service.people import Visitor

from kompas.service.accounts.models import Staff
from kompas.service.conversations.models import Decision, Message, Rating, Resolution
from kompas.service.database.connection import connect
from kompas.service.handover.models import Handover, Note
from kompas.service.house import House
from kompas.service.privacy.trail import verify
from kompas.service.serving import opened

VERSIONS = sorted((Path(__file__).resolve().parents[2] / "upgrades").glob("*.sql"))


SHOWED_A_RECORD = (
    """UPDATE conversations_decision SET trace = replace(trace, '"records":[]', '"records":["shop/orders"]')"""
    " WHERE conversation_id = 'answered'"
)


@pytest.fixture(params=VERSIONS, ids=lambda file: file.stem)
def old(request: pytest.FixtureRequest, tmp_path: Path, prepared: Path) -> Path:
    """A data folder as that version left it."""
    data = tmp_path / "data"
    data.mkdir()
    (data / "prepared").symlink_to(prepared)
    with closing(sqlite3.connect(data / "kompas.sqlite3")) as db:
        db.executescript(request.param.read_text(encoding="utf-8"))
        db.execute(SHOWED_A_RECORD)
        db.commit()
    use_database(data / "kompas.sqlite3")
    return data


@pytest.fixture
def house(old: Path) -> Iterator[House]:
    """Opening the house is the upgrade."""
    with opened(COMPANIES / "zwaluw", old, demo=True) as house:
        yield house


def test_nothing_is_lost(house: House) -> None:
    assert Message.objects.filter(text="Hoe lang kan ik een fiets ruilen?", conversation="answered").exists()
    assert Message.objects.get(author="agent").text == "We halen hem morgen op."
    assert Note.objects.get().text == "Transporteur gebeld."
    assert Handover.objects.get(conversation="helped").ended == "resolved"
    assert set(Resolution.objects.values_list("cause", flat=True)) == {"agent", "confirmed"}
    assert (Rating.objects.get().effort, Rating.objects.get().solved) == (2, True)
    assert Staff.objects.get(username="noor").check_password("kompas-demo-noor")


def test_the_sweep_knows_which_answers_showed_records(house: House) -> None:
    found = Decision.objects.exclude(records_at=None)
    assert [(one.conversation_id, one.records_at) for one in found] == [("answered", found[0].at)]


def test_the_trail_is_whole(house: House) -> None:
    with closing(connect(readonly=True)) as db:
        assert list(verify(db)) == []
        assert db.execute("SELECT COUNT(*) FROM conversations_event").fetchone()[0] > 20


def test_its_customers_go_on_where_they_were(house: House) -> None:
    visitor = Visitor.__new__(Visitor)
    visitor.house, visitor.lang, visitor.id = house, "nl", "answered"
    assert visitor.row["held_by"] == "assistant"
    reply = visitor.asks("Wat zijn de openingstijden van de winkel?")
    assert reply["author"] == "assistant"
    assert reply["citations"] != "[]"


def test_there_is_one_for_every_version_before() -> None:
    assert [file.stem for file in VERSIONS] == ["0.1.0"]


@pytest.mark.usefixtures("data_dir")
def test_labels_get_the_trails_word_for_a_colleague_and_back() -> None:
    def by(moved_to: str) -> list[str]:
        call_command("migrate", "learning", moved_to, verbosity=0)
        with connection.cursor() as db:
            return [row[0] for row in db.execute("SELECT by FROM learning_label ORDER BY seq")]

    assert by("0001") == []
    with connection.cursor() as db:
        for seq, author in enumerate(("customer", "agent:3", "agent:12")):
            db.execute("INSERT INTO learning_label (conversation, seq, by, at) VALUES ('c1', %s, %s, 1)", (seq, author))
    assert by("0002") == ["customer", "staff:3", "staff:12"]
    assert by("0001") == ["customer", "agent:3", "agent:12"]
    assert by("0002") == ["customer", "staff:3", "staff:12"]
