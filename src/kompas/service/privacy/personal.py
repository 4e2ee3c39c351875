"""Which of these tables hold personal data (see `privacy/register.py`)."""

from functools import partial

from kompas.service.privacy.register import TECHNICAL, Fate, Table, Whose

_hold = partial(
    Table,
    "privacy_hold",
    personal="reason",
    plain="since by lifted_by lifted_at",
    inner="id conversation_id customer_id",
    kept_as="events",
    erasure=Fate.DELETE,
    age="lifted_at",
)

TABLES = (
    _hold(whose=Whose.CONVERSATION, by="conversation_id"),
    _hold(whose=Whose.CUSTOMER, by="customer_id"),
    Table(
        "privacy_receipt",
        plain="number act by at counts digest cleaned_at residue",
        why="proof that a request was carried out; numbers only",
    ),
    Table("privacy_seal", inner="event_id hash", why=TECHNICAL),
    Table("privacy_checkpoint", plain="at", inner="event_id hash", why=TECHNICAL),
)
