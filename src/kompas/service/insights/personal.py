"""Facts in codes and numbers, which outlive the messages from which they came (see `privacy/register.py`)."""

from functools import partial

from kompas.service.privacy.register import TECHNICAL, Table, Whose

_fact = partial(
    Table,
    kept_as="events",
    whose=Whose.CONVERSATION,
    by="conversation",
    why="codes and numbers; once the conversation is erased nothing leads from them to a person",
)

TABLES = (
    _fact(
        "insights_case",
        plain="number began_at last_at week lang channel matter certainty turns asked_back asked_twice not_known marked_wrong"
        " handovers person waited_ms handled_ms effort solved returned standing ending by cause ended_at due_at",
        inner="id conversation",
        age="last_at",
    ),
    _fact("insights_outcome", plain="number ending by cause at", inner="id conversation", age="at"),
    _fact(
        "insights_turn",
        plain="seq number at matter certainty kind code asks heard asked_twice took_ms",
        inner="id conversation",
        age="at",
    ),
    _fact("insights_passing", plain="seq number at by code rule", inner="id conversation", age="at"),
    Table("insights_bookmark", inner="id event_id", why=TECHNICAL),
)
