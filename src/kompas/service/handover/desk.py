"""What people do at the desk: take, reply, note, give back, resolve, keep a promise, stop the assistant.

Every verb runs inside a write transaction, checks who holds the conversation, and leaves its line in the trail.
"""

import json
import sqlite3
from typing import Any

from kompas.assistant.privacy.masking import mask
from kompas.service.conversations import store
from kompas.service.conversations.authors import any_by_staff, by_staff
from kompas.service.conversations.wire import spoken
from kompas.service.handover import promises
from kompas.service.handover.opening import Opening, pass_on, tell_place
from kompas.service.handover.story import brief_from_story
from kompas.service.library.shelf import Served

LOOKED = "conversation.read"
LOOK_MS = 10 * 60_000


def ask_for_human(db: sqlite3.Connection, served: Served, conversation: str, at: int) -> None:
    """The human button: in every state, at once, without a turn and without the assistant."""
    row = store.conversation(db, conversation)
    assert row is not None
    if row["held_by"] == "assistant" and promises.open_of(db, conversation) is None:
        lang = row["lang"]
        store.say(db, conversation, spoken(served.voice.handing_over("wants_human", lang), lang), at, "assistant")
    brief = brief_from_story(db, conversation)
    pass_on(db, served, conversation, Opening("wants_human", brief, by="customer"), at)


def leave_queue(db: sqlite3.Connection, served: Served, conversation: str, at: int) -> bool:
    """The customer goes on with the assistant; false when they were not waiting."""
    row = store.conversation(db, conversation)
    if row is None or row["held_by"] != "queue":
        return False
    _end(db, conversation, "left", at)
    store.hold(db, conversation, "assistant")
    store.record(db, "handover.left", "customer", at, conversation)
    store.say(db, conversation, spoken(served.voice.say("left_queue", row["lang"]), row["lang"]), at, "assistant")
    return True


def look_in(db: sqlite3.Connection, conversation: str, agent: int, at: int) -> None:
    """A line in the trail that this colleague reads the conversation: one in `LOOK_MS`, for their page fetches itself
    anew whenever something happens."""
    known = db.execute(
        "SELECT 1 FROM conversations_event WHERE conversation_id = ? AND kind = ? AND by IN (?, ?) AND at > ?",
        (conversation, LOOKED, *any_by_staff(agent), at - LOOK_MS),
    ).fetchone()
    if known is None:
        store.record(db, LOOKED, by_staff(agent), at, conversation, moves=False)


def brief_of(db: sqlite3.Connection, conversation: str) -> dict[str, Any] | None:
    """The newest brief as the customer and the agent read it."""
    row = _newest(db, conversation)
    return {**json.loads(row["brief"]), "correction": row["correction"] or None} if row is not None else None


def read_brief(db: sqlite3.Connection, conversation: str, reader: int | None, at: int) -> dict[str, Any] | None:
    """The newest brief, with a line in the trail that it was read: once by each reader, and again by an agent after a
    correction. Without the number of a colleague it is the customer who reads."""
    row = _newest(db, conversation)
    if row is None:
        return None
    since = row["at"] if reader is None else max(row["at"], row["corrected_at"] or 0)
    names = ("customer", "customer") if reader is None else any_by_staff(reader)
    known = db.execute(
        "SELECT 1 FROM conversations_event WHERE conversation_id = ? AND kind = 'brief.read' AND by IN (?, ?) AND at >= ?",
        (conversation, *names, since),
    ).fetchone()
    if known is None:
        store.record(db, "brief.read", names[0], at, conversation, {"handover": row["id"]}, moves=False)
    return brief_of(db, conversation)


def correct_brief(db: sqlite3.Connection, conversation: str, text: str, at: int) -> dict[str, Any] | None:
    """The customer's own words beside the brief; the newest correction stands."""
    row = _newest(db, conversation)
    if row is None:
        return None
    db.execute("UPDATE handover_handover SET correction = ?, corrected_at = ? WHERE id = ?", (text, at, row["id"]))
    store.record(db, "brief.corrected", "customer", at, conversation, {"handover": row["id"]})
    return brief_of(db, conversation)


