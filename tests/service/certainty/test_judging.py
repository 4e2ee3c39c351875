"""A colleague judges what was drawn; what is judged goes with the words."""

import json
import sqlite3

import pytest
from tests.service.people import Visitor

from kompas.service.certainty.drawing import draw
from kompas.service.certainty.judging import FOR_DAYS, judge, judged_by, open_ones, take_back, with_words
from kompas.service.certainty.models import Drawn
from kompas.service.clock import DAY_MS, now_ms
from kompas.service.conversations.models import Event
from kompas.service.house import House
from kompas.service.privacy.erasure import erase
from kompas.service.privacy.subject import find


@pytest.fixture
def drawn(house: House) -> Drawn:
    Visitor(house).asks("Kan ik mijn helm ruilen? mail mij op piet@example.org")
    draw(house)
    return Drawn.objects.get()


def judged(house: House, id: int, verdict: str = "wrong", meant: str = "helm", by: str = "staff:1") -> bool:
    done: bool = house.writer.submit(lambda db: judge(db, id, verdict, meant, by, now_ms())).result(10)
    return done


def test_the_words_are_read_without_personal_data(drawn: Drawn) -> None:
    (asked,) = with_words(list(open_ones(now_ms())))
    assert asked.words.startswith("Kan ik mijn helm ruilen? mail mij op [")
    assert "piet" not in asked.words


def test_judged_once_with_an_author_and_taken_back_by_them_alone(house: House, drawn: Drawn) -> None:
    assert judged(house, drawn.pk)
    assert not judged(house, drawn.pk, "right", "", "staff:2")
    told = Event.objects.get(kind="turn.judged")
    assert (told.by, json.loads(told.data)) == ("staff:1", {"seq": drawn.seq, "verdict": "wrong", "matter": "helm"})
    assert [one.pk for one in judged_by("staff:1", 5)] == [drawn.pk]
    assert not house.writer.submit(lambda db: take_back(db, drawn.pk, "staff:2", now_ms())).result(10)
    assert house.writer.submit(lambda db: take_back(db, drawn.pk, "staff:1", now_ms())).result(10)
    assert Event.objects.filter(kind="turn.judgement_taken_back").count() == 1
    assert list(open_ones(now_ms())) == [drawn]


def test_what_waited_too_long_is_not_asked_any_more(drawn: Drawn) -> None:
    assert not open_ones(now_ms() + (FOR_DAYS + 1) * DAY_MS).exists()


def test_an_erasure_takes_the_judged_turn_along(house: House, drawn: Drawn) -> None:
    judged(house, drawn.pk)
    erased(house, drawn.conversation)
    assert not Drawn.objects.exists()
    assert with_words([drawn])[0].words == ""
    assert not judged(house, drawn.pk)


def erased(house: House, conversation: str) -> None:
    def act(db: sqlite3.Connection) -> None:
        (subject,) = find(db, conversation)
        erase(db, subject, "staff:9", now_ms(), house.data_dir)

    house.writer.submit(act).result(10)
