"""One conversation as an agent reads it: what can be done, by whom, and what was read of the customer."""

import pytest
from tests.service.handover.screens.scenes import PROMISED, PROVEN, WAITING, WATCHED

from kompas.service.accounts.models import Staff
from kompas.service.clock import now_ms
from kompas.service.conversations.models import Conversation, Delivery
from kompas.service.database.screen import writing
from kompas.service.handover import desk as verbs
from kompas.service.handover.screens.matter import Matter, matter_of
from kompas.service.house import House


def seen(house: House, id: str, staff: Staff) -> Matter:
    return matter_of(Conversation.objects.get(pk=id), staff, house.shelf.now, now_ms())


def test_the_state_is_what_this_colleague_can_do(desk: House, staff: dict[str, Staff]) -> None:
    noor, sam = staff["noor"], staff["sam"]
    states = {id: seen(desk, id, noor).state for id in (WAITING, PROVEN, PROMISED, WATCHED)}
    assert states == {WAITING: "waiting", PROVEN: "waiting", PROMISED: "assistant", WATCHED: "assistant"}
    with writing() as db:
        verbs.take(db, desk.shelf.now, WAITING, noor.pk, "Noor de Wit", now_ms())
    assert [seen(desk, WAITING, one).state for one in (noor, sam)] == ["mine", "theirs"]
    assert [seen(desk, WAITING, one).solvable for one in (noor, sam)] == [True, True]
    assert [seen(desk, PROVEN, one).solvable for one in (noor, sam)] == [False, True]
    with writing() as db:
        verbs.resolve(db, desk.shelf.now, WAITING, noor.pk, now_ms())
    assert [(seen(desk, WAITING, one).state, seen(desk, WAITING, one).solvable) for one in (noor, sam)] == [
        ("resolved", False)
    ] * 2


def test_the_data_that_was_read_stands_beside_its_purpose(desk: House, staff: dict[str, Staff]) -> None:
    (used,) = seen(desk, PROVEN, staff["noor"]).used
    assert used.fields[0] == {"label": "Contract", "value": "LC-3391"}
    assert used.source == "Uit uw contractgegevens"
    assert "_" not in used.purpose
    assert seen(desk, WAITING, staff["noor"]).used == []


def test_notes_stand_between_the_letters_in_order_of_time(desk: House, staff: dict[str, Staff]) -> None:
    with writing() as db:
        verbs.take(db, desk.shelf.now, WAITING, staff["noor"].pk, "Noor de Wit", now_ms())
        verbs.note(db, WAITING, staff["noor"].pk, "Belt liever.", now_ms())
        verbs.reply(db, desk.shelf.now, WAITING, staff["noor"].pk, "Ik bel u.", now_ms() + 10)
    letters = seen(desk, WAITING, staff["noor"]).letters
    assert [letter.kind for letter in letters] == ["customer", "system", "note", "agent"]
    assert seen(desk, WAITING, staff["noor"]).answered


@pytest.mark.parametrize("who", ["noor", "sam"])
def test_a_promise_is_told_with_its_deadline(desk: House, staff: dict[str, Staff], who: str) -> None:
    matter = seen(desk, PROMISED, staff[who])
    assert matter.promise is not None
    assert (matter.promise.reference, matter.promise_late) == ("K-BC2417", False)
    assert matter.promise_due


def test_a_promise_can_be_kept_after_the_customer_closed_the_chat(desk: House, staff: dict[str, Staff]) -> None:
    noor, sam = staff["noor"], staff["sam"]
    with writing() as db:
        verbs.close(db, desk.shelf.now, PROMISED, now_ms())
    assert [(seen(desk, PROMISED, one).state, seen(desk, PROMISED, one).solvable) for one in (noor, sam)] == [
        ("assistant", False)
    ] * 2
    with writing() as db:
        assert verbs.take(db, desk.shelf.now, PROMISED, noor.pk, "Noor de Wit", now_ms())
        assert verbs.reply(db, desk.shelf.now, PROMISED, noor.pk, "Het antwoord.", now_ms())
    assert seen(desk, PROMISED, noor).state == "mine"
    assert Conversation.objects.get(pk=PROMISED).resolved_at is None
    assert Delivery.objects.filter(conversation=PROMISED, purpose="answer").count() == 1