def take(db: sqlite3.Connection, served: Served, conversation: str, agent: int, name: str, at: int) -> bool:
    """The agent takes the word, from the queue, a promise or the assistant; false when another agent has it.

    What was solved is open again: the agent has something to say.
    """
    row = store.conversation(db, conversation)
    if row is None or (row["held_by"] == "agent" and row["agent_id"] != agent):
        return False
    if row["held_by"] == "agent":
        return True
    if _newest(db, conversation, waiting=True) is None:
        opened = (
            "INSERT INTO handover_handover (conversation_id, code, rule, urgent, live, brief, correction, at, ended)"
        )
        brief = json.dumps(brief_from_story(db, conversation), ensure_ascii=False)
        db.execute(f"{opened} VALUES (?, 'agent_stepped_in', '', 0, 1, ?, '', ?, '')", (conversation, brief, at))
    db.execute(
        "UPDATE handover_handover SET taken_at = ?, agent_id = ? WHERE conversation_id = ? AND ended_at IS NULL",
        (at, agent, conversation),
    )
    store.hold(db, conversation, "agent", agent)
    db.execute("UPDATE conversations_conversation SET resolved_at = NULL WHERE id = ?", (conversation,))
    store.record(db, "handover.taken", by_staff(agent), at, conversation)
    joined = served.voice.say("agent_joined", row["lang"], agent=name, company=served.company.name)
    store.say(db, conversation, spoken(joined, row["lang"], "system"), at, "system")
    return True


def reply(db: sqlite3.Connection, served: Served, conversation: str, agent: int, text: str, at: int) -> bool:
    """The agent's words to the customer, by mail too where an answer by mail was promised; false when this agent does
    not hold the conversation. Numbers that are masked in a customer's words are masked in theirs too."""
    row = store.conversation(db, conversation)
    if row is None or row["held_by"] != "agent" or row["agent_id"] != agent:
        return False
    masked = mask(text)
    said = spoken(masked.text, row["lang"], "agent", "human")
    words = store.Words("agent", masked.text, row["lang"], "human", said.parts, agent_id=agent)
    store.say(db, conversation, words, at, by_staff(agent), masked=[kind.value for kind in masked.found])
    promises.mail_answer(db, served, row, masked.text, at)
    return True


def note(db: sqlite3.Connection, conversation: str, agent: int, text: str, at: int) -> None:
    """A private note for colleagues, masked as messages are."""
    masked = mask(text)
    db.execute(
        "INSERT INTO handover_note (conversation_id, agent_id, text, at) VALUES (?, ?, ?, ?)",
        (conversation, agent, masked.text, at),
    )
    about = {"masked": [kind.value for kind in masked.found]}
    store.record(db, "note.added", by_staff(agent), at, conversation, about)


def give_back(db: sqlite3.Connection, served: Served, conversation: str, agent: int, at: int) -> bool:
    """The assistant has the word again and goes on where the agent stopped."""
    row = store.conversation(db, conversation)
    if row is None or row["held_by"] != "agent" or row["agent_id"] != agent:
        return False
    _end(db, conversation, "returned", at)
    store.hold(db, conversation, "assistant")
    store.record(db, "handover.returned", by_staff(agent), at, conversation)
    store.say(db, conversation, spoken(served.voice.say("agent_returned", row["lang"]), row["lang"]), at, "assistant")
    return True


def put_back_all(db: sqlite3.Connection, served: Served, agent: int, by: str, at: int) -> int:
    """The agent is no longer there: whoever they were helping waits for a person again, in the place that they had; gives
    how many. When people have gone home, the closing of the queue makes it a promise."""
    held = "SELECT id FROM conversations_conversation WHERE held_by = 'agent' AND agent_id = ?"
    conversations = [row["id"] for row in db.execute(held, (agent,)).fetchall()]
    for conversation in conversations:
        db.execute(
            "UPDATE handover_handover SET taken_at = NULL, agent_id = NULL, live = live OR id = (SELECT MAX(id)"
            " FROM handover_handover WHERE conversation_id = ?1 AND ended_at IS NULL)"
            " WHERE conversation_id = ?1 AND ended_at IS NULL",
            (conversation,),
        )
        store.hold(db, conversation, "queue")
        store.record(db, "handover.put_back", by, at, conversation)
        tell_place(db, served, conversation, at)
    return len(conversations)


