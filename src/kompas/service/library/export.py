"""The company as a folder again: what is published, byte for byte, and beside it the files that are no documents."""

import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kompas.assistant.company.complaints import Findings
from kompas.assistant.company.documents import documents_in, is_document
from kompas.assistant.domain.errors import Permanent
from kompas.service.library.served_folder import replace_file


@dataclass(frozen=True, slots=True)
class Written:
    """What became of the folder: documents written and removed there, other files copied."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    copied: tuple[str, ...]


def write_folder(texts: Mapping[str, bytes], source: Path, into: Path, data_dir: Path) -> Written:
    """Write these documents into a new folder, or bring a company folder to them: there, what is no document stays.

    Files that are no documents come from `source`. Raises Permanent for a folder that holds something else.
    """
    if into.exists() and (not into.is_dir() or (any(into.iterdir()) and not (into / "company.yaml").is_file())):
        raise Permanent(f"{into} holds something else.", "Name a new folder, or a company folder.")
    there = set(documents_in(into, Findings())) if into.is_dir() else set()
    removed = tuple(sorted(there - texts.keys()))
    written = tuple(path for path, text in sorted(texts.items()) if not _same(into / path, text))
    for path in written:
        replace_file(into / path, texts[path])
    for path in removed:
        (into / path).unlink()
    return Written(written, removed, tuple(_copy_others(source.resolve(), into.resolve(), data_dir.resolve())))


def texts_of(folder: Path) -> dict[str, bytes]:
    """All documents of a folder: what is published of a company that was never served."""
    return {path: (folder / path).read_bytes() for path in documents_in(folder, Findings())}


def _same(file: Path, text: bytes) -> bool:
    return file.is_file() and file.read_bytes() == text


def _copy_others(source: Path, into: Path, data_dir: Path) -> Iterator[str]:
    """Files of connectors and whatever else lies in the source folder; what exists already stays."""
    if source == into:
        return
    for place, folders, files in os.walk(source):
        here = Path(place)
        folders[:] = sorted(n for n in folders if not n.startswith(".") and here / n not in (into, data_dir))
        for name in sorted(files):
            path = (here / name).relative_to(source).as_posix()
            if name.startswith(".") or is_document(path) or (into / path).exists():
                continue
            (into / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(here / name, into / path)
            yield path
