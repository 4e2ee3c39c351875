"""What was found at a source becomes proposals: new and changed articles, and those that are no longer there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kompas.assistant.company.incoming import Incoming
from kompas.service.database.screen import writing
from kompas.service.library.drafts import digest_of
from kompas.service.library.models import Document
from kompas.service.library.proposals import propose
from kompas.service.library.refusals import NotPossible, Overtaken
from kompas.service.library.sources.models import Page, Piece


@dataclass(frozen=True, slots=True)
class Counts:
    """Articles of one page, by what became of them."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0


NOTHING = Counts()


def found_on(page: Page, articles: Sequence[Incoming], author: str, own_names: bool) -> Counts:
    """Propose what this page has that is new or changed, and to remove what it had before.

    `own_names`: the articles say what they are called, so one that is there by that name is the same.
    """
    counts, seen = Counts(), set()
    for article in articles:
        piece = _piece(page, article.file, own_names)
        seen.add(piece.pk)
        digest = digest_of(_matter(article.text))
        if digest == piece.digest:
            counts = replace(counts, unchanged=counts.unchanged + 1)
        elif not _proposed(piece.path, article.text.encode(), author, page.address):
            counts = replace(counts, unchanged=counts.unchanged + 1)
            _told(piece, digest)
        else:
            is_new = not piece.digest
            counts = replace(counts, new=counts.new + is_new, changed=counts.changed + (not is_new))
            _told(piece, digest)
    return replace(counts, gone=gone_from(page, author, seen))


def gone_from(page: Page, author: str, but: set[int] | None = None) -> int:
    """Propose to remove the articles of a page, all or all but these; how many there were."""
    gone = 0
    for piece in Piece.objects.filter(page=page).exclude(digest="").exclude(pk__in=but or ()):
        _proposed(piece.path, None, author, page.address)
        _told(piece, "")
        gone += 1
    return gone


def _matter(text: str) -> bytes:
    """What makes a difference: another date alone is no change."""
    above, fence, below = text.partition("\n---\n")
    return (re.sub(r"(?m)^updated: .*$", "", above) + fence + below).encode()


def _proposed(path: str, content: bytes | None, author: str, note: str) -> bool:
    """Whether an editor has something to decide; what was published just now is compared once more."""
    for _ in range(3):
        try:
            return propose(path, content, author, note[:300]) is not None
        except Overtaken:
            continue
        except NotPossible:
            return False
    return False


def _told(piece: Piece, digest: str) -> None:
    with writing():
        Piece.objects.filter(pk=piece.pk).update(digest=digest)


def _piece(page: Page, wanted: str, own_names: bool) -> Piece:
    """The article's place, the same for ever: another's article is never written over by one that happens to be named so."""
    known = Piece.objects.filter(page=page, wanted=wanted).first()
    if known is not None:
        return known
    stem = wanted.removesuffix(".md")
    for path in (wanted, *(f"{stem}-{number}.md" for number in range(2, 10_000))):
        if Piece.objects.filter(path=path).exists():
            continue
        if own_names or not Document.objects.filter(path=path).exists():
            break
    with writing():
        return Piece.objects.create(page=page, wanted=wanted, path=path)
