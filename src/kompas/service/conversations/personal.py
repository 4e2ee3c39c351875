"""Which of these tables hold personal data (see `privacy/register.py`)."""

from functools import partial

from kompas.service.privacy.register import Fate, Table, Whose

_said = partial(
    Table, whose=Whose.CONVERSATION, by="conversation_id", erasure=Fate.DELETE, kept_as="messages", age="at"
)

TABLES = (
    _said(
        "conversations_message",
        personal="text parts citations",
        plain="seq author at lang provenance",
        inner="id conversation_id agent_id external_id salt",
        told="messages",
    ),
    _said(
        "conversations_decision",
        personal="trace",
        plain="seq at kind code records_at",
        inner="id conversation_id",
        told="decisions",
    ),
    _said(
        "conversations_delivery",
        personal="recipient subject body",
        plain="purpose at due_at attempts sent_at failed_at error",
        inner="id conversation_id message_id claim",
        told="mails",
    ),
    _said(
        "conversations_rating",
        personal="comment",
        plain="effort solved at",
        inner="id conversation_id",
        told="ratings",
    ),
    _said(
        "conversations_resolution",
        plain="by cause at",
        inner="id conversation_id",
        told="resolutions",
    ),
    # goes when its term is over and nothing of it is left; its memory goes with the records read
    Table(
        "conversations_conversation",
        personal="memory",
        plain="channel lang began_at last_at held_by resolved_at waiting_since",
        inner="id customer_id visitor_digest visitor_until seq agent_id answered_seq asked_seq due_at claim claimed_until"
        " attempts",
        kept_as="messages",
        whose=Whose.CONVERSATION,
        by="id",
        erasure=Fate.DELETE,
        told="conversation",
    ),
    Table(
        "conversations_event",
        plain="seq kind by at data",
        inner="id conversation_id digest",
        kept_as="events",
        whose=Whose.CONVERSATION,
        by="conversation_id",
        told="trail",
        why="the proof of what happened: ids, codes and numbers; the text that a digest binds is erased with its salt",
    ),
)
