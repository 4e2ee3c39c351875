"""Carry out a decision to continue a workflow: read what the next step needs, and say which step that is."""

from collections.abc import Sequence
from dataclasses import dataclass

from kompas.assistant.domain.company import Company
from kompas.assistant.domain.customer import Level, Record
from kompas.assistant.domain.decision import Continue, Decline, HandOver, Reason
from kompas.assistant.domain.errors import KompasError
from kompas.assistant.domain.facts import Facts
from kompas.assistant.domain.workflow import LookUp, Workflow
from kompas.assistant.prepared import Prepared
from kompas.assistant.workflows.identity import TooManyCodes
from kompas.assistant.workflows.plan import Move, Read, plan


@dataclass(frozen=True, slots=True)
class Done:
    """The step that was reached."""

    workflow: Workflow
    move: Move


def carry_out(prepared: Prepared, facts: Facts, decision: Continue) -> Done | HandOver | Decline:
    """The next step with the rows that it needs; a fault of the customer system hands over at once, without a retry.

    After too many wrong codes the workflow is over: only a person can help further.
    """
    workflow = prepared.company.workflows[decision.workflow]
    turn = facts.turn
    progress = turn.memory.progress if facts.expected else None
    text = f"{decision.question}\n{turn.text}" if progress is not None and not progress.options else turn.text
    rows: dict[str, Sequence[Record]] = {}
    needed = _needed(prepared.company, workflow)
    while True:
        move = plan(workflow, needed, progress, turn, text, rows)
        if isinstance(move, TooManyCodes):
            many = Reason("too_many_codes", evidence=(workflow.id,))
            return Decline((many, *decision.reasons), "too_many_codes")
        if not isinstance(move, Read):
            return Done(workflow, move)
        connector = prepared.connectors[move.step.connector]
        try:
            rows[move.step.into] = connector.look_up(move.step.operation, workflow.purpose, turn.identity, turn.at)
        except KompasError:
            fault = Reason("workflow_fault", evidence=(workflow.id, move.step.connector))
            return HandOver((fault, *decision.reasons), "workflow_fault")


def _needed(company: Company, workflow: Workflow) -> Level:
    """The identity that the purpose asks for; the highest one where a connector does not name the purpose."""
    purposes = (
        company.connectors[step.connector].purposes.get(workflow.purpose)
        for step in workflow.steps
        if isinstance(step, LookUp)
    )
    return max((purpose.identity if purpose is not None else Level.STRONG for purpose in purposes), default=Level.NONE)
