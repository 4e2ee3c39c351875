"""Texts that are being written: begun, saved again, put away. Nothing of it serves."""

import hashlib
from collections.abc import Sequence

from kompas.assistant.company.documents import is_document, limit_of
from kompas.service.clock import now_ms
from kompas.service.conversations import store
from kompas.service.database.screen import writing
from kompas.service.library.models import Document, State, Version
from kompas.service.library.refusals import NotPossible, Overtaken

_BOM = b"\xef\xbb\xbf"


def save_draft(path: str, text: str | bytes | None, by: str, note: str = "", based_on: int = 0) -> Version:
    """Keep a text that does not serve yet; None proposes to remove the document.

    `by` ("staff:3", "source:2") writes over their own open draft of this document. `based_on` is the number of the
    published version that they began from. Bytes are kept as they are; a str gets the line ends and byte order mark of
    the published text. Raises Overtaken when a newer version was published, NotPossible for a path or size that is none.
    """
    if not is_document(path):
        raise NotPossible("no_document", f"{path} is no document of a company.", "docs/company-folder.md names them.")
    with writing() as db:
        document, _ = Document.objects.select_related("published").get_or_create(path=path)
        refuse_overtaken(document, based_on)
        content = as_written(text, document)
        version = document.versions.filter(state=State.DRAFT, by=by).order_by("-number").first()
        version = version or next_version(document)
        version.content, version.digest, version.by, version.at = content, digest_of(content), by, now_ms()
        version.note, version.based_on = note, based_on
        version.save()
        store.record(db, "document.drafted", by, version.at, data=about(version))
    return version


def discard(version_id: int, by: str) -> None:
    """Put an open draft, a scheduled version or a source's proposal away; it stays in the list of versions."""
    with writing() as db:
        version = open_version(version_id)
        version.state, version.due_at = State.DISMISSED, None
        version.save(update_fields=["state", "due_at"])
        store.record(db, "document.dismissed", by, now_ms(), data=about(version))


def next_version(document: Document) -> Version:
    """A new version of the document with the next number, not stored yet. Inside a transaction."""
    document.newest += 1
    document.save(update_fields=["newest"])
    return Version(document=document, number=document.newest)


def open_version(version_id: int, states: Sequence[str] = (State.DRAFT, State.SCHEDULED)) -> Version:
    """A version that may still be published. Raises NotPossible when it is none, or no longer."""
    version = Version.objects.select_related("document__published").filter(pk=version_id).first()
    if version is None:
        raise NotPossible("no_version", "There is no such version.")
    if version.state not in states:
        raise NotPossible("not_open", f"This version is {version.state}.", "Begin a new draft from it.")
    return version


def refuse_overtaken(document: Document, based_on: int) -> None:
    """Raises Overtaken when something newer than `based_on` serves."""
    served = document.published
    if served is not None and served.number > based_on:
        raise Overtaken(document.path, served.number, served.by)


def digest_of(content: bytes | None) -> str:
    """What tells two texts apart; "" for none."""
    return hashlib.sha256(content).hexdigest() if content is not None else ""


def about(version: Version) -> dict[str, store.Plain]:
    """What the trail holds of a version: ids and numbers."""
    return {"document": version.document_id, "version": version.number}


def as_written(text: str | bytes | None, document: Document) -> bytes | None:
    """The bytes of a text. Raises NotPossible for more than is ever read."""
    before = document.published.raw if document.published is not None else None
    content = _like(text, before or b"") if isinstance(text, str) else text
    limit = limit_of(document.path)
    if content is not None and len(content) > limit:
        raise NotPossible("too_large", f"The text is longer than {limit:,} bytes.", "Split it.")
    return content


def _like(text: str, before: bytes) -> bytes:
    """A browser sends its own line ends: those that the document had are kept, so that only what was changed changes."""
    plain = text.replace("\r\n", "\n").removeprefix("\ufeff")
    if b"\r\n" in before and before.count(b"\r\n") == before.count(b"\n"):
        plain = plain.replace("\n", "\r\n")
    return (_BOM if before.startswith(_BOM) else b"") + plain.encode()
