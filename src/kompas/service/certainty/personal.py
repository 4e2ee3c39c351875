"""Which of these tables lead to customers' words (see `privacy/register.py`). None of them holds any."""

from kompas.service.privacy.register import TECHNICAL, Fate, Table, Whose

TABLES = (
    Table(
        "certainty_drawn",
        plain="seq since until place lang day at kind matter passage certainty verdict meant by judged_at version"
        " matter_now certainty_now",
        inner="id conversation",
        kept_as="messages",
        whose=Whose.CONVERSATION,
        by="conversation",
        erasure=Fate.DELETE,
        age="at",
    ),
    Table("certainty_day", plain="day chance", why="with which chance a turn of that day was drawn"),
    Table(
        "certainty_proof",
        plain="at by version stage reason at_most_wrong threshold n above wrong bound needed since",
        why="counts and thresholds: the proof of from which certainty on was answered",
    ),
    Table("certainty_work", plain="version asked_at claim tries done_at", why=TECHNICAL),
    Table("certainty_bookmark", plain="decision_id", why=TECHNICAL),
)
