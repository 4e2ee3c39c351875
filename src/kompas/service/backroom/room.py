"""The serving side of the back room: one child process at a time, watched, and tried again when it dies."""

import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import structlog

from kompas.assistant.company.sentences import Sentence, sentence

log = structlog.get_logger()

Task = Callable[[int], None]
Alarm = tuple[str, int]
_PAUSES = (1.0, 5.0, 20.0)  # seconds before the next try; after the last one the owner of the rows rings again
_MOST_SECONDS = 600.0  # of one try


class Backroom:
    """`ring` returns at once. The child starts when there is work, and its memory is gone when the work is done.

    A child that is still at it after `seconds` is ended: that try has failed. `complaints` name such work for whoever
    runs the server until it is done or stays undone.
    """

    def __init__(self, data_dir: Path, pauses: tuple[float, ...] = _PAUSES, seconds: float = _MOST_SECONDS) -> None:
        self._data_dir, self._pauses, self._seconds = data_dir, pauses, seconds
        self._too_long: dict[Alarm, int] = {}
        self._alarms: queue.SimpleQueue[Alarm | None] = queue.SimpleQueue()
        self._asked: set[Alarm] = set()
        self._guard = threading.Lock()
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run, name="backroom", daemon=True)
        self.child: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Ends the child too; what it was doing is begun again after the next start."""
        with self._guard:
            self._end.set()
            if self.child is not None:
                self.child.kill()
        self._alarms.put(None)
        self._thread.join(10)

    @property
    def complaints(self) -> tuple[Sentence, ...]:
        """What took too long, and how often; replaced as a whole, so safe to read from every thread."""
        told = sentence(
            "Work in the back room ({task}) took longer than {seconds:g} seconds and was ended ({times}x). The log of"
            " the server says when; KOMPAS_BACKROOM_SECONDS is the limit.",
            seconds=self._seconds,
        )
        return tuple(
            told.filled(task=f"{task.rpartition('.')[2]} {id}", times=times)
            for (task, id), times in self._too_long.items()
        )

    @property
    def well(self) -> bool:
        """Whether work would be begun, and none of it hangs."""
        return self._thread.is_alive() and not self._too_long

    def ring(self, task: Task, id: int) -> None:
        """Have `task(id)` done; once is enough for as long as it waits."""
        alarm = (f"{task.__module__}:{task.__name__}", id)
        with self._guard:
            if alarm in self._asked:
                return
            self._asked.add(alarm)
        self._alarms.put(alarm)

    def _run(self) -> None:
        while (alarm := self._alarms.get()) is not None and not self._end.is_set():
            self._see_through(alarm)
            with self._guard:
                self._asked.discard(alarm)

    def _see_through(self, alarm: Alarm) -> None:
        for pause in (*self._pauses, None):
            status = self._once(alarm)
            if status == 0:
                self._too_long = {one: times for one, times in self._too_long.items() if one != alarm}
            if status == 0 or self._end.is_set():
                return
            log.warning("backroom.child_died", task=alarm[0], id=alarm[1], status=status, again_in=pause)
            if pause is not None:
                self._end.wait(pause)

    def _once(self, alarm: Alarm) -> int:
        """The child's exit status."""
        try:
            with self._guard:
                if self._end.is_set():
                    return 1
                self.child = self._begun(alarm)
        except OSError as fault:  # no memory or no process to be had just now
            log.warning("backroom.no_child", task=alarm[0], id=alarm[1], fault=type(fault).__name__)
            return 1
        with self.child:
            return self._waited(self.child, alarm)

    def _waited(self, child: "subprocess.Popen[bytes]", alarm: Alarm) -> int:
        """The exit status; of a child that hangs too: nothing else is done in the back room while it does."""
        try:
            return child.wait(self._seconds)
        except subprocess.TimeoutExpired:
            child.kill()
            log.error("backroom.too_long", task=alarm[0], id=alarm[1], seconds=self._seconds, child=child.pid)
            self._too_long = {**self._too_long, alarm: self._too_long.get(alarm, 0) + 1}
            return child.wait()

    def _begun(self, alarm: Alarm) -> "subprocess.Popen[bytes]":
        """The child at work. Its standard input is a pipe that only we hold: it closes when we end, however."""
        return subprocess.Popen(
            # -P: nothing that happens to lie in the current folder is taken for a library
            [sys.executable, "-P", "-m", "kompas.service.backroom.child", alarm[0], str(alarm[1])],
            stdin=subprocess.PIPE, env={**os.environ, "KOMPAS_DATA_DIR": str(self._data_dir)},
            start_new_session=True,  # Ctrl+C is for the serving process, which ends this one
        )  # fmt: skip
