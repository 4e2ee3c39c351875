"""The whole story of a turn on one page: gather, decide, carry out, word, check."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kompas.assistant.answering.generative import Backed, without_opening
from kompas.assistant.answering.grounding import check
from kompas.assistant.answering.plain import as_text
from kompas.assistant.brief import make_brief
from kompas.assistant.carry_out import Done, carry_out
from kompas.assistant.decide import decide, instead_of
from kompas.assistant.domain.conversation import Memory, OfferedMatters, Turn
from kompas.assistant.domain.customer import Record
from kompas.assistant.domain.decision import Continue, Decision, HandOver, Reason
from kompas.assistant.domain.facts import Facts
from kompas.assistant.domain.handover import Brief
from kompas.assistant.domain.model import Wanted
from kompas.assistant.domain.reply import Draft, Reply
from kompas.assistant.domain.understanding import Question
from kompas.assistant.gather import ARTICLE, gather
from kompas.assistant.phrasing import in_other_words, may_be_worded
from kompas.assistant.prepared import Prepared
from kompas.assistant.stages import Stages
from kompas.assistant.word import word
from kompas.assistant.workflows.identity import SendCode


@dataclass(frozen=True, slots=True)
class Taken:
    """A turn that was taken: what was decided and why, what is said, what is kept in mind, what the service must do.

    `brief` goes with a handover; `ms` is the time per stage. `wanted`: what a language model may word in place of the quotes.
    """

    decision: Decision
    facts: Facts
    reply: Reply
    memory: Memory
    effects: tuple[SendCode, ...] = ()
    brief: Brief | None = None
    records: tuple[Record, ...] = ()
    ms: Mapping[str, float] = field(default_factory=dict)
    draft: Draft | None = None
    wanted: Wanted | None = None


def take_turn(prepared: Prepared, turn: Turn) -> Taken:
    """Take one turn. Nothing is changed anywhere: connectors are only read, and effects are for the service to do."""
    stages = Stages()
    facts = gather(prepared, replace(turn, memory=_still_there(prepared, turn.memory)), stages)
    with stages.stage("decide"):
        decision = decide(facts)
    with stages.stage("carry out"):
        decision, done = _carried_out(prepared, facts, decision)
    with stages.stage("word"):
        worded = word(prepared, facts, decision, done, make_brief(prepared, facts))
    with stages.stage("check"):
        problems = refused = _problems(facts, worded.draft)
        while refused and not _is_last_resort(decision):
            decision = instead_of(decision, facts, refused)
            worded = word(prepared, facts, decision, None, make_brief(prepared, facts))
            refused = _problems(facts, worded.draft)
    brief = make_brief(prepared, facts, worded.records) if isinstance(decision, HandOver) else None
    draft, wanted = worded.draft, may_be_worded(prepared, facts, decision, worded.draft)
    reply = _reply(draft, problems)
    return Taken(
        decision, facts, reply, worded.memory, worded.effects, brief, worded.records, stages.so_far(), draft, wanted
    )


def in_words_of_a_model(
    prepared: Prepared, taken: Taken, said: Sequence[Backed], first: bool = True, last: bool = True
) -> Reply | None:
    """The reply in these sentences of a model, or the part of it that they are; None where the check refuses it."""
    assert taken.draft is not None
    assert taken.wanted is not None
    draft = in_other_words(prepared, taken.draft, taken.wanted, said, first, last)
    return _reply(draft, ()) if draft is not None else None


def after_sentences(taken: Taken) -> Reply:
    """The reply without its opening words, where sentences of a model were said already."""
    assert taken.draft is not None
    return _reply(without_opening(taken.draft), taken.reply.checks)


def trace(taken: Taken) -> dict[str, Any]:
    """The record of a decision: codes, ids, numbers and versions; never a word of the customer."""
    facts, decision = taken.facts, taken.decision
    return {
        "decision": type(decision).__name__.lower(),
        "reasons": [_reason(reason) for reason in decision.reasons],
        "lang": facts.understanding.lang,
        "heard": [heard.wish.value for heard in facts.understanding.heard],
        "flags": list(facts.flags),
        "rules": [rule.id for rule in facts.rules],
        "questions": [_question(question) for question in facts.questions],
        "identity": facts.turn.identity.level.name.lower(),
        "records": [f"{record.source}/{record.table}" for record in taken.records],
        "asks": _asks(taken),
        "thresholds": {"answer": facts.answer_from, "ask_back": facts.ask_back_from},
        "checks": list(taken.reply.checks),
        "version": facts.company_version,
        "ms": dict(taken.ms),
    }


def _asks(taken: Taken) -> str | None:
    """What the next step of a workflow asks of the customer; None when it asks nothing."""
    progress = taken.memory.progress
    if progress is None or progress.shown is not None or not isinstance(taken.decision, Continue):
        return None
    return progress.awaiting.value


def _still_there(prepared: Prepared, memory: Memory) -> Memory:
    """The memory without what the company has taken out of its folder since the turn before."""
    company, pending, progress = prepared.company, memory.pending, memory.progress
    if isinstance(pending, OfferedMatters):
        known = all(matter in company.intents or matter.startswith(ARTICLE) for matter in pending.intents)
        pending = pending if known else None
    if progress is not None and progress.workflow not in company.workflows:
        progress = None
    return replace(memory, pending=pending, progress=progress)


def _carried_out(prepared: Prepared, facts: Facts, decision: Decision) -> tuple[Decision, Done | None]:
    if not isinstance(decision, Continue):
        return decision, None
    done = carry_out(prepared, facts, decision)
    return (decision, done) if isinstance(done, Done) else (done, None)


def _is_last_resort(decision: Decision) -> bool:
    """Nothing can be said instead of passing on what the check refused."""
    return isinstance(decision, HandOver) and decision.code == "check_failed"


def _problems(facts: Facts, draft: Draft) -> tuple[str, ...]:
    return check(draft, [found.passage for question in facts.questions for found in question.found])


def _reason(reason: Reason) -> dict[str, Any]:
    return {
        "code": reason.code,
        "rule": reason.rule,
        "evidence": list(reason.evidence),
        "value": reason.value,
        "threshold": reason.threshold,
    }


def _question(question: Question) -> dict[str, Any]:
    return {
        "certainty": round(question.certainty, 4),
        "workflow": question.workflow,
        "guesses": [[guess.intent, round(guess.certainty, 4)] for guess in question.guesses],
        "found": [[one.passage.id, round(one.certainty, 4), *one.also] for one in question.found],
        "near": [[guess.intent, round(guess.certainty, 4)] for guess in question.near],
        "picked": question.picked,
    }


def _reply(draft: Draft, problems: tuple[str, ...]) -> Reply:
    text = as_text(draft.parts, draft.lang)
    return Reply(draft.lang, draft.parts, draft.citations, draft.provenance, text, problems)
