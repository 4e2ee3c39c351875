"""The folder and a screen hold different texts: one of them is chosen."""

from kompas.service.clock import now_ms
from kompas.service.conversations import store
from kompas.service.database.screen import writing
from kompas.service.library.models import Conflict, State
from kompas.service.library.publishing import put
from kompas.service.library.refusals import NotPossible

FOLDER, SCREEN = "folder", "screen"


def settle(conflict_id: int, keep: str, by: str) -> None:
    """`keep` is "folder" (its text is published) or "screen" (what serves goes on). Raises as `publish` does."""
    conflict = _open(conflict_id)
    if keep == FOLDER:
        served = conflict.document.published
        put(conflict.theirs_id, by, seen=served.number if served is not None else 0)  # ends the conflict too
        return
    with writing() as db:
        conflict = _open(conflict_id)
        at = now_ms()
        conflict.theirs.state = State.DISMISSED
        conflict.theirs.save(update_fields=["state"])
        conflict.settled_at, conflict.settled_by, conflict.kept = at, by, SCREEN
        conflict.save()
        about: dict[str, store.Plain] = {"document": conflict.document_id, "kept": SCREEN}
        store.record(db, "document.settled", by, at, data=about)


def _open(conflict_id: int) -> Conflict:
    found = Conflict.objects.filter(pk=conflict_id, settled_at=None).select_related("document__published", "theirs")
    conflict = found.first()
    if conflict is None:
        raise NotPossible("no_conflict", "This conflict was settled already.")
    return conflict
