"""The one sealer: links new events into the chain within a second and writes the head outside the database."""

import os
import threading
from datetime import UTC, datetime
from pathlib import Path

from kompas.service.database.writer import Writer
from kompas.service.privacy.trail import Head, seal

HEADS = "trail-heads.log"
_EVERY_SECONDS = 0.5
_WRITE_EVERY = 60.0  # seconds between heads in the file, and always at the end


class Sealer:
    def __init__(self, writer: Writer, data_dir: Path) -> None:
        self._writer = writer
        self._file = data_dir / HEADS
        self._new = threading.Event()
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sealer", daemon=True)

    def start(self) -> None:
        self._new.set()
        self._thread.start()

    def stop(self) -> None:
        self._end.set()
        self._thread.join(30)

    def wake(self) -> None:
        self._new.set()

    def _run(self) -> None:
        kept: Head | None = None
        newest: Head | None = None
        since = 0.0
        while not self._end.wait(_EVERY_SECONDS):
            since += _EVERY_SECONDS
            if self._new.is_set():
                self._new.clear()
                newest = self._writer.submit(seal).result(60) or newest
            if newest is not None and newest != kept and (kept is None or since >= _WRITE_EVERY):
                self._keep(newest)
                kept, since = newest, 0.0
        newest = self._writer.submit(seal).result(60) or newest
        if newest is not None and newest != kept:
            self._keep(newest)

    def _keep(self, newest: Head) -> None:
        with self._file.open("a") as heads:
            heads.write(f"{datetime.now(UTC).isoformat(timespec='seconds')} {newest}\n")
            heads.flush()
            os.fsync(heads.fileno())
