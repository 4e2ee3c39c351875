"""Takes what changed in the source folder into the library: everything that is sound, or nothing."""

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from kompas.assistant.company.complaints import Complaint
from kompas.assistant.company.documents import version_of
from kompas.service.clock import now_ms
from kompas.service.conversations import store
from kompas.service.database.screen import writing
from kompas.service.library import editions
from kompas.service.library.drafts import digest_of
from kompas.service.library.models import Conflict, Document, State, Version
from kompas.service.library.source_folder import FOLDER, Found, Standing, compare, read_texts

_AT_A_TIME = 500  # documents in one query

Changes = Mapping[str, bytes | None]
Check = Callable[[Changes], tuple[Complaint, ...]]


def take_in(source: Path, seen: str, check: Check) -> tuple[Complaint, ...]:
    """Read the folder, whose fingerprint is `seen`; the complaints for which nothing of it was taken.

    What was published by somebody else meanwhile is left to the next look.
    """
    edition = editions.current()
    texts, complaints = read_texts(source)
    if complaints:
        return complaints
    found = compare(texts, _standing())
    complaints = check(found.taken)
    if not complaints:
        with writing() as db:
            if editions.current().number == edition.number:
                _store(db, found, source, seen)
    return complaints


def digests_with(changes: Changes, digests: Mapping[str, str] | None = None) -> dict[str, str]:
    """These digests, or those of all that is published, as they will be with these changes."""
    before = editions.digests() if digests is None else digests
    kept = {path: digest for path, digest in before.items() if path not in changes}
    return kept | {path: digest_of(content) for path, content in changes.items() if content is not None}


def _standing() -> dict[str, Standing]:
    rows = Document.objects.values_list("path", "seen", "published__digest", "published__by")
    return {path: Standing(seen, digest or "", by or "") for path, seen, digest, by in rows}


def _store(db: sqlite3.Connection, found: Found, source: Path, seen: str) -> None:
    """Inside a transaction."""
    at, edition = now_ms(), editions.current()
    if found.taken:
        edition.number += 1
        edition.version = version_of(digests_with(found.taken))
    edition.source, edition.seen = str(source), seen
    edition.save()
    documents = _documents(found.seen)
    taken = _versions(documents, found.taken, State.PUBLISHED, at)
    aside = _versions(documents, found.against, State.ASIDE, at)
    db.executemany(
        "UPDATE library_document SET published_id = ?, edition = ? WHERE id = ?",
        [(version.pk, edition.number, version.document_id) for version in taken],
    )
    newest = {version.document_id: version.number for version in (*taken, *aside)}
    db.executemany("UPDATE library_document SET newest = ? WHERE id = ?", [(n, id) for id, n in newest.items()])
    db.executemany(
        "UPDATE library_document SET seen = ? WHERE id = ?",
        [(digest, documents[path].pk) for path, digest in found.seen.items()],
    )
    _oppose(db, documents.values(), aside, at)
    about: dict[str, store.Plain] = {"taken": len(taken), "conflicts": len(aside)}
    store.record(db, "folder.read", FOLDER, at, data=about)


def _documents(paths: Iterable[str]) -> dict[str, Document]:
    """These documents by path; those that are new are begun."""
    listed = sorted(set(paths))
    there: dict[str, Document] = {}
    for start in range(0, len(listed), _AT_A_TIME):
        there |= {one.path: one for one in Document.objects.filter(path__in=listed[start : start + _AT_A_TIME])}
    new = [Document(path=path) for path in listed if path not in there]
    return there | {one.path: one for one in Document.objects.bulk_create(new, batch_size=_AT_A_TIME)}


def _versions(
    documents: Mapping[str, Document], texts: Mapping[str, bytes | None], state: State, at: int
) -> list[Version]:
    published = {"published_at": at, "published_by": FOLDER} if state == State.PUBLISHED else {}
    return Version.objects.bulk_create(
        [
            Version(
                document=documents[path], number=documents[path].newest + 1, content=content,
                digest=digest_of(content), state=state, by=FOLDER, at=at, **published,
            )
            for path, content in texts.items()
        ],
        batch_size=100,
    )  # fmt: skip


def _oppose(db: sqlite3.Connection, seen: Iterable[Document], aside: Iterable[Version], at: int) -> None:
    """A document has at most one open conflict: the folder's newest text against what serves."""
    ids = {document.pk for document in seen}
    for conflict in Conflict.objects.filter(settled_at=None).select_related("theirs").defer("theirs__content"):
        if conflict.document_id not in ids:
            continue
        conflict.theirs.state = State.DISMISSED
        conflict.theirs.save(update_fields=["state"])
        conflict.settled_at, conflict.settled_by, conflict.kept = at, FOLDER, "neither"
        conflict.save()
    for version in aside:
        Conflict.objects.create(document_id=version.document_id, theirs=version, at=at)
        about: dict[str, store.Plain] = {"document": version.document_id, "version": version.number}
        store.record(db, "document.conflicted", FOLDER, at, data=about)
