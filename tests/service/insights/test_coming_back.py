"""The same customer comes back with the same matter, on any channel, in either direction; and two strangers never do."""

from typing import Any

import pytest
import time_machine
from tests.service.insights.stories import DAY
from tests.service.insights.test_following import endings, until_read
from tests.service.people import Visitor

from kompas.service.clock import moment, now_ms
from kompas.service.conversations import store
from kompas.service.conversations.models import Event
from kompas.service.conversations.rating import rate
from kompas.service.customers.identity import prove
from kompas.service.handover.models import Handover, Promise
from kompas.service.house import House
from kompas.service.insights.models import Case

SOLVED, BACK = ("confirmed", "customer", "survey"), ("reopened", "customer", "new_conversation")
CHANNELS = [("chat", "mail"), ("mail", "chat")]


def asks(house: House, id: str, channel: str = "chat", solved: bool = False, **told: Any) -> Visitor:
    customer = told.pop("customer", "")
    visitor = Visitor(house, id=id * 20, channel=channel, **told)
    if customer:
        visitor.write(lambda db: prove(db, visitor.id, customer, "site", now_ms(), mail="thuis@example.nl"))
    visitor.asks("Kan ik mijn helm ruilen voor een andere maat?")
    if solved:
        visitor.write(lambda db: rate(db, visitor.id, 1, True, "", now_ms()))
    until_read(house)
    return visitor


def proven(house: House, visitor: Visitor, customer: str, mail: str = "") -> None:
    visitor.write(lambda db: prove(db, visitor.id, customer, "mail", now_ms(), mail=mail))
    until_read(house)


def at_address(house: House, visitor: Visitor, address: str) -> None:
    handover = Handover.objects.create(conversation_id=visitor.id, code="x", live=False, at=now_ms(), ended_at=now_ms())
    owed = {"reference": f"K-{handover.pk}", "at": now_ms(), "due_at": now_ms(), "address": address}
    Promise.objects.create(conversation_id=visitor.id, handover=handover, kept_at=now_ms(), **owed)
    visitor.write(lambda db: store.record(db, "promise.addressed", "customer", now_ms(), visitor.id))
    until_read(house)


@pytest.mark.parametrize(("first", "then"), CHANNELS)
def test_a_verified_customer_on_another_channel(house: House, first: str, then: str) -> None:
    proven(house, asks(house, "a", first, solved=True), "C-1")
    proven(house, asks(house, "b", then), "C-1")
    assert endings() == [BACK, ("open", "", "")]
    assert list(Case.objects.order_by("conversation").values_list("channel", "returned")) == [
        (first, False),
        (then, True),
    ]


@pytest.mark.parametrize(("first", "then"), CHANNELS)
def test_who_is_verified_only_afterwards_in_the_earlier_one(house: House, first: str, then: str) -> None:
    earlier = asks(house, "a", first, solved=True)
    proven(house, asks(house, "b", then), "C-1")
    assert endings() == [SOLVED, ("open", "", "")]
    with time_machine.travel(moment(now_ms() + DAY), tick=True):
        proven(house, earlier, "C-1")
    assert endings() == [BACK, ("open", "", "")]
    assert Case.objects.get(conversation="b" * 20).returned


@pytest.mark.parametrize(("first", "then"), CHANNELS)
def test_a_known_address_on_another_channel(house: House, first: str, then: str) -> None:
    one = asks(house, "a", first, solved=True)
    at_address(house, one, "noor@example.nl")
    at_address(house, asks(house, "b", then), "Noor@example.nl")
    assert endings() == [BACK, ("open", "", "")]


def test_the_same_visitor_needs_no_name(house: House) -> None:
    asks(house, "a", solved=True, token="of one browser")
    asks(house, "b", token="of one browser")
    assert endings() == [BACK, ("open", "", "")]


def test_a_third_conversation_tells_that_two_are_of_one_customer(house: House) -> None:
    asks(house, "a", solved=True, token="of one browser")
    proven(house, asks(house, "b"), "C-1")
    third = Visitor(house, id="c" * 20, token="of one browser")
    third.asks("Hoe laat is de winkel open?")
    until_read(house)
    assert endings()[0] == SOLVED
    proven(house, third, "C-1")
    assert endings()[0] == BACK


def test_what_was_seen_is_not_undone_by_who_proves_later_to_be_another(house: House) -> None:
    first = asks(house, "a", solved=True, token="of one browser")
    then = asks(house, "b", token="of one browser")
    proven(house, first, "C-1")
    proven(house, then, "C-2")
    assert endings() == [BACK, ("open", "", "")]
    assert Case.objects.get(conversation=then.id).returned


@pytest.mark.parametrize(("first", "then"), CHANNELS)
def test_two_strangers_never_join(house: House, first: str, then: str) -> None:
    one = asks(house, "a", first, solved=True)
    at_address(house, one, "noor@example.nl")
    other = asks(house, "b", then)
    at_address(house, other, "sam@example.nl")
    asks(house, "c", first, solved=True, customer="C-1", token="shared computer")
    asks(house, "d", then, customer="C-2", token="shared computer")
    asks(house, "e", then, token="shared computer")
    assert endings() == [SOLVED, ("open", "", ""), SOLVED, *[("open", "", "")] * 2]
    assert not Event.objects.filter(kind="conversation.came_back").exists()


def test_after_too_long_it_is_another_matter(house: House) -> None:
    proven(house, asks(house, "a", solved=True), "C-1")
    with time_machine.travel(moment(now_ms() + 4 * DAY), tick=True):
        proven(house, asks(house, "b"), "C-1")
        assert endings() == [SOLVED, ("open", "", "")]


def test_it_is_told_once_however_often_both_are_looked_at(house: House) -> None:
    first = asks(house, "a", solved=True)
    proven(house, first, "C-1")
    second = asks(house, "b")
    proven(house, second, "C-1")
    second.asks("En hoe lang duurt dat?")
    first.write(lambda db: rate(db, first.id, 2, True, "", now_ms()))
    until_read(house)
    assert Event.objects.filter(kind="conversation.came_back").count() == 1
