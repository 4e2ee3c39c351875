"""The next step of a workflow. Pure: it reads nothing and says nothing itself, it says what must be read or said."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kompas.assistant.domain.conversation import Turn
from kompas.assistant.domain.customer import Level, Record
from kompas.assistant.domain.workflow import Awaiting, Choose, LookUp, Progress, Show, Workflow
from kompas.assistant.workflows.identity import IdentityMove, prove
from kompas.assistant.workflows.picking import picked

MOST_CHOICES = 5
_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Read:
    """Read these rows of the customer and plan again."""

    step: LookUp


@dataclass(frozen=True, slots=True)
class Nothing:
    """There is no row; the workflow ends."""

    step: LookUp


@dataclass(frozen=True, slots=True)
class AskWhich:
    """Ask which of these rows; `unknown`: a row was named that is not among the customer's own."""

    step: Choose
    options: tuple[Record, ...]
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class ShowRecord:
    """Show this row; the workflow is done."""

    step: Show
    record: Record


Move = IdentityMove | Read | Nothing | AskWhich | ShowRecord
Rows = Mapping[str, Sequence[Record]]


def plan(workflow: Workflow, needed: Level, progress: Progress | None, turn: Turn, text: str, rows: Rows) -> Move:
    """The next move. `needed` is the identity of the purpose; `text` is what the customer asked or answered.

    `rows` holds what was read so far, by the name that a step gave it.
    """
    proving = prove(needed, progress, turn)
    if proving is not None:
        return proving
    named: dict[str, Record] = {}
    for step in workflow.steps:
        match step:
            case LookUp():
                if step.into not in rows:
                    return Read(step)
                if not rows[step.into]:
                    return Nothing(step)
            case Choose():
                chosen = _chosen(step, rows[step.source], progress, text)
                if isinstance(chosen, AskWhich):
                    return chosen
                named[step.into] = chosen
            case Show():
                return ShowRecord(step, named.get(step.record) or rows[step.record][0])
    raise ValueError(f"the workflow {workflow.id} shows nothing")  # the company check refuses one without a Show


def _chosen(step: Choose, rows: Sequence[Record], progress: Progress | None, text: str) -> Record | AskWhich:
    """The row that is named, else the only preferred one, else the question which one is meant."""
    by_name = {_value(row, step.named_by): row for row in rows}
    offered = progress.options if progress is not None and progress.awaiting is Awaiting.CHOICE else ()
    before = [by_name[name] for name in offered if name in by_name]
    name = picked(text, list(by_name)) if _names_one(text, by_name) else None
    if name is not None:
        return rows[name]
    if before:
        shown = progress.shown if progress is not None else None
        place = picked(text, [label(step, row) for row in before], shown)
        return before[place] if place is not None else AskWhich(step, tuple(before), _names_unknown(text, by_name))
    preferred = [row for row in rows if _is_preferred(row, step)]
    if _names_unknown(text, by_name):
        return AskWhich(step, tuple((preferred or list(rows))[:MOST_CHOICES]), unknown=True)
    if len(preferred) == 1 or len(rows) == 1:
        return (preferred or list(rows))[0]
    return AskWhich(step, tuple((preferred or list(rows))[:MOST_CHOICES]))


def label(step: Choose, row: Record) -> str:
    """How a row is called in the choice, by its template."""
    return _PLACE.sub(lambda place: _value(row, place[1]), step.label)


def _names_one(text: str, by_name: Mapping[str, Record]) -> bool:
    return sum(name.lower() in text.lower() for name in by_name if name) == 1


def _names_unknown(text: str, by_name: Mapping[str, Record]) -> bool:
    """Whether the text holds something shaped like the names (letters and digits alike) that is none of them."""
    shapes = {_shape(name) for name in by_name if any(sign.isdigit() for sign in name)}
    names = {name.lower() for name in by_name}
    words = (word.strip(".,;:!?()") for word in text.split())
    return any(_shape(word) in shapes and word.lower() not in names for word in words)


def _shape(name: str) -> str:
    return re.sub(r"[a-z]", "a", re.sub(r"\d", "0", name.lower()))


def _is_preferred(row: Record, step: Choose) -> bool:
    return bool(step.prefer) and all(_value(row, name) in values for name, values in step.prefer)


def _value(row: Record, name: str) -> str:
    field = row.field(name)
    return field.value if field is not None else ""
