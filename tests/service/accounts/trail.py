"""The trail of accounts, for tests."""

import json
from typing import Any

from kompas.service.conversations.models import Event


def lines(beginning: str) -> list[tuple[str, str, dict[str, Any]]]:
    """Kind, by whom and about what, in order."""
    found = Event.objects.filter(kind__startswith=beginning).order_by("id")
    return [(one.kind, one.by, json.loads(one.data)) for one in found]
