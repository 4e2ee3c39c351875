"""What sources found, for an editor to accept or dismiss."""

from kompas.service.library.drafts import digest_of, discard, open_version, save_draft
from kompas.service.library.models import Document, State, Version
from kompas.service.library.publishing import put


def propose(path: str, content: bytes | None, by: str, note: str = "") -> Version | None:
    """Keep what a source ("source:2") found as a proposal; None when it is what serves, or what it proposed before and
    an editor has dismissed. An open proposal of the same source is written over."""
    document = Document.objects.select_related("published").filter(path=path).first()
    digest = digest_of(content)
    if document is None or document.published is None:
        if content is None:
            return None
    elif document.published.digest == digest:
        return None
    before = Version.objects.filter(document__path=path, by=by).order_by("-number").defer("content").first()
    if before is not None and before.digest == digest and before.state == State.DISMISSED:
        return None
    if before is not None and before.digest == digest and before.state == State.DRAFT:
        return before
    based_on = document.published.number if document is not None and document.published is not None else 0
    return save_draft(path, content, by, note, based_on)


def accept(version_id: int, by: str) -> Version:
    """Publish a source's proposal as an editor has seen it just now: what was published since it came gives way.

    Raises CompanyRefused, with complaints, and publishes nothing; NotPossible when it is no longer open.
    """
    served = open_version(version_id).document.published
    return put(version_id, by, seen=served.number if served is not None else 0)


def dismiss(version_id: int, by: str) -> None:
    """Put a source's proposal away; the source proposes again only when it has another text."""
    discard(version_id, by)
