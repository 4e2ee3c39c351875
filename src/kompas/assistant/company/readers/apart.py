"""Reads files and pages in a process of its own with limits, so that a hostile one costs nothing but itself."""

import json
import subprocess
import sys
import threading
from datetime import date
from types import TracebackType
from typing import Any, Self

from kompas.assistant.company.readers.reading import FILE_LIMIT, Reading
from kompas.assistant.company.readers.refusals import Unusable

SECONDS = 90.0  # for one file, also where it only waits
MEMORY = 1_500_000_000  # bytes of address space


class Apart:
    """`with Apart() as reader: reader.read("pdf", raw)`. The process is begun on first use, and anew when it was lost."""

    def __init__(self, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._seconds, self._memory = seconds, memory
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._end()

    def read(self, kind: str, raw: bytes, charset: str = "") -> Reading:
        """As `reading.read`. Raises Unusable, "too_heavy" too."""
        if len(raw) > FILE_LIMIT:
            raise Unusable("too_large", limit=FILE_LIMIT // 1_000_000)
        told = self._asked({"kind": kind, "charset": charset, "size": len(raw)}, raw)
        if "code" in told:
            raise Unusable(told["code"], **told["facts"])
        updated = date.fromisoformat(told["updated"]) if told["updated"] else None
        return Reading(**{**told, "updated": updated, "links": tuple(told["links"])})

    def _asked(self, request: dict[str, Any], raw: bytes) -> dict[str, Any]:
        child = self._running()
        assert child.stdin is not None
        assert child.stdout is not None
        hung = threading.Timer(self._seconds, child.kill)
        hung.start()
        try:
            child.stdin.write(json.dumps(request).encode() + b"\n" + raw)
            child.stdin.flush()
            line = child.stdout.readline()
        except OSError:  # it ended while it was being asked
            line = b""
        finally:
            hung.cancel()
        if not line.endswith(b"\n"):
            self._end()
            raise Unusable("too_heavy")
        told: dict[str, Any] = json.loads(line)
        return told

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._child is None:
            self._child = subprocess.Popen(
                # -P: nothing that happens to lie in the current folder is taken for a library
                [sys.executable, "-P", "-m", "kompas.assistant.company.readers.child", str(self._memory)],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            )  # fmt: skip
        return self._child

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.communicate()
