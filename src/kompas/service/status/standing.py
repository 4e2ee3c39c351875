"""How things stand at one moment: what waits, what is late, what failed. Numbers and codes only."""

import os
import shutil
import sqlite3
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from kompas.service.backup.manifest import LAST_BACKUP
from kompas.service.conversations.held import HELD

if TYPE_CHECKING:
    from kompas.service.house import House

_LATE_MS = 30_000  # a turn or a mail that is due for longer is late
_LITTLE_SPACE = 500_000_000  # bytes; what a busy week writes fits into them
_SEALED_WITHIN_MS = 30_000


class Health(StrEnum):
    """`WORRYING` needs somebody soon; with a `FAILING` part customers are not helped."""

    WELL = "well"
    WORRYING = "worrying"
    FAILING = "failing"


@dataclass(frozen=True, slots=True)
class Standing:
    """Counts as of `at` (milliseconds); seconds and bytes where the name says so. `parts` is health by name of the part.

    `answers_from` is the threshold in use, `stage` what is known of it.
    """

    at: int
    parts: dict[str, Health]
    turns_due: int
    oldest_turn_seconds: float
    customers_waiting: int
    held_by_agents: int
    promises_open: int
    promises_late: int
    mails_waiting: int
    mails_given_up: int
    unsealed: int
    preparing: int
    database_bytes: int
    free_bytes: int
    version: str
    served_since: int | None
    stopped: bool
    backup_at: int | None
    stage: str
    answers_from: float

    @property
    def ready(self) -> bool:
        """Whether a customer who comes now would be helped."""
        return Health.FAILING not in self.parts.values()


def standing_of(db: sqlite3.Connection, house: "House", at: int) -> Standing:
    """Read how things stand. A fault of the database is a failing part, not an error."""
    try:
        told = _counts(db, at)
        reads = Health.WELL
    except sqlite3.Error:
        told, reads = dict.fromkeys(_COUNTS, 0), Health.FAILING
    file = house.data_dir / "kompas.sqlite3"
    free = shutil.disk_usage(house.data_dir).free
    answers = house.shelf.now.assistant.answers_from
    return Standing(
        at=at,
        parts=_parts(house, told, reads, free),
        turns_due=told["turns_due"],
        oldest_turn_seconds=max(0.0, (at - told["oldest_turn"]) / 1000) if told["oldest_turn"] else 0.0,
        customers_waiting=told["customers_waiting"],
        held_by_agents=told["held_by_agents"],
        promises_open=told["promises_open"],
        promises_late=told["promises_late"],
        mails_waiting=told["mails_waiting"],
        mails_given_up=told["mails_given_up"],
        unsealed=told["unsealed"],
        preparing=told["preparing"],
        database_bytes=sum(_size(place) for place in (file, file.with_name(f"{file.name}-wal"))),
        free_bytes=free,
        version=house.shelf.now.company.version,
        served_since=told["served_since"] or None,
        stopped=bool(told["stopped"]),
        backup_at=_backup_at(house.data_dir),
        stage=answers.stage.value,
        answers_from=answers.threshold,
    )


_COUNTS = {
    "turns_due": "SELECT COUNT(*) FROM conversations_conversation WHERE due_at <= :at AND held_by = 'assistant'",
    "oldest_turn": "SELECT MIN(due_at) FROM conversations_conversation WHERE due_at <= :at AND held_by = 'assistant'",
    "customers_waiting": "SELECT COUNT(*) FROM handover_handover WHERE ended_at IS NULL AND taken_at IS NULL AND live",
    "held_by_agents": "SELECT COUNT(*) FROM conversations_conversation WHERE held_by = 'agent'",
    "promises_open": "SELECT COUNT(*) FROM handover_promise WHERE kept_at IS NULL",
    "promises_late": "SELECT COUNT(*) FROM handover_promise WHERE kept_at IS NULL AND due_at < :at",
    "mails_waiting": "SELECT COUNT(*) FROM conversations_delivery WHERE due_at IS NOT NULL",
    "mails_late": "SELECT COUNT(*) FROM conversations_delivery WHERE due_at IS NOT NULL AND at < :late",
    "mails_given_up": "SELECT COUNT(*) FROM conversations_delivery WHERE due_at IS NULL AND sent_at IS NULL"
    f" AND error <> '{HELD}'",
    "unsealed": "SELECT COUNT(*) FROM conversations_event"
    " WHERE id > (SELECT COALESCE(MAX(event_id), 0) FROM privacy_seal)",
    "unsealed_long": "SELECT COUNT(*) FROM conversations_event"
    " WHERE id > (SELECT COALESCE(MAX(event_id), 0) FROM privacy_seal) AND at < :unsealed",
    "preparing": "SELECT COUNT(*) FROM library_preparation WHERE done_at IS NULL",
    "served_since": "SELECT MAX(served_at) FROM library_companyversion",
    "stopped": "SELECT COUNT(*) FROM handover_stop WHERE lifted_at IS NULL",
}


def _counts(db: sqlite3.Connection, at: int) -> dict[str, int]:
    moments = {"at": at, "late": at - 20 * _LATE_MS, "unsealed": at - _SEALED_WITHIN_MS}
    return {name: db.execute(sql, moments).fetchone()[0] or 0 for name, sql in _COUNTS.items()}


def _parts(house: "House", told: dict[str, int], reads: Health, free: int) -> dict[str, Health]:
    from django.conf import settings

    mail = Health.WELL if house.outbox.alive else Health.FAILING
    if mail is Health.WELL and (told["mails_late"] or not (settings.EMAIL_BACKEND or house.demo)):
        mail = Health.WORRYING
    parts = {
        "database": reads,
        "assistant": Health.WELL if house.shelf.now.company.version else Health.FAILING,
        "worker": Health.WELL if house.worker.alive else Health.FAILING,
        "backroom": Health.WELL if house.backroom.well else Health.WORRYING,
        "content": Health.WORRYING if house.shelf.complaints else Health.WELL,
        "mail": mail,
        "trail": Health.WELL if house.sealer.alive and not told["unsealed_long"] else Health.WORRYING,
        "disk": Health.WELL if free > _LITTLE_SPACE else Health.WORRYING,
    }
    if house.shelf.now.company.model is not None:  # without it customers get quotes, so it is never more than worrying
        parts["model"] = Health.WORRYING if trouble_with_model(house) else Health.WELL
    if house.shelf.now.company.embedder is not None:  # without it passages are found by their words
        parts["embedder"] = Health.WORRYING if house.shelf.embedder_complaints else Health.WELL
    return parts


def trouble_with_model(house: "House") -> str:
    """Why no language model words answers now though one is named, as a code; "" where one does, or none is named."""
    plan = house.shelf.now.company.model
    return house.gateway.trouble(plan) if plan is not None and house.gateway is not None else ""


def _backup_at(data_dir: Path) -> int | None:
    """When the last backup was taken here, in milliseconds."""
    try:
        return os.stat(data_dir / LAST_BACKUP).st_mtime_ns // 1_000_000
    except OSError:
        return None


def _size(place: Path) -> int:
    return os.stat(place).st_size if place.exists() else 0
