"""Files of lines beside the database, for what must survive its restore: a line is on disk before what it tells is committed."""

import os
from pathlib import Path
from typing import Any

import orjson


def add_line(file: Path, told: dict[str, Any]) -> None:
    """At the end of the file; what a crash left unfinished there is ended first, or it would spoil this line too."""
    with file.open("a+b") as lines:
        if lines.seek(0, os.SEEK_END):
            lines.seek(-1, os.SEEK_END)
            if lines.read() != b"\n":
                lines.write(b"\n")
        lines.write(orjson.dumps(told) + b"\n")
        lines.flush()
        os.fsync(lines.fileno())


def lines_of(file: Path) -> list[dict[str, Any]]:
    """All lines, oldest first; one that a crash left unfinished is none."""
    lines = file.read_bytes().split(b"\n")[:-1] if file.exists() else []
    return [told for told in map(_read, lines) if told]


def _read(line: bytes) -> dict[str, Any]:
    try:
        told = orjson.loads(line)
    except orjson.JSONDecodeError:
        return {}
    return told if isinstance(told, dict) else {}
