"""What is kept of how matters ended (see `privacy/register.py`): ids, codes and numbers, which outlive the messages."""

from kompas.service.privacy.register import TECHNICAL, Table

_WHY = "figures: codes, numbers and times; the conversation's id leads nowhere once the conversation is gone"

TABLES = (
    Table(
        "insights_case",
        plain="number began_at last_at week lang channel matter certainty turns asked_back asked_twice not_known marked_wrong"
        " handovers person waited_ms handled_ms effort solved returned left_with ending by cause ended_at due_at"
        " model_calls model_tokens model_cost",
        inner="id conversation",
        why=_WHY,
    ),
    Table("insights_outcome", plain="number ending by cause at", inner="id conversation", why=_WHY),
    Table(
        "insights_turn",
        plain="seq number at matter certainty kind code asks heard asked_twice took_ms",
        inner="id conversation",
        why=_WHY,
    ),
    Table("insights_passing", plain="seq number at by code rule", inner="id conversation", why=_WHY),
    Table("insights_bookmark", plain="event_id", why=TECHNICAL),
)
