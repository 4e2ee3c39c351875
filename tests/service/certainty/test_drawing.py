"""Turns are drawn before anybody judges them, whatever was decided, and never because somebody complained."""

import json
import sqlite3
from contextlib import closing
from zoneinfo import ZoneInfo

from tests.service.people import Visitor, kinds

from kompas.service.certainty import drawing
from kompas.service.certainty.drawing import MOST_A_DAY, chance_of, draw
from kompas.service.certainty.models import Day, Drawn
from kompas.service.clock import DAY_MS, now_ms
from kompas.service.conversations.models import Decision, Event
from kompas.service.database.connection import connect
from kompas.service.house import House

ZONE = ZoneInfo("Europe/Amsterdam")
ANSWERED = "Kan ik mijn helm ruilen voor een andere maat?"


def asked(house: House, text: str) -> Visitor:
    visitor = Visitor(house)
    visitor.asks(text)
    draw(house)
    return visitor


def test_what_was_answered_asked_back_and_declined_is_drawn_alike(house: House) -> None:
    for text in (ANSWERED, "wat kost het", "Hoeveel inwoners heeft de stad Parijs?"):
        asked(house, text)
    assert {one.kind for one in Drawn.objects.all()} == {"answer", "askback", "decline"}
    first = Drawn.objects.get(kind="answer")
    assert (first.matter, first.verdict, first.matter_now) == ("ruilen", "", "ruilen")
    assert first.passage.startswith("nl/")
    assert first.certainty == first.certainty_now >= 0.6


def test_what_the_threshold_does_not_decide_is_not_drawn(house: House) -> None:
    for text in ("medewerker", "hoi", "ik zie het niet meer zitten", "ik wil een klacht indienen over mijn fiets"):
        asked(house, text)
    assert not Drawn.objects.exists()


def test_the_draw_is_in_the_trail_before_anybody_can_judge(house: House) -> None:
    visitor = asked(house, ANSWERED)
    assert kinds(visitor.id)[-1] == "turn.drawn"
    drawn = Event.objects.get(kind="turn.drawn")
    assert (drawn.by, json.loads(drawn.data)["chance"]) == ("system", 1.0)
    assert json.loads(Event.objects.get(kind="draw.fixed").data)["day"] == Day.objects.get().day


def test_drawn_again_nothing_is_drawn_twice(house: House) -> None:
    visitor = asked(house, ANSWERED)
    visitor.write(lambda db: db.execute("DELETE FROM certainty_bookmark"))
    draw(house)
    assert Drawn.objects.count() == Event.objects.filter(kind="turn.drawn").count() == 1


def test_a_mark_of_a_customer_draws_nothing(house: House) -> None:
    visitor = asked(house, "medewerker")
    visitor.says("dat klopt niet")
    draw(house)
    assert not Drawn.objects.exists()


def test_the_lot_of_a_turn_is_fixed_and_even() -> None:
    lots = [drawing._lot(f"conversation:{turn}")[0] for turn in range(4_000)]
    assert lots == [drawing._lot(f"conversation:{turn}")[0] for turn in range(4_000)]
    assert all(0 <= lot < 1 for lot in lots)
    assert 0.22 < sum(lot < 0.25 for lot in lots) / len(lots) < 0.28


def test_the_chance_of_a_day_follows_the_week_before_and_stays(house: House) -> None:
    visitor = Visitor(house)
    at = now_ms()
    Decision.objects.bulk_create(
        Decision(conversation_id=visitor.id, seq=turn, at=at - turn % 7 * DAY_MS, kind="answer", code="certain_enough",
                 trace="{}")
        for turn in range(1_400)
    )  # fmt: skip
    with closing(connect()) as db:
        chance = chance_of(db, "2026-11-24", ZONE)
        assert abs(chance - MOST_A_DAY / 200) < 0.02
        db.execute("INSERT INTO certainty_day (day, chance) VALUES ('2026-11-24', 0.5)")
        assert chance_of(db, "2026-11-24", ZONE) == 0.5
        Decision.objects.all().delete()


def test_the_words_are_not_copied(house: House) -> None:
    visitor = asked(house, "Kan ik mijn helm ruilen? mail mij op piet@example.org")
    rows: list[sqlite3.Row] = visitor.write(lambda db: db.execute("SELECT * FROM certainty_drawn").fetchall())
    assert len(rows) == 1
    assert "piet" not in str([tuple(row) for row in rows])


def test_who_sounds_upset_and_gets_a_person_for_want_of_an_answer_is_drawn_too(house: House) -> None:
    """With an answer that is sure enough they would have got that."""
    visitor = Visitor(house)
    visitor.asks("verschrikkelijk smerig, mijn zadel stinkt")
    draw(house)
    assert Decision.objects.get(conversation_id=visitor.id).code == "upset"
    assert Drawn.objects.get().kind == "handover"
