"""Decide what to do with a turn. Pure: from frozen facts to a decision with its reasons; no clock, no store, no model.

The order of the functions in `_STEPS` is the order of precedence. The first is the wish for a human: nothing comes
before it, so nothing can override it.
"""

from collections.abc import Callable, Sequence

from kompas.assistant.domain.company import HouseRule, Then
from kompas.assistant.domain.conversation import OfferedMatters, OfferedPerson
from kompas.assistant.domain.decision import (
    Answer,
    Answered,
    AskBack,
    Continue,
    Decision,
    Decline,
    HandOver,
    Reason,
)
from kompas.assistant.domain.facts import UPSET, Facts
from kompas.assistant.domain.understanding import Guess, Question, Wish

TO_A_PERSON = (Wish.COMPLAINT, Wish.LEGAL_THREAT, Wish.ANGER, Wish.REPETITION)
TALK = (Wish.DONE, Wish.GOODBYE, Wish.THANKS, Wish.SMALL_TALK, Wish.HELLO)
MOST_MATTERS = 3


def decide(facts: Facts) -> Decision:
    """The decision on these facts; the same facts give the same decision."""
    for step in _STEPS:
        decision = step(facts)
        if decision is not None:
            return decision
    return Answer((Reason("no_question"),), talk=("anything_else",))


def instead_of(decision: Decision, facts: Facts, problems: tuple[str, ...]) -> AskBack | HandOver:
    """What is done when the check refused the draft of this decision: ask back, once, where an answer was meant and
    other matters are near; else a person."""
    reasons = (Reason("check_failed", evidence=problems), *decision.reasons)
    if isinstance(decision, Answer) and facts.questions and facts.turn.memory.asked_back == 0:
        near = _near(max(facts.questions, key=lambda question: question.certainty), facts)
        if len(near) > 1:
            return AskBack(reasons, tuple(guess.intent for guess in near))
    return HandOver(reasons, "check_failed", urgent=isinstance(decision, HandOver) and decision.urgent)


def _wish_for_a_human(facts: Facts) -> Decision | None:
    """Unconditional. In a crisis, or where the company has words for danger, those are said; the person comes all the same."""
    if not facts.understanding.has(Wish.HUMAN):
        return None
    reasons = (Reason("wants_human"),)
    for graver in (_crisis(facts), _house_rules(facts)):
        if isinstance(graver, HandOver) and graver.urgent:
            return HandOver((*reasons, *graver.reasons), graver.code, graver.rule, urgent=True)
    return HandOver(reasons, "wants_human")


def _crisis(facts: Facts) -> Decision | None:
    if facts.understanding.has(Wish.CRISIS):
        return HandOver((Reason("crisis"), Reason("distress")), "crisis", urgent=True)
    if facts.understanding.has(Wish.DISTRESS):
        return HandOver((Reason("distress"),), "distress", urgent=True)
    return None


def _house_rules(facts: Facts) -> Decision | None:
    """A rule that hands over goes before one that declines; among equals the company's order counts."""
    for then in (Then.HAND_OVER, Then.DECLINE):
        for rule in facts.rules:
            if rule.then is then:
                return _ruled(rule, facts)
    return None


def _ruled(rule: HouseRule, facts: Facts) -> Decision:
    reasons = (Reason("house_rule", rule=rule.id),)
    match rule.then:
        case Then.HAND_OVER:
            return HandOver(reasons, "house_rule", rule=rule.id, urgent=rule.urgent)
        case Then.DECLINE:
            also = _quoted(facts) if rule.quote else None
            return Decline((*reasons, *(also.reasons if also else ())), "house_rule", rule=rule.id, also=also)


def _quoted(facts: Facts) -> Answer | None:
    """What the knowledge says beside a refusal, where it is certain enough."""
    sure = [question for question in facts.questions
            if question.certainty >= facts.answer_from and question.workflow is None]  # fmt: skip
    if not sure:
        return None
    answered = tuple(Answered(question, question.found) for question in sure)
    return Answer(tuple(_certain(question, facts) for question in sure), answered)


def _to_a_person(facts: Facts) -> Decision | None:
    """A mail address that is typed once more is what the workflow waits for, and no repetition."""
    heard = [wish for wish in TO_A_PERSON if facts.understanding.has(wish)]
    if not heard or (facts.expected and heard == [Wish.REPETITION]):
        return None
    return HandOver(tuple(Reason(str(wish)) for wish in heard), str(heard[0]))


def _pending_offer(facts: Facts) -> Decision | None:
    """An answer to "shall I pass it on?" counts only when it is the whole message."""
    pending = facts.turn.memory.pending
    if isinstance(pending, OfferedPerson) and facts.understanding.bare:
        if facts.understanding.has(Wish.YES):
            return HandOver((Reason("accepted_offer"),), "accepted_offer")
        if facts.understanding.has(Wish.NO) and not _is_correction(facts):
            return Answer((Reason("refused_offer"),), talk=("offer_refused",))
    if isinstance(pending, OfferedMatters) and pending.shown is None and facts.none_of_these:
        return Decline((Reason("not_known", threshold=facts.ask_back_from),), "not_known")
    return None


def _workflow_under_way(facts: Facts) -> Decision | None:
    progress = facts.turn.memory.progress
    if progress is None:
        return None
    if facts.leaves and progress.shown is None:
        return Answer((Reason("workflow_left", evidence=(progress.workflow,)),), talk=("workflow_left",))
    if facts.expected:
        return Continue((_step_of(progress.workflow),), progress.workflow, progress.question)
    return None


def _others_data(facts: Facts) -> Decision | None:
    return Decline((Reason("others_data"),), "others_data") if "others_data" in facts.flags else None


