"""Which of these tables hold personal data (see `privacy/register.py`)."""

from kompas.service.privacy.register import Fate, Table, Whose

TABLES = (
    Table(
        "handover_promise",
        personal="address",
        plain="reference at due_at kept_at",
        inner="id conversation_id handover_id kept_by_id",
        kept_as="promises",
        whose=Whose.CONVERSATION,
        by="conversation_id",
        erasure=Fate.DELETE,
        age="COALESCE(kept_at, due_at)",
        told="promises",
    ),
    # the brief is emptied after its term; that somebody waited, and how long, stays with the conversation
    Table(
        "handover_handover",
        personal="brief correction",
        plain="code rule urgent live corrected_at at taken_at ended_at ended",
        inner="id conversation_id agent_id",
        kept_as="briefs",
        whose=Whose.CONVERSATION,
        by="conversation_id",
        erasure=Fate.DELETE,
        age="COALESCE(ended_at, at)",
        ends=Fate.EMPTY,
        empty={"brief": "{}", "correction": ""},
        told="handovers",
    ),
    Table(
        "handover_note",
        personal="text",
        plain="at",
        inner="id conversation_id agent_id",
        kept_as="messages",
        whose=Whose.CONVERSATION,
        by="conversation_id",
        erasure=Fate.DELETE,
        age="at",
        told="notes",
    ),
    Table(
        "handover_stop",
        personal="reason",
        plain="at lifted_at",
        inner="id by_id lifted_by_id",
        kept_as="events",
        age="lifted_at",
        why="when and why the assistant was stopped, by a colleague; no customer's data",
    ),
)
