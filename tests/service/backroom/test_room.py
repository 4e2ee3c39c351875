"""Work in the back room outlives its process, and its process never outlives the house."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.service.people import until

from kompas.service.backroom.room import Backroom

HOUSE = """
import sys, time
from pathlib import Path
from kompas.service.backroom.room import Backroom
room = Backroom(Path(sys.argv[1]))
room.start()
room.ring(time.sleep, 60)
while room.child is None:
    time.sleep(0.01)
print(room.child.pid, flush=True)
time.sleep(60)
"""


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Backroom]:
    room = Backroom(tmp_path, pauses=(0.01, 0.01))
    room.start()
    yield room
    room.stop()


def alive(pid: int) -> bool:
    """Whether the process runs; one that only waits to be buried does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def working(room: Backroom, not_this: int = 0) -> int:
    """The process id of the child, once it runs."""
    return int(
        until(lambda: room.child and room.child.poll() is None and room.child.pid != not_this and room.child.pid)
    )


def test_a_killed_child_is_followed_by_another(room: Backroom) -> None:
    room.ring(time.sleep, 60)
    first = working(room)
    os.kill(first, signal.SIGKILL)
    assert alive(working(room, not_this=first))


def test_nothing_runs_while_there_is_nothing_to_do(room: Backroom) -> None:
    room.ring(time.sleep, 0)
    until(lambda: room.child is not None and room.child.poll() == 0 and not room._asked)


def test_work_that_fails_is_tried_a_few_times_and_then_left_to_its_owner(room: Backroom) -> None:
    room.ring(os._exit, 3)
    until(lambda: room.child is not None and not room._asked)
    room.ring(time.sleep, 0)
    until(lambda: room.child is not None and room.child.poll() == 0)


def test_without_memory_for_a_child_it_is_tried_again(room: Backroom, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, refused = room._begun, [OSError(12, "Cannot allocate memory")]

    def none_at_first(alarm: tuple[str, int]) -> "subprocess.Popen[bytes]":
        if refused:
            raise refused.pop()
        return begun(alarm)

    monkeypatch.setattr(room, "_begun", none_at_first)
    room.ring(time.sleep, 0)
    until(lambda: room.child is not None and room.child.poll() == 0 and not room._asked)


def test_an_alarm_that_waits_already_is_not_heard_twice(room: Backroom) -> None:
    room.ring(time.sleep, 60)
    first = working(room)
    for _ in range(3):
        room.ring(time.sleep, 60)
    assert room._alarms.empty()
    assert alive(first)


def test_stopping_ends_the_child(tmp_path: Path) -> None:
    room = Backroom(tmp_path)
    room.start()
    room.ring(time.sleep, 60)
    child = working(room)
    room.stop()
    assert not alive(child)


def test_a_killed_house_takes_its_child_along(tmp_path: Path) -> None:
    house = subprocess.Popen([sys.executable, "-c", HOUSE, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert house.stdout is not None
    child = int(house.stdout.readline())
    assert alive(child)
    house.kill()
    house.communicate()
    until(lambda: not alive(child))


def test_what_hangs_is_ended_tried_again_a_few_times_and_complained_of(tmp_path: Path) -> None:
    room = Backroom(tmp_path, pauses=(0.01,), seconds=1.5)
    room.start()
    try:
        room.ring(time.sleep, 60)
        hung = working(room)
        second = working(room, not_this=hung)
        until(lambda: not alive(second) and not room._asked)
        assert not alive(hung)
        (complaint,) = room.complaints
        assert "time:sleep 60" in str(complaint)
        assert "1.5 seconds" in str(complaint)
        assert "(2x)" in str(complaint)
        room._seconds = 60  # a busy machine may take long to start a child
        room.ring(time.sleep, 0)  # what comes after it is done
        until(lambda: room.child is not None and room.child.poll() == 0 and not room._asked)
        (complaint,) = room.complaints
        assert "time:sleep 60" in str(complaint), "the other work is not done by that"
    finally:
        room.stop()


def test_what_is_done_in_the_end_is_no_longer_complained_of(room: Backroom) -> None:
    room._too_long = {("time:sleep", 0): 1, ("time:sleep", 5): 1}
    room.ring(time.sleep, 0)
    until(lambda: not room._asked)
    assert len(room.complaints) == 1
    assert "time:sleep 5" in str(room.complaints[0])


def test_it_steps_back_for_customers_also_where_the_processor_is_shared_by_groups(room: Backroom) -> None:
    room.ring(time.sleep, 60)
    child = working(room)
    assert until(lambda: os.getpriority(os.PRIO_PROCESS, child) == 10)
    group = Path(f"/proc/{child}/autogroup")
    assert until(lambda: not group.exists() or group.read_text().endswith("nice 10\n"))
