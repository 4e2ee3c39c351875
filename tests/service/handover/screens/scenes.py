"""Conversations in every state of the desk, made through the same verbs as in production."""

import json
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from kompas.assistant.domain.handover import Brief, BriefFact
from kompas.assistant.domain.reply import Citation, Provenance, RecordPart, Reply, TextPart
from kompas.service.clock import now_ms
from kompas.service.conversations import store
from kompas.service.conversations.wire import brief_json, spoken, words_of
from kompas.service.customers.identity import prove
from kompas.service.database.screen import writing
from kompas.service.handover import desk, promises
from kompas.service.house import House

MINUTE = 60_000
WAITING, PROVEN, REPEATED, PROMISED, WATCHED = "wacht4f2a", "bewezen9c1d", "herhaald77b0", "beloofd51ee", "lopend3a90"


@dataclass(frozen=True)
class Why:
    """Why a conversation waits."""

    code: str
    rule: str = ""
    urgent: bool = False


def set_the_desk(house: House) -> None:
    """Three wait, one was promised an answer, one is with the assistant."""
    proven(house)
    waiting(
        house, REPEATED, "Waar blijft mijn pakket? Dit is de derde keer dat ik het vraag.", Why("repetition"), 160_000
    )
    waiting(house, WAITING, "Kan ik iemand spreken over mijn accu?", Why("wants_human"), 31_000)
    promised(house)
    with writing() as db:
        begin(db, WATCHED, now_ms() - 90_000)
        hear(db, WATCHED, "Kan ik een helm ruilen die ik in de winkel heb gekocht?", now_ms() - 80_000)
        answer(db, WATCHED, now_ms() - 79_000)


def begin(db, id: str, at: int, lang: str = "nl") -> None:
    store.begin(db, id, "chat", lang, "digest", at + 60 * MINUTE, at)


def hear(db, id: str, text: str, at: int) -> int:
    seq = store.say(db, id, store.Words("customer", text, "nl", "human", spoken(text, "nl").parts), at, "customer")
    db.execute("UPDATE conversations_conversation SET asked_seq = ?, answered_seq = ? WHERE id = ?", (seq, seq, id))
    return seq


def answer(db, id: str, at: int) -> int:
    """The assistant's answer with a source and its stored decision."""
    passage = "U kunt een artikel binnen 14 dagen ruilen in de winkel waar u het kocht. Neem de bon mee."
    source = Citation(1, "nl/ruilen#1", "Retourneren en ruilen", "In de winkel", "nl", passage)
    words = TextPart("U kunt een artikel binnen 14 dagen ruilen in de winkel waar u het kocht.", (1,))
    reply = Reply("nl", (words,), (source,), Provenance.QUOTE, words.text)
    seq = store.say(db, id, words_of(reply), at, "assistant")
    reason = {"code": "certain_enough", "rule": None, "evidence": ["nl/ruilen#1"], "value": 0.82, "threshold": 0.6}
    trace = {"decision": "answer", "reasons": [reason], "version": "4f1d2c3b4a59"}
    store.decide(db, id, seq, at, "answer", "certain_enough", json.dumps(trace))
    return seq


def waiting(house: House, id: str, text: str, why: Why, since: int, brief: Brief | None = None) -> None:
    at = now_ms() - since
    with writing() as db:
        if store.conversation(db, id) is None:
            begin(db, id, at - 5000)
        hear(db, id, text, at - 1000)
        made = brief_json(brief or Brief(text))
        db.execute(
            "INSERT INTO handover_handover (conversation_id, code, rule, urgent, live, brief, correction, at, ended)"
            " VALUES (?, ?, ?, ?, 1, ?, '', ?, '')",
            (id, why.code, why.rule, why.urgent, json.dumps(made), at),
        )
        store.hold(db, id, "queue")
        store.record(db, "handover.opened", "assistant", at, id)


def proven(house: House) -> None:
    """A proven customer with a record card, a whole brief, a correction and a note: the fullest screen there is."""
    at = now_ms() - 372_000
    read_at = datetime.fromtimestamp(at / 1000, ZoneInfo("Europe/Amsterdam"))
    fields = (("Contract", "LC-3391"), ("Looptijd", "tot 1 mei 2027"), ("Termijn", "€ 42,50 per maand"))
    with writing() as db:
        begin(db, PROVEN, at - 60_000)
        hear(
            db,
            PROVEN,
            "mijn vader is vorige week overleden, hij had een leasefiets bij jullie. hoe stop ik dat",
            at - 50_000,
        )
        prove(db, PROVEN, "10391", "mail", at - 40_000, "R. Yildiz", "r.yildiz@example.org")
        card = RecordPart(fields, "Uit uw contractgegevens", read_at, "contract_terms")
        said = Reply("nl", (TextPart("Dit is uw contract."), card), (), Provenance.TEMPLATE, "Dit is uw contract.")
        store.say(db, PROVEN, words_of(said), at - 30_000, "assistant")
        answer(db, PROVEN, at - 20_000)
    brief = Brief(
        "Leasecontract van overleden vader beëindigen",
        (
            BriefFact("Contract LC-3391, loopt tot 1 mei 2027", "proven", read_at),
            BriefFact("Dochter en erfgenaam", "claimed"),
        ),
        ("Opzegvoorwaarden getoond; daarna niet verder gevraagd",),
        ("Lease: overlijden en overname",),
        "rustig, verdrietig",
        "Welk bewijs is nodig, en stopt de incasso van 1 december?",
    )
    why = Why("house_rule", "overlijden-naar-mens", urgent=True)
    waiting(house, PROVEN, "welk bewijs heeft u nodig?", why, 372_000, brief)
    with writing() as db:
        desk.correct_brief(db, PROVEN, "Het gaat om de fiets van mijn vader, niet om die van mij.", now_ms() - 200_000)
        store.record(db, "brief.read", "customer", now_ms() - 190_000, PROVEN)


def promised(house: House) -> int:
    """A question from outside opening hours, with its reference and deadline."""
    at, text = now_ms() - 14 * 60 * MINUTE, "Kan iemand mij terugbellen over de reparatie?"
    with writing() as db:
        begin(db, PROMISED, at)
        hear(db, PROMISED, text, at + 1000)
        row = store.conversation(db, PROMISED)
        handover = db.execute(
            "INSERT INTO handover_handover (conversation_id, code, rule, urgent, live, brief, correction, at, ended)"
            " VALUES (?, 'wants_human', '', 0, 0, ?, '', ?, '') RETURNING id",
            (PROMISED, json.dumps(brief_json(Brief("Terugbellen over reparatie"))), at),
        ).fetchone()["id"]
        promises.make(db, house.shelf.now, row, handover, "K-BC2417", now_ms() + 150 * MINUTE, at)
        db.execute("UPDATE handover_promise SET address = 'j.bakker@example.org'")
        return db.execute("SELECT id FROM handover_promise").fetchone()["id"]
