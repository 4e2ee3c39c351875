"""The queue column: what asks for an agent's attention, each in its own order."""

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.service.handover.screens.scenes import PROMISED, WAITING, WATCHED, Why, answer, begin, hear, waiting

from kompas.service.accounts.models import Staff
from kompas.service.channels import mail
from kompas.service.clock import now_ms
from kompas.service.conversations import outbox
from kompas.service.conversations.models import Delivery
from kompas.service.database.screen import writing
from kompas.service.handover import desk as verbs
from kompas.service.handover.screens.waiting import column
from kompas.service.house import House


def give_up(id: str) -> None:
    """A mail of this conversation fails for the last time."""
    with writing() as db:
        mail.post(db, id, "promise", "weg@post.example", "Uw vraag is vastgelegd", "…", now_ms())
        (letter,) = [one for one in _all_due(db) if one.conversation == id]
        outbox._failed(db, letter, "SMTPRecipientsRefused")


def _all_due(db: Any) -> list[outbox.Letter]:
    db.execute("UPDATE conversations_delivery SET attempts = 5 WHERE due_at IS NOT NULL")
    return outbox._claim(db)


def undelivered(house: House, staff: Staff) -> list[str]:
    return [line.id for line in column(staff, house.shelf.now, now_ms()).undelivered]


def test_a_mail_that_is_given_up_is_shown_until_somebody_sees_to_it(
    desk: House, noor: Client, staff: dict[str, Staff]
) -> None:
    desk.outbox.stop()
    Delivery.objects.all().delete()
    page = noor.get("/workspace/queue/").content.decode()
    assert "Mail die niet aankwam" not in page
    for id in (PROMISED, WATCHED):
        give_up(id)
    page = noor.get("/workspace/queue/").content.decode()
    assert "Mail die niet aankwam" in page
    assert "Uw vraag is vastgelegd" in page
    assert "weg@post.example" not in page
    assert sorted(undelivered(desk, staff["noor"])) == sorted([PROMISED, WATCHED])
    later = now_ms() + 1000
    with writing() as db:
        verbs.note(db, PROMISED, staff["noor"].pk, "Gebeld.", later)
        verbs.take(db, desk.shelf.now, WATCHED, staff["noor"].pk, "Noor de Wit", later)
    assert undelivered(desk, staff["noor"]) == [WATCHED], "taking it is not yet seeing to it"
    with writing() as db:
        verbs.reply(db, desk.shelf.now, WATCHED, staff["noor"].pk, "De mail kwam niet aan.", later)
    assert undelivered(desk, staff["noor"]) == []


def test_what_is_watched_is_told_by_the_words_that_say_what_it_is_about(desk: House, staff: dict[str, Staff]) -> None:
    lines = column(staff["noor"], desk.shelf.now, now_ms())
    assert [line.id for line in lines.watched] == [WATCHED]
    assert lines.watched[0].wish.startswith("Kan ik een helm ruilen")
    assert WAITING in [line.id for line in lines.waiting]
    assert [line.id for line in lines.promised] == [PROMISED]


def test_a_long_column_takes_no_more_queries_than_a_short_one(
    desk: House, noor: Client, staff: dict[str, Staff]
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            page = noor.get("/workspace/queue/")
        assert page.status_code == 200
        return len(asked)

    def more(tag: str) -> None:
        """One more in every list."""
        now = now_ms()
        waiting(desk, f"{tag}wacht", "Ik wacht op iemand.", Why("wants_human"), 1000)
        waiting(desk, f"{tag}mijn", "Waar is mijn fiets gebleven?", Why("complaint"), 1000)
        with writing() as db:
            verbs.take(db, desk.shelf.now, f"{tag}mijn", staff["noor"].pk, "Noor de Wit", now)
            verbs.reply(db, desk.shelf.now, f"{tag}mijn", staff["noor"].pk, "Ik kijk het na.", now)
            begin(db, f"{tag}loopt", now)
            hear(db, f"{tag}loopt", f"Kan ik helm {tag} ruilen?", now)
            answer(db, f"{tag}loopt", now)

    desk.outbox.stop()
    more("a")
    give_up(PROMISED)
    few = queries()
    for tag in "bcdefgh":
        more(tag)
        give_up(f"{tag}loopt")
    assert queries() == few
    told = column(staff["noor"], desk.shelf.now, now_ms())
    assert {line.wish for line in told.mine} == {"Waar is mijn fiets gebleven?"}
    assert [line.wish for line in told.watched][:2] == ["Kan ik helm h ruilen?", "Kan ik helm g ruilen?"]
    assert len(told.waiting) >= 8
    assert len(told.undelivered) == 8
