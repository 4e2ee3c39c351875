"""The one sealer: links new events into the chain within a second and writes the head outside the database."""

import os
import time
from datetime import UTC, datetime
from pathlib import Path

from kompas.service.database.writer import Writer
from kompas.service.privacy.trail import Head, seal
from kompas.service.rounds import Rounds

HEADS = "trail-heads.log"
_EVERY_SECONDS = 0.5
_WRITE_EVERY = 60.0  # seconds between heads in the file, and always at the end


class Sealer:
    def __init__(self, writer: Writer, data_dir: Path) -> None:
        self._writer = writer
        self._file = data_dir / HEADS
        self._newest: Head | None = None
        self._kept: Head | None = None
        self._kept_at = -_WRITE_EVERY
        self._rounds = Rounds("sealer", self._round)

    def start(self) -> None:
        self._rounds.start()

    def stop(self) -> None:
        """Seals what there is, and writes the head."""
        self._rounds.stop()
        self._seal()
        self._keep()

    @property
    def alive(self) -> bool:
        """Whether new lines are sealed."""
        return self._rounds.well

    def _round(self) -> float:
        self._seal()
        if time.monotonic() - self._kept_at >= _WRITE_EVERY:
            self._keep()
        return _EVERY_SECONDS

    def _seal(self) -> None:
        self._newest = self._writer.submit(seal).result(60) or self._newest

    def _keep(self) -> None:
        """The newest head, once."""
        if self._newest is None or self._newest == self._kept:
            return
        with self._file.open("a") as heads:
            heads.write(f"{datetime.now(UTC).isoformat(timespec='seconds')} {self._newest}\n")
            heads.flush()
            os.fsync(heads.fileno())
        self._kept, self._kept_at = self._newest, time.monotonic()
