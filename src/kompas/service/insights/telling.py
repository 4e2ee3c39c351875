"""From what happened in a conversation to its cases. Pure: the same story always gives the same cases.

A case begins when something is asked that is more than a greeting, and is over when the customer says so, a person
solves it, or the clock found that it stayed quiet. The clock's findings (settled, came back) are lines of the story
like all others.
"""

from collections.abc import Callable
from dataclasses import replace

from kompas.service.clock import DAY_MS
from kompas.service.insights.case import Case, Cases, Outcome, Passing, Turn
from kompas.service.insights.models import Ending
from kompas.service.insights.story import Line, Story
from kompas.service.insights.trace import Decided

TALK = frozenset({"small_talk", "no_question", "are_you_human", "refused_offer"})
NOT_KNOWN = frozenset({"not_known", "check_failed", "upset"})
_MILLION = 1_000_000
_DONE = "done"  # is heard in "that was all"
_REPETITION = "repetition"
_LEFT_WITH = {"answer": "helped", "askback": "asked_back", "decline": "declined", "handover": "declined"}


def cases_of(story: Story, quiet_days: int) -> list[Case]:
    """All cases of a conversation, in order. Who comes back within `quiet_days` of the last word comes for the same."""
    cases = Cases()
    for line in story.lines:
        _HAPPENS[line.kind](cases, line)
    if cases.waiting is not None:
        cases.put(_open(cases, *cases.waiting))
    return _came_back_here(cases.all, quiet_days * DAY_MS)


def _open(cases: Cases, seq: int, at: int) -> Case:
    """The case that is open, else a new one that begins with the customer's waiting words, else here."""
    if cases.open is not None:
        return cases.open
    (seq, at), cases.waiting = cases.waiting or (seq, at), None
    return Case(seq, at, at)


def _posted(cases: Cases, line: Line) -> None:
    match line.about.get("author"):
        case "customer":
            _asked(cases, line)
        case "assistant" if line.decided is not None:
            _answered(cases, line, line.decided)
        case "assistant" if cases.open is not None:  # words that no turn stands behind, like an offer of a person
            cases.put(replace(cases.open, owed=False))
        case "agent" if cases.open is not None:
            cases.put(replace(cases.open, last_at=line.at, owed=False, left_with="helped"))
        case _:
            pass


def _asked(cases: Cases, line: Line) -> None:
    if cases.open is not None:
        cases.put(replace(cases.open, last_at=line.at, owed=True))
    elif cases.waiting is None:
        cases.waiting = (line.seq, line.at)


def _answered(cases: Cases, line: Line, decided: Decided) -> None:
    if decided.code in TALK:
        _talked(cases, line, decided)
        return
    case = _open(cases, line.seq, line.at)
    better = decided.certainty > case.certainty
    cases.put(
        replace(
            case,
            last_at=line.at,
            owed=False,
            matter=decided.matter if better else case.matter,
            certainty=max(case.certainty, decided.certainty),
            left_with=_left_with(decided),
            turns=(*case.turns, Turn(line.seq, line.at, decided, _asked_twice(case, decided))),
        )
    )


def _was_worded(cases: Cases, line: Line) -> None:
    """A language model was asked to word an answer: it cost what it cost, said or not."""
    case, about = _open(cases, line.seq, line.at), line.about
    tokens = int(about.get("read", 0)) + int(about.get("written", 0))
    cases.put(
        replace(
            case,
            model_calls=case.model_calls + 1,
            model_tokens=case.model_tokens + tokens,
            model_cost=case.model_cost + round(float(about.get("cost", 0)) * _MILLION),
        )
    )


def _talked(cases: Cases, line: Line, decided: Decided) -> None:
    """Thanks and greetings ask nothing; "that was all", said of an answer, is the customer's own word that it is solved."""
    cases.waiting, case = None, cases.open
    if case is None:
        return
    case = replace(case, last_at=line.at, owed=False)
    if _DONE in decided.heard and case.left_with == "helped":
        case = replace(case, over=True, outcomes=(*case.outcomes, _confirmed("said_so", line.at)))
    cases.put(case)


def _left_with(decided: Decided) -> str:
    if decided.kind == "continue":
        return "unfinished" if decided.asks else "helped"
    return "said_wrong" if decided.code == "wrong_answer" else _LEFT_WITH.get(decided.kind, "declined")


def _asked_twice(case: Case, decided: Decided) -> str:
    before = [turn.decided for turn in case.turns]
    if decided.kind == "askback" and any(one.kind == "askback" for one in before):
        return "which_matter"
    if decided.asks and any(one.asks == decided.asks for one in before):
        return decided.asks
    return "said_so" if _REPETITION in decided.heard else ""


def _opened(cases: Cases, line: Line) -> None:
    case = _open(cases, line.seq, line.at)
    code = str(line.about.get("code", ""))
    passed = Passing(line.seq, line.at, line.by, code, str(line.about.get("rule") or ""))
    cases.put(
        replace(
            case,
            last_at=line.at,
            person="waiting" if line.about.get("live", True) else "promised",
            passings=(*case.passings, passed),
            outcomes=(*case.outcomes, Outcome(Ending.HANDED_OVER, line.by, code, line.at)),
        )
    )


def _promised(cases: Cases, line: Line) -> None:
    if cases.open is not None:
        cases.put(replace(cases.open, person="promised"))


