"""From provisional to proven and back: what judged turns prove, and what makes it void."""

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

from tests.service.people import Visitor

from kompas.assistant.domain.certainty import Stage
from kompas.service.certainty import looking, proving
from kompas.service.certainty.asking_anew import asked_anew
from kompas.service.certainty.drawing import draw
from kompas.service.certainty.models import Drawn, Proof, Verdict, Work
from kompas.service.clock import now_ms
from kompas.service.conversations.models import Event
from kompas.service.database.connection import connect
from kompas.service.house import House

Proves = Callable[[], Proof]
Many = Callable[..., None]
SPREAD = (0.65, 0.75, 0.85, 0.95)


def stage(house: House) -> tuple[float, Stage]:
    answers = house.shelf.now.assistant.answers_from
    return answers.threshold, answers.stage


def test_two_hundred_judged_turns_make_it_proven_and_it_serves_at_once(
    house: House, proves: Proves, many: Many
) -> None:
    assert stage(house) == (0.6, Stage.PROVISIONAL)
    first = proves()
    assert (first.stage, first.reason, first.n, first.needed) == ("provisional", "few", 0, 59)
    for certainty in SPREAD:
        many(50, certainty, Verdict.RIGHT)
    found = proves()
    assert (found.stage, found.threshold, found.n, found.above, found.wrong) == ("proven", 0.6, 200, 200, 0)
    assert found.bound < 0.05
    assert stage(house) == (0.6, Stage.PROVEN)
    told = json.loads(Event.objects.get(kind="certainty.proven").data)
    assert (told["n"], told["threshold"], told["at_most_wrong"]) == (200, 0.6, 0.05)


def test_where_the_unsure_are_often_wrong_the_threshold_goes_up(house: House, proves: Proves, many: Many) -> None:
    many(150, 0.9, Verdict.RIGHT)
    many(30, 0.65, Verdict.WRONG)
    found = proves()
    assert found.stage == "proven"
    assert 0.65 < found.threshold <= 0.67
    assert stage(house) == (found.threshold, Stage.PROVEN)


def test_skipped_is_wrong_and_a_day_that_was_not_finished_does_not_count(proves: Proves, many: Many) -> None:
    many(60, 0.9, Verdict.SKIPPED)
    many(200, 0.9, Verdict.RIGHT, day="2026-11-21")
    many(1, 0.9, "", day="2026-11-21")
    found = proves()
    assert (found.stage, found.reason, found.n, found.wrong) == ("provisional", "not_yet", 60, 60)


def test_new_mistakes_make_it_provisional_and_the_count_begins_anew(house: House, proves: Proves, many: Many) -> None:
    many(300, 0.9, Verdict.RIGHT, days_ago=30, day="2026-10-20")
    assert proves().stage == "proven"
    many(40, 0.9, Verdict.WRONG)
    many(40, 0.9, Verdict.RIGHT)
    found = proves()
    assert (found.stage, found.reason) == ("provisional", "drift_wrong")
    assert stage(house) == (0.6, Stage.PROVISIONAL)
    assert json.loads(Event.objects.get(kind="certainty.provisional").data)["reason"] == "drift_wrong"
    assert (proves().n, proves().stage) == (0, "provisional")


def test_customers_who_ask_otherwise_make_it_provisional(proves: Proves, many: Many) -> None:
    many(200, 0.9, Verdict.RIGHT, days_ago=30, day="2026-10-20")
    assert proves().stage == "proven"
    many(40, 0.2, "", day="2026-11-21")
    assert proves().reason == "drift_traffic"


def test_what_says_the_same_is_not_stored_twice(proves: Proves) -> None:
    first, second = proves(), proves()
    assert first.pk == second.pk
    assert not Event.objects.filter(kind__startswith="certainty.").exists()


def test_other_content_is_provisional_until_the_turns_were_asked_anew(house: House, proves: Proves, many: Many) -> None:
    many(100, 0.9, Verdict.RIGHT)
    assert proves().stage == "proven"
    served = house.shelf.now
    later = replace(served.company, quiet_days=4, version="another version")
    house.shelf.now = replace(served, company=later, assistant=served.assistant.revised(later))
    assert stage(house) == (0.6, Stage.PROVISIONAL)
    looking.look(house)
    assert stage(house)[1] is Stage.PROVISIONAL
    house.shelf.now = replace(served, assistant=served.assistant.answering_from(None))
    looking.look(house)
    looking.look(house)
    assert stage(house) == (0.6, Stage.PROVEN)


def test_asked_anew_a_turn_is_what_the_new_content_takes_it_for(house: House, proves: Proves) -> None:
    Visitor(house).asks("Kan ik mijn helm ruilen voor een andere maat?")
    draw(house)
    drawn = Drawn.objects.get()
    with closing(connect(readonly=True)) as db:
        assert asked_anew(db, house.shelf.now.assistant, drawn) == (drawn.matter, drawn.certainty)
    Drawn.objects.update(version="before", matter="helm", verdict=Verdict.RIGHT)
    assert (proves().n, proves().wrong) == (1, 1)
    drawn.refresh_from_db()
    assert (drawn.matter_now, drawn.version) == ("ruilen", house.shelf.now.company.version)


def test_what_was_mended_still_counts_as_wrong() -> None:
    mended = Drawn(verdict=Verdict.WRONG, matter="helm", matter_now="ruilen", certainty=0.9, certainty_now=0.4, at=1)
    assert proving.judged(mended) == proving.Judged(0.9, True, 1)
    moved = Drawn(verdict=Verdict.RIGHT, matter="helm", matter_now="ruilen", certainty=0.9, certainty_now=0.7, at=1)
    assert proving.judged(moved) == proving.Judged(0.7, True, 1)


def test_words_that_are_gone_are_taken_for_nothing(house: House) -> None:
    gone = Drawn(conversation="gone", seq=2, since=0, until=1, place=0, lang="nl", at=now_ms())
    with closing(connect(readonly=True)) as db:
        assert asked_anew(db, house.shelf.now.assistant, gone) == ("", 0.0)


def test_it_is_worked_out_for_each_content_and_after_an_hour_with_judgements(house: House, many: Many) -> None:
    hour = 3_600_000

    def owed(version: str, at: int) -> int:
        return int(house.writer.submit(lambda db: looking.owed(db, version, at)).result(10))

    now = now_ms()
    assert owed("v1", now - 2 * hour) == 1
    Work.objects.update(done_at=now)
    assert owed("v1", now) == 0
    many(1, 0.9, Verdict.RIGHT)
    assert owed("v1", now - 1) == 1
    Work.objects.update(done_at=now)
    assert owed("v1", now) == 0
    assert owed("v2", now) == 1
