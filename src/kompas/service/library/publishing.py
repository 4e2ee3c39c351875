"""What serves: published, scheduled, expired, rolled back, removed. Every verb is one short transaction; the check of the
whole company is done before it, and nothing is published when it has complaints."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from kompas.service.library.models import Version

if TYPE_CHECKING:
    from kompas.assistant.company.read import Checked


def check(path: str, text: str | bytes | None) -> "Checked":
    """The company as it would be with this text: complaints and warnings with line and remedy, and the Company when
    there are none (`house.shelf.now.assistant.revised(checked.company)` answers from it). Stores nothing."""
    raise NotImplementedError


def publish(version_id: int, by: str) -> Version:
    """Let a draft or scheduled version serve from now on; it answers when this returns.

    Raises CompanyRefused with complaints and warnings, and publishes nothing; Overtaken; NotPossible.
    """
    raise NotImplementedError


def schedule(version_id: int, at: int, by: str) -> Version:
    """Publish a draft by itself at a later moment (ms); checked now, and again then. Raises as `publish` does."""
    raise NotImplementedError


def unschedule(version_id: int, by: str) -> Version:
    """A draft again."""
    raise NotImplementedError


def expire(path: str, last_day: date, by: str) -> Version:
    """Publish the served article with this valid_until. Raises as `publish` does, NotPossible for what is no article."""
    raise NotImplementedError


def roll_back(path: str, number: int, by: str, note: str = "") -> Version:
    """Publish an old version's text again, as a new version. Raises as `publish` does."""
    raise NotImplementedError


def remove(path: str, by: str, note: str = "") -> Version:
    """Publish that this document is no longer there. Raises as `publish` does."""
    raise NotImplementedError


def publish_due(now: int) -> Sequence[Version]:
    """Publish what was scheduled until now; what is refused or overtaken becomes a draft again and is complained of."""
    raise NotImplementedError
