"""What could not be answered points at messages and holds none of their words (see `privacy/register.py`)."""

from functools import partial

from kompas.service.privacy.register import TECHNICAL, Fate, Table, Whose

_pointer = partial(
    Table, kept_as="messages", whose=Whose.CONVERSATION, by="conversation", erasure=Fate.DELETE, age="at"
)

TABLES = (
    _pointer("learning_label", plain="seq by matter at", inner="id conversation"),
    _pointer("learning_sighting", plain="seq since until code at", inner="id gap_id conversation"),
    Table(
        "learning_gap",
        plain="lang matter customers times first_at last_at state by state_at path",
        inner="id stems",
        why="what many asked, in keyed digests and numbers",
    ),
    Table("learning_bookmark", inner="id event_id", why=TECHNICAL),
)
