"""Whatever goes wrong in a round, the next one comes; and whoever watches can see that it went wrong."""

import threading

import pytest
from tests.service.people import until

from kompas.service import rounds as at_work
from kompas.service.rounds import Rounds


def test_a_fault_ends_a_round_and_not_the_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(at_work, "_AFTER_A_FAULT", 0.0)
    gone: list[int] = []

    def one() -> float:
        gone.append(len(gone))
        if len(gone) < 4:
            raise OSError("the disk is full")
        return 60.0

    rounds = Rounds("test", one)
    assert not rounds.well, "it was not started"
    rounds.start()
    assert until(lambda: rounds.well and len(gone) == 4)
    rounds.stop()
    assert not rounds.well


def test_a_fault_is_seen_until_a_round_goes_well_again() -> None:
    disk_is_full = threading.Event()
    disk_is_full.set()

    def one() -> float:
        if disk_is_full.is_set():
            raise OSError("the disk is full")
        return 60.0

    rounds = Rounds("test", one)
    rounds.start()
    until(lambda: not rounds.well)
    disk_is_full.clear()
    rounds.wake()
    assert until(lambda: rounds.well)
    rounds.stop()


def test_waking_cuts_the_pause_short_and_stopping_ends_it() -> None:
    gone = threading.Semaphore(0)

    def one() -> float:
        gone.release()
        return 3600.0

    rounds = Rounds("test", one)
    rounds.start()
    assert gone.acquire(timeout=5)
    rounds.wake()
    assert gone.acquire(timeout=5)
    rounds.stop()
    assert not rounds.well
