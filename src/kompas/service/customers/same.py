"""Which conversations are of one customer, as far as we know: for figures only. It shows nobody's data to anybody.

A customer is the same whom we verified as the same person, on any channel; who is the same visitor; and, among those whom
we did not verify, who gave the same address. An address that was only typed proves nothing: it never joins anybody with a
verified customer. Two verified customers are never the same, and a conversation that leads to two of them (a shared
computer) is of neither.
"""

import sqlite3

_MOST = 50  # conversations of one customer, the newest

# the conversation with all of its customer's, and every other one that shares a visitor, or a typed address, with these
_NEAR = """
WITH theirs (id, visitor) AS (
    SELECT id, visitor_digest FROM conversations_conversation WHERE id = :id
    UNION SELECT id, visitor_digest FROM conversations_conversation WHERE customer_id = :owner
), addresses (address) AS (
    SELECT lower(address) FROM handover_promise WHERE conversation_id = :id AND address <> '' AND :owner IS NULL
), near (id) AS (
    SELECT id FROM theirs
    UNION SELECT v.id FROM theirs JOIN conversations_conversation v ON v.visitor_digest = theirs.visitor
    UNION SELECT p.conversation_id FROM addresses JOIN handover_promise p ON lower(p.address) = addresses.address
)
SELECT v.id, v.customer_id FROM near JOIN conversations_conversation v ON v.id = near.id
WHERE v.id <> :id AND (v.customer_id = :owner OR v.customer_id IS NULL) ORDER BY v.began_at DESC LIMIT :most
"""

# whom we verified with the same visitor
_LEADS_TO = """
SELECT DISTINCT v.customer_id FROM conversations_conversation me JOIN conversations_conversation v
    ON v.visitor_digest = me.visitor_digest WHERE me.id = :id AND v.customer_id IS NOT NULL
"""


def same_customers(db: sqlite3.Connection, conversation: str) -> list[str]:
    """The other conversations of this one's customer, the newest first; none where we cannot tell whose it is."""
    row = db.execute("SELECT customer_id FROM conversations_conversation WHERE id = ?", (conversation,)).fetchone()
    if row is None:
        return []
    owners = {row["customer_id"]} if row["customer_id"] is not None else _leads_to(db, conversation)
    if len(owners) > 1:
        return []
    about = {"id": conversation, "owner": next(iter(owners), None), "most": _MOST}
    near = db.execute(_NEAR, about).fetchall()
    return [one["id"] for one in near if one["customer_id"] is not None or _leads_to(db, one["id"]) == owners]


def _leads_to(db: sqlite3.Connection, conversation: str) -> set[int]:
    return {row["customer_id"] for row in db.execute(_LEADS_TO, {"id": conversation})}
