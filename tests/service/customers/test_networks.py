"""Codes that one network asks for: so many to one mail address, so many in all, and nothing of it is stored."""

from kompas.service.customers import networks
from kompas.service.customers.networks import MOST, MOST_TO_ADDRESS, Networks

MINUTE = 60_000
NOW = 1_795_510_800_000


def told(number: int = 1, conversation: str = "c1", network: str | None = "203.0.113.7/32") -> Networks:
    known = Networks()
    known.wrote(conversation, network)
    for n in range(number):
        known.asked(conversation, "jo@klant.example", NOW + n)
    return known


def test_so_many_to_one_address_in_an_hour() -> None:
    known = told(MOST_TO_ADDRESS - 1)
    assert known.minutes_to_wait("c1", "jo@klant.example", NOW + MINUTE) == 0
    known.asked("c1", "Jo@Klant.example", NOW + MINUTE)
    assert known.minutes_to_wait("c1", "jo@klant.example", NOW + MINUTE) == 59
    assert known.minutes_to_wait("c1", "iemand@anders.example", NOW + MINUTE) == 0
    assert known.minutes_to_wait("c1", "jo@klant.example", NOW + 60 * MINUTE) == 0


def test_another_conversation_from_there_counts_with_it_and_another_network_does_not() -> None:
    known = told(MOST_TO_ADDRESS)
    known.wrote("c2", "203.0.113.7/32")
    known.wrote("c3", "198.51.100.4/32")
    assert known.minutes_to_wait("c2", "jo@klant.example", NOW + MINUTE) == 59
    assert known.minutes_to_wait("c3", "jo@klant.example", NOW + MINUTE) == 0


def test_so_many_in_all() -> None:
    known = told(0)
    for n in range(MOST):
        assert known.minutes_to_wait("c1", f"klant-{n}@klant.example", NOW + n) == 0
        known.asked("c1", f"klant-{n}@klant.example", NOW + n)
    assert known.minutes_to_wait("c1", "nog@een.example", NOW + MOST) == 60
    assert known.minutes_to_wait("c1", "nog@een.example", NOW + 60 * MINUTE) == 0, "the oldest is over"
    known.asked("c1", "nog@een.example", NOW + 60 * MINUTE)
    assert known.minutes_to_wait("c1", "nog@een.example", NOW + 60 * MINUTE) == 1


def test_a_network_that_nobody_knows_is_not_counted() -> None:
    known = told(100, network=None)
    assert known.minutes_to_wait("c1", "jo@klant.example", NOW) == 0
    assert known.minutes_to_wait("unheard of", "jo@klant.example", NOW) == 0


def test_the_longest_silent_ones_are_forgotten(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(networks, "_REMEMBERED", 2)
    known = told(MOST_TO_ADDRESS)
    for n in range(2):
        known.wrote(f"other {n}", f"198.51.100.{n}/32")
    assert known.minutes_to_wait("c1", "jo@klant.example", NOW) == 0
    assert len(known._of) == 2
