"""What is published now, as the database knows it."""

from collections.abc import Iterable
from typing import Any

from kompas.service.library.models import Document, Edition

_AT_A_TIME = 500  # paths in one query


def current() -> Edition:
    """The edition that is published now; number 0 before anything was."""
    return Edition.objects.order_by("pk").first() or Edition(number=0)


def digests() -> dict[str, str]:
    """The sha256 of every document that there is, by path."""
    rows = Document.objects.filter(published__isnull=False).exclude(published__digest="")
    return dict(rows.values_list("path", "published__digest"))


def texts(paths: Iterable[str]) -> dict[str, bytes | None]:
    """What is published of these documents."""
    wanted = list(paths)
    found: dict[str, bytes | None] = {}
    for start in range(0, len(wanted), _AT_A_TIME):
        found |= _texts(path__in=wanted[start : start + _AT_A_TIME])
    return found


def all_texts() -> dict[str, bytes]:
    """Everything that is published."""
    return {path: content for path, content in _texts().items() if content is not None}


def changes_since(number: int) -> dict[str, bytes | None]:
    """What was published after this edition, by path; None for what was removed."""
    return _texts(edition__gt=number)


def _texts(**which: Any) -> dict[str, bytes | None]:
    rows = Document.objects.filter(published__isnull=False, **which).values_list("path", "published__content")
    return {path: bytes(content) if content is not None else None for path, content in rows}
