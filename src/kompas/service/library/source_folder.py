"""The source folder: what is taken from it, and what a newer edit from a screen keeps out."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kompas.assistant.company.complaints import Complaint, Findings, Place
from kompas.assistant.company.documents import documents_in, limit_of
from kompas.assistant.company.sentences import sentence
from kompas.service.library.drafts import digest_of

FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a document stands: `seen` is the digest of the folder's last text, `published` that of what serves ("" for
    nothing) and `by` who wrote that."""

    seen: str
    published: str
    by: str


@dataclass(frozen=True, slots=True)
class Found:
    """What is new in the folder: `taken` serves from now on, `against` stands in conflict with a newer edit; `seen`
    has the digests of all that changed there, also where it is what serves already."""

    taken: dict[str, bytes | None] = field(default_factory=dict)
    against: dict[str, bytes | None] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)


def read_texts(folder: Path) -> tuple[dict[str, bytes], tuple[Complaint, ...]]:
    """All documents of a folder, byte for byte; complaints about files that cannot be documents, or cannot be read."""
    findings = Findings()
    texts: dict[str, bytes] = {}
    try:
        documents = documents_in(folder, findings)
    except OSError as error:  # a folder of it: what lies in there is not gone
        return {}, (unreadable(error, folder),)
    for path in documents:
        try:
            if os.stat(folder / path).st_size > limit_of(path):
                message = sentence("the file is larger than {limit:g} MB.", limit=limit_of(path) / 1e6)
                findings.refuse(Place(path), message, sentence("Split it."))
                continue
            texts[path] = (folder / path).read_bytes()
        except OSError as error:
            findings.complaints.append(unreadable(error, folder))
    return texts, tuple(findings.complaints)


def unreadable(fault: OSError, folder: Path) -> Complaint:
    """What keeps a file or folder from being read, named as the company folder names it."""
    place = Path(os.fsdecode(fault.filename)) if fault.filename is not None else folder
    shown = place.relative_to(folder).as_posix() if place.is_relative_to(folder) else str(place)
    message = sentence("it cannot be read ({fault}).", fault=str(fault.strerror))
    return Complaint(shown, 0, "", message, sentence("Check its name and its rights."))


def compare(texts: Mapping[str, bytes], standing: Mapping[str, Standing]) -> Found:
    """A text that changed in the folder is taken, unless what serves came from a screen after the folder's last."""
    found = Found()
    for path in sorted({*texts, *_once_seen(standing)}):
        content = texts.get(path)
        digest, was = digest_of(content), standing.get(path, Standing("", "", FOLDER))
        if digest == was.seen:
            continue
        found.seen[path] = digest
        if digest == was.published:
            continue
        (found.taken if was.by in (FOLDER, "") or was.published == was.seen else found.against)[path] = content
    return found


def _once_seen(standing: Mapping[str, Standing]) -> Iterable[str]:
    return (path for path, was in standing.items() if was.seen)
