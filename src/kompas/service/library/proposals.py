"""What sources found, for an editor to accept or dismiss."""

from kompas.service.library.models import Version


def accept(version_id: int, by: str) -> Version:
    """Publish a source's proposal as an editor has seen it just now: what was published since it came gives way."""
    raise NotImplementedError


def dismiss(version_id: int, by: str) -> None:
    """Put a source's proposal away; the source proposes again only when it has another text."""
    raise NotImplementedError
