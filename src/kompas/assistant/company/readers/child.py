"""`python -m kompas.assistant.company.readers.child`: reads one file after the other for `apart.py`, within limits.

A request is a line of JSON (kind, charset, size) and that many bytes; the answer is a line of JSON. It ends when nobody
asks any more, and has no other way out: it opens no file for writing and its other outputs lead nowhere.
"""

import json
import os
import resource
import sys
from dataclasses import asdict
from typing import BinaryIO

from kompas.assistant.company.readers.reading import read
from kompas.assistant.company.readers.refusals import Unusable

CPU_SECONDS = 40  # for one file


def main(memory: int) -> None:
    """Serve until the input ends, in this many bytes of address space."""
    asked, told = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while line := asked.readline():
        told.write(json.dumps(_answer(json.loads(line), asked, memory)).encode() + b"\n")
        told.flush()


def _answer(request: dict[str, object], asked: BinaryIO, memory: int) -> dict[str, object]:
    """The reading, or why there is none. After too much memory this process is of no use any more."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soon = int(used.ru_utime + used.ru_stime) + CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (soon, resource.RLIM_INFINITY))
    try:
        raw = asked.read(int(str(request["size"])))
        found = read(str(request["kind"]), raw, str(request["charset"]))
    except Unusable as unusable:
        return {"code": unusable.code, "facts": unusable.facts}
    except (MemoryError, RecursionError):
        sys.exit(1)
    except Exception:  # noqa: BLE001 - whatever a damaged file does to the libraries: it is a damaged file
        if resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 > memory / 2:
            sys.exit(1)  # libraries have other names for too little memory
        return {"code": "broken", "facts": {}}
    return {**asdict(found), "updated": found.updated.isoformat() if found.updated else None}


if __name__ == "__main__":
    main(int(sys.argv[1]))