def _are_you_human(facts: Facts) -> Decision | None:
    if not facts.understanding.has(Wish.ARE_YOU_HUMAN):
        return None
    return Answer((Reason("are_you_human"),), talk=("are_you_human",))


def _correction(facts: Facts) -> Decision | None:
    """ "That is not right" and nothing else: a person is offered, with the answer that was wrong."""
    return Decline((Reason("wrong_answer"),), "wrong_answer") if _is_correction(facts) else None


def _is_correction(facts: Facts) -> bool:
    """Whether an answer or a record that we gave is said to be wrong, and nothing else is asked."""
    said = facts.understanding.has(Wish.CORRECTION) and facts.understanding.bare and not facts.questions
    given = facts.turn.memory
    return said and bool(given.articles or any(entry.startswith("workflow:") for entry in given.tried))


def _confused(facts: Facts) -> Decision | None:
    """ "Huh?" and nothing else: what is near the question that was answered is asked, once; then a person is offered."""
    if not (facts.understanding.has(Wish.CONFUSED) and facts.understanding.bare):
        return None
    if not facts.turn.history:
        return Answer((Reason("small_talk"),), talk=("hello",))
    near = _near(facts.questions[0], facts) if facts.questions else ()
    if len(near) > 1 and facts.turn.memory.asked_back == 0:
        intents = tuple(guess.intent for guess in near)
        return AskBack((Reason("confused", evidence=intents),), intents)
    return Decline((Reason("confused"),), "confused")


def _small_talk(facts: Facts) -> Decision | None:
    heard = next((wish for wish in TALK if facts.understanding.has(wish)), None)
    if heard is None or not facts.understanding.bare:
        return None
    said = Wish.GOODBYE if heard is Wish.DONE else heard
    return Answer((Reason("small_talk"),), talk=(str(said),))


def _by_question(facts: Facts) -> Decision | None:
    """Who sounds upset is not asked back and not asked whether a person may come: one comes."""
    if not facts.questions:
        return None
    sure = [question for question in facts.questions if question.certainty >= facts.answer_from]
    if sure:
        return _known(facts, sure)
    nearest = max(facts.questions, key=lambda question: question.certainty)
    decision = _open(nearest, facts)
    if UPSET not in facts.flags or decision.reasons[0].code == "off_topic":
        return decision
    return HandOver((Reason(UPSET), *decision.reasons), UPSET)


def _open(nearest: Question, facts: Facts) -> Decision:
    """What is done where nothing is sure enough to be said."""
    near = _near(nearest, facts)
    vague = nearest.vague
    if len(near) > 1 and facts.turn.memory.asked_back == 0 and (vague or nearest.certainty >= facts.ask_back_from):
        intents = tuple(guess.intent for guess in near)
        code, value = ("vague", nearest.certainty) if vague else ("two_near", near[0].certainty - near[1].certainty)
        return AskBack((Reason(code, evidence=intents, value=value, threshold=facts.answer_from),), intents)
    return _unknown(nearest, facts)


def _known(facts: Facts, sure: Sequence[Question]) -> Decision:
    """All questions that are sure enough are answered; what is left open is named, and a person offered for it."""
    flow = next((question for question in sure if question.workflow is not None), None)
    answered = tuple(Answered(question, question.found) for question in sure if question.workflow is None)
    done = {question.workflow for question in sure if question.workflow is not None} if flow is not None else set()
    left = [question for question in facts.questions if question.certainty < facts.answer_from]
    left += [question for question in sure if question.workflow is not None and flow is not None
             and question.workflow != flow.workflow]  # fmt: skip
    reasons = tuple(_certain(question, facts) for question in sure)
    answer = Answer(reasons, answered, unanswered=tuple(left))
    if flow is None or flow.workflow is None or not done:
        return answer
    also = answer if answered or left else None
    return Continue((*reasons, _step_of(flow.workflow)), flow.workflow, flow.text, also)


def _certain(question: Question, facts: Facts) -> Reason:
    if question.workflow is not None:
        return Reason("intent_certain", None, (question.workflow,), question.certainty, facts.answer_from)
    evidence = tuple(found.passage.id for found in question.found[:1])
    return Reason("certain_enough", None, evidence, question.certainty, facts.answer_from)


def _near(question: Question, facts: Facts) -> tuple[Guess, ...]:
    """The two or three nearest matters: those that are not far less likely than the nearest."""
    if not question.near:
        return ()
    least = facts.near_share * question.near[0].certainty
    return tuple(guess for guess in question.near if question.vague or guess.certainty >= least)[:MOST_MATTERS]


def _unknown(nearest: Question, facts: Facts) -> Decision:
    """Off topic when hardly any matter of the company is likely at all; else simply not known."""
    evidence = tuple(found.passage.id for found in nearest.found[:1])
    about = sum(guess.certainty for guess in nearest.guesses)
    if nearest.guesses and max(about, nearest.certainty) < facts.off_topic_below:
        return Decline((Reason("off_topic", None, evidence, about, facts.off_topic_below),), "off_topic")
    return Decline((Reason("not_known", None, evidence, nearest.certainty, facts.answer_from),), "not_known")


def _step_of(workflow: str) -> Reason:
    return Reason("workflow_step", evidence=(workflow,))


_STEPS: tuple[Callable[[Facts], Decision | None], ...] = (
    _wish_for_a_human,
    _crisis,
    _house_rules,
    _to_a_person,
    _pending_offer,
    _workflow_under_way,
    _others_data,
    _are_you_human,
    _correction,
    _confused,
    _small_talk,
    _by_question,
)
