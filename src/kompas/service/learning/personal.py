"""Which of these tables lead to customers' words (see `privacy/register.py`). None of them holds any."""

from kompas.service.privacy.register import TECHNICAL, Fate, Table, Whose

TABLES = (
    Table(
        "learning_label",
        plain="seq by matter at",
        inner="id conversation",
        kept_as="messages",
        whose=Whose.CONVERSATION,
        by="conversation",
        erasure=Fate.DELETE,
        age="at",
    ),
    Table(
        "learning_sighting",
        plain="seq since until code at",
        inner="id gap_id conversation",
        kept_as="messages",
        whose=Whose.CONVERSATION,
        by="conversation",
        erasure=Fate.DELETE,
        age="at",
    ),
    Table(
        "learning_gap",
        plain="lang matter customers times first_at last_at state by state_at path",
        inner="id stems",
        why="how many asked what the company does not answer; words only as keyed digests",
    ),
    Table("learning_bookmark", plain="event_id", why=TECHNICAL),
)
