"""Compiled translations for who runs from a checkout; a package brings them compiled."""

import os
import tempfile
from pathlib import Path


def compile_catalogues(folder: Path) -> list[Path]:
    """Compile every catalogue below `folder` that is newer than its compiled form; gives those that it made."""
    made = []
    for catalogue in sorted(folder.rglob("*.po")):
        compiled = catalogue.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < catalogue.stat().st_mtime:
            _compile(catalogue, compiled)
            made.append(compiled)
    return made


def _compile(catalogue: Path, compiled: Path) -> None:
    """Written aside and moved in one step: another process may be reading it."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with catalogue.open("rb") as source:
        messages = read_po(source, locale=catalogue.parents[1].name)
    handle, aside = tempfile.mkstemp(dir=compiled.parent, suffix=".mo.part")
    with os.fdopen(handle, "wb") as target:
        write_mo(target, messages)
    os.replace(aside, compiled)