def resolve(
    db: sqlite3.Connection, served: Served, conversation: str, agent: int, at: int, anyones: bool = False
) -> bool:
    """The matter is over, says the agent who holds it; with `anyones` (a supervisor) whoever holds it."""
    row = store.conversation(db, conversation)
    if row is None or not (anyones or (row["held_by"] == "agent" and row["agent_id"] == agent)):
        return False
    return _resolve(db, served, row, by_staff(agent), "agent", at)


def close(db: sqlite3.Connection, served: Served, conversation: str, at: int) -> bool:
    """The customer ends it, in every state."""
    row = store.conversation(db, conversation)
    return row is not None and _resolve(db, served, row, "customer", "closed_by_customer", at)


def _resolve(db: sqlite3.Connection, served: Served, row: sqlite3.Row, by: str, cause: str, at: int) -> bool:
    """A record with author and cause; false when it was over already. The customer's next message opens it again."""
    conversation = row["id"]
    if row["resolved_at"] is not None:
        return False
    _end(db, conversation, "resolved", at)
    store.hold(db, conversation, "assistant")
    db.execute("UPDATE conversations_conversation SET resolved_at = ? WHERE id = ?", (at, conversation))
    db.execute(
        "INSERT INTO conversations_resolution (conversation_id, by, cause, at) VALUES (?, ?, ?, ?)",
        (conversation, by, cause, at),
    )
    store.record(db, "conversation.resolved", by, at, conversation, {"cause": cause})
    store.say(db, conversation, spoken(served.voice.say("resolved", row["lang"]), row["lang"], "system"), at, "system")
    return True


def keep_promise(db: sqlite3.Connection, promise: int, agent: int, at: int) -> bool:
    """The agent did what was promised."""
    row = db.execute("SELECT handover_id FROM handover_promise WHERE id = ?", (promise,)).fetchone()
    if row is None or not promises.keep(db, promise, agent, at):
        return False
    db.execute(
        "UPDATE handover_handover SET ended_at = ?, ended = 'kept' WHERE id = ? AND ended_at IS NULL",
        (at, row["handover_id"]),
    )
    return True


def stop(db: sqlite3.Connection, staff: int, reason: str, at: int) -> None:
    """Silence the assistant now; stopping twice is stopping once."""
    if store.stopped(db):
        return
    made = db.execute(
        "INSERT INTO handover_stop (by_id, at, reason) VALUES (?, ?, ?) RETURNING id", (staff, at, reason)
    ).fetchone()
    store.record(db, "assistant.stopped", by_staff(staff), at, data={"stop": made["id"]})


def explain_stop(db: sqlite3.Connection, staff: int, reason: str, at: int) -> None:
    """Why the assistant was stopped, written down after the act."""
    db.execute("UPDATE handover_stop SET reason = ? WHERE lifted_at IS NULL", (reason,))
    store.record(db, "assistant.stop_explained", by_staff(staff), at)


def lift(db: sqlite3.Connection, staff: int, at: int) -> None:
    """Let the assistant speak again."""
    if store.stopped(db):
        db.execute("UPDATE handover_stop SET lifted_by_id = ?, lifted_at = ? WHERE lifted_at IS NULL", (staff, at))
        store.record(db, "assistant.resumed", by_staff(staff), at)


def _newest(db: sqlite3.Connection, conversation: str, waiting: bool = False) -> sqlite3.Row | None:
    only = " AND ended_at IS NULL" if waiting else ""
    row: sqlite3.Row | None = db.execute(
        f"SELECT * FROM handover_handover WHERE conversation_id = ? AND ended <> 'joined'{only} ORDER BY id DESC LIMIT 1",
        (conversation,),
    ).fetchone()
    return row


def _end(db: sqlite3.Connection, conversation: str, how: str, at: int) -> None:
    """End what is open. A promise is owed until it is kept, whoever has the word."""
    db.execute(
        "UPDATE handover_handover SET ended_at = ?, ended = ? WHERE conversation_id = ? AND ended_at IS NULL"
        " AND (live OR taken_at IS NOT NULL)",
        (at, how, conversation),
    )