def _was_taken(cases: Cases, line: Line) -> None:
    """A colleague has the word. What was over and is not asked anew is open again: they have something to say of it."""
    last = cases.last()
    case = replace(last, over=False) if cases.waiting is None and last is not None else _open(cases, line.seq, line.at)
    if case.person in ("waiting", "promised"):
        waited = line.at - case.passings[-1].at if case.person == "waiting" else None
        case = replace(case, waited_ms=waited if case.waited_ms is None else case.waited_ms)
    else:
        passed = Passing(line.seq, line.at, line.by, "agent_stepped_in")
        outcome = Outcome(Ending.HANDED_OVER, line.by, passed.code, line.at)
        case = replace(case, passings=(*case.passings, passed), outcomes=(*case.outcomes, outcome))
    cases.put(replace(case, last_at=line.at, person="with", taken_at=line.at))


def _was_returned(cases: Cases, line: Line) -> None:
    if cases.open is not None:
        cases.put(_handled(replace(cases.open, last_at=line.at, owed=False, person="returned"), line.at))


def _left(cases: Cases, line: Line) -> None:
    """The customer did not wait for the person: in the end nobody took it."""
    if cases.open is not None:
        cases.put(_not_taken(replace(cases.open, last_at=line.at)))


def _kept(cases: Cases, line: Line) -> None:
    case = cases.last(["promised"])
    if case is not None:
        cases.put(replace(case, last_at=line.at, owed=False, over=True, person="solved", left_with="helped"))


def _resolved(cases: Cases, line: Line) -> None:
    if cases.open is None and cases.waiting is None:
        return
    case = _handled(_open(cases, line.seq, line.at), line.at)
    if line.about.get("cause") == "agent":
        case = replace(case, owed=False, person="solved" if case.passings else "", left_with="helped")
    elif case.person == "waiting":
        case = _not_taken(case)
    elif case.person == "with":
        case = replace(case, person="returned")
    cases.put(replace(case, last_at=line.at, over=True))


def _handled(case: Case, at: int) -> Case:
    """The time from take to here is a person's."""
    if case.taken_at is None:
        return case
    return replace(case, taken_at=None, handled_ms=case.handled_ms + at - case.taken_at)


def _not_taken(case: Case) -> Case:
    open_passing = case.outcomes[-1:] and case.outcomes[-1].ending is Ending.HANDED_OVER
    outcomes = case.outcomes[:-1] if open_passing else case.outcomes
    return replace(case, owed=False, person="left", left_with="left_queue", outcomes=outcomes)


def _rated(cases: Cases, line: Line) -> None:
    """The newest answers of the customer stand; those before them are withdrawn."""
    case = cases.last()
    if case is None:
        return
    solved = bool(line.about.get("solved"))
    outcomes = tuple(one for one in case.outcomes if (one.ending, one.cause) != (Ending.CONFIRMED, "survey"))
    case = replace(case, effort=int(line.about["effort"]), solved=solved, outcomes=outcomes)
    if solved:
        outcomes = (*outcomes, _confirmed("survey", line.at))
        cases.put(replace(case, last_at=line.at, owed=False, over=case.over or not case.person, outcomes=outcomes))
    else:
        cases.put(replace(case, last_at=line.at, owed=False, left_with="not_solved"))


def _confirmed(cause: str, at: int) -> Outcome:
    return Outcome(Ending.CONFIRMED, "customer", cause, at)


def _marked_wrong(cases: Cases, line: Line) -> None:
    case = cases.last()
    if case is not None:
        left_with = case.left_with if case.over else "said_wrong"
        cases.put(replace(case, marked_wrong=case.marked_wrong + 1, left_with=left_with))


def _settled(cases: Cases, line: Line) -> None:
    """The clock found that nothing came any more; how it ended it finds only where nobody said so."""
    case = next((one for one in cases.all if one.number == line.about["case"]), None)
    if case is None and cases.waiting is not None and cases.waiting[0] == line.about["case"]:
        case = _open(cases, *cases.waiting)
    if case is not None:
        outcome = Outcome(Ending(line.about["ending"]), line.by, str(line.about["cause"]), line.at)
        cases.put(replace(case, over=True, outcomes=case.outcomes if case.ending else (*case.outcomes, outcome)))


def _came_back(cases: Cases, line: Line) -> None:
    """The customer asked the same in another conversation."""
    case = next((one for one in cases.all if one.number == line.about["case"]), None)
    if case is not None:
        outcome = Outcome(Ending.REOPENED, line.by, "new_conversation", line.at)
        cases.put(replace(case, over=True, outcomes=(*case.outcomes, outcome)))


def _came_back_here(cases: list[Case], within: int) -> list[Case]:
    """Which cases were taken up again by a later one of the same conversation: of the same matter, or one after the
    other where a matter is not known."""
    for place, later in enumerate(cases):
        for before in reversed(range(place)):
            earlier, next_to_it = cases[before], before == place - 1
            same = later.matter == earlier.matter or (next_to_it and not (later.matter and earlier.matter))
            if not same or later.began_at - earlier.last_at > within:
                continue
            cases[place] = replace(later, returned=True)
            if earlier.ending is None or earlier.ending.ending is not Ending.REOPENED:
                outcome = Outcome(Ending.REOPENED, "customer", "same_conversation", later.began_at)
                cases[before] = replace(earlier, outcomes=(*earlier.outcomes, outcome))
            break
    return cases


_HAPPENS: dict[str, Callable[[Cases, Line], None]] = {
    "message.posted": _posted,
    "model.asked": _was_worded,
    "handover.opened": _opened,
    "promise.made": _promised,
    "handover.taken": _was_taken,
    "handover.returned": _was_returned,
    "handover.left": _left,
    "promise.kept": _kept,
    "conversation.resolved": _resolved,
    "conversation.rated": _rated,
    "answer.marked_wrong": _marked_wrong,
    "conversation.settled": _settled,
    "conversation.came_back": _came_back,
}
KINDS = tuple(_HAPPENS)  # the lines of the trail that tell anything about a case
