"""Which of these tables hold personal data (see `privacy/register.py`)."""

from kompas.service.privacy.register import Fate, Table, Whose

TABLES = (
    Table(
        "customers_address",
        personal="address",
        plain="channel",
        inner="id customer_id",
        kept_as="messages",
        whose=Whose.CUSTOMER,
        by="customer_id",
        erasure=Fate.DELETE,
        told="addresses",
    ),
    Table(
        "customers_identityproof",
        plain="level method at",
        inner="id conversation_id customer_id",
        kept_as="messages",
        whose=Whose.CONVERSATION,
        by="conversation_id",
        erasure=Fate.DELETE,
        told="identity_proofs",
    ),
    Table(
        "customers_code",
        personal="customer_key",
        plain="at expires_at tries used_at",
        inner="id conversation_id address_digest digest",
        kept_as="messages",
        whose=Whose.CONVERSATION,
        by="conversation_id",
        erasure=Fate.DELETE,
        age="at",
        told="codes",
    ),
    # goes with the last conversation of the customer
    Table(
        "customers_customer",
        personal="key name",
        plain="since",
        kept_as="messages",
        whose=Whose.CUSTOMER,
        by="id",
        erasure=Fate.DELETE,
        told="customer",
    ),
)
