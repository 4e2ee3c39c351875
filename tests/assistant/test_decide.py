"""The decider as a table: facts in, decision out."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from kompas.assistant.decide import decide, instead_of
from kompas.assistant.domain.company import HouseRule, Then
from kompas.assistant.domain.conversation import Author, Memory, OfferedMatters, OfferedPerson, Said, Turn
from kompas.assistant.domain.decision import Answer, AskBack, Continue, Decline, HandOver
from kompas.assistant.domain.facts import Facts
from kompas.assistant.domain.understanding import Guess, Heard, Question, Understanding, Wish
from kompas.assistant.domain.workflow import Awaiting, Progress

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
DECLINES = HouseRule("no-promise", Then.DECLINE, {"nl": "…"})
HANDS_OVER = HouseRule("death", Then.HAND_OVER, {"nl": "…"})
URGENT = HouseRule("smoke", Then.HAND_OVER, {"nl": "…"}, urgent=True)
QUOTES = HouseRule("no-promise", Then.DECLINE, {"nl": "…"}, quote=True)
NEAR = (Guess("a", 0.5), Guess("b", 0.4), Guess("c", 0.2), Guess("d", 0.01))
SURE = Question("a?", NEAR, certainty=0.9)
FLOW = Question("mine?", NEAR, certainty=0.8, workflow="orders")
UNSURE = Question("b?", NEAR, certainty=0.4, near=NEAR)
UNKNOWN = Question("c?", NEAR, certainty=0.2, near=NEAR)
ELSEWHERE = Question("pie?", (Guess("a", 0.02),), certainty=0.02)
VAGUE = Question("how much is it", NEAR, certainty=0.0, near=NEAR, vague=True)
UNDER_WAY = Progress("orders", "where is it", Awaiting.CODE)


def facts(
    *wishes: Wish,
    questions: tuple[Question, ...] = (),
    bare: bool = False,
    memory: Memory | None = None,
    said_before: bool = False,
    **more: Any,
) -> Facts:
    heard = tuple(Heard(wish, "…") for wish in wishes)
    history = (Said(Author.CUSTOMER, "a?"), Said(Author.ASSISTANT, "A.")) if said_before else ()
    turn = Turn((Said(Author.CUSTOMER, "…"),), AT, history, memory or Memory())
    return Facts(turn, Understanding("nl", heard, bare=bare), questions, **more)


OFFERED = Memory(pending=OfferedPerson("not_known", "c?"))
GAVE = Memory(articles=("a",), pending=OfferedPerson("not_known", "c?"))
SHOWN = Memory(progress=Progress("orders", "where is it", Awaiting.CHOICE, ("1", "2"), shown=0))
PICKED = Memory(pending=OfferedMatters(("a", "b"), "?", shown=0), asked_back=1)
ASKED = Memory(pending=OfferedMatters(("a", "b"), "?"), asked_back=1)

TABLE = [
    (facts(Wish.HUMAN), HandOver, "wants_human"),
    (facts(Wish.HUMAN, rules=(DECLINES, HANDS_OVER)), HandOver, "wants_human"),
    (facts(Wish.CRISIS), HandOver, "crisis"),
    (facts(Wish.DISTRESS, rules=(DECLINES,)), HandOver, "distress"),
    (facts(rules=(DECLINES, HANDS_OVER)), HandOver, "house_rule"),
    (facts(Wish.ANGER, rules=(DECLINES,)), Decline, "house_rule"),
    (facts(Wish.COMPLAINT, questions=(SURE,)), HandOver, "complaint"),
    (facts(Wish.LEGAL_THREAT), HandOver, "legal_threat"),
    (facts(Wish.ANGER), HandOver, "anger"),
    (facts(Wish.REPETITION), HandOver, "repetition"),
    (facts(Wish.YES, bare=True, memory=OFFERED), HandOver, "accepted_offer"),
    (facts(Wish.NO, bare=True, memory=OFFERED), Answer, "refused_offer"),
    (facts(Wish.YES, questions=(SURE,), memory=OFFERED), Answer, "certain_enough"),
    (facts(bare=True, memory=ASKED, none_of_these=True), Decline, "not_known"),
    (facts(memory=Memory(progress=UNDER_WAY), expected=True), Continue, "workflow_step"),
    (facts(memory=Memory(progress=UNDER_WAY), leaves=True), Answer, "workflow_left"),
    (facts(memory=Memory(progress=UNDER_WAY), questions=(SURE,)), Answer, "certain_enough"),
    (facts(Wish.OTHERS_DATA, flags=("others_data",), questions=(SURE,)), Decline, "others_data"),
    (facts(Wish.ARE_YOU_HUMAN, questions=(UNKNOWN,)), Answer, "are_you_human"),
    (facts(Wish.CORRECTION, bare=True, memory=Memory(articles=("a",))), Decline, "wrong_answer"),
    (facts(Wish.NO, Wish.CORRECTION, bare=True, memory=GAVE), Decline, "wrong_answer"),
    (facts(Wish.NO, Wish.CORRECTION, bare=True, memory=OFFERED), Answer, "refused_offer"),
    (facts(Wish.CORRECTION, bare=True, memory=Memory(tried=("workflow:orders",))), Decline, "wrong_answer"),
    (facts(Wish.CORRECTION, bare=True), Answer, "no_question"),
    (facts(Wish.CORRECTION, bare=True, memory=GAVE, questions=(SURE,)), Answer, "certain_enough"),
    (facts(Wish.REPETITION, memory=Memory(progress=UNDER_WAY), expected=True), Continue, "workflow_step"),
    (facts(Wish.REPETITION, Wish.ANGER, memory=Memory(progress=UNDER_WAY), expected=True), HandOver, "anger"),
    (facts(memory=SHOWN, leaves=True), Answer, "no_question"),
    (facts(memory=SHOWN, expected=True), Continue, "workflow_step"),
    (facts(bare=True, memory=PICKED, none_of_these=True), Answer, "no_question"),
    (facts(Wish.CONFUSED, bare=True), Answer, "small_talk"),
    (facts(Wish.CONFUSED, bare=True, questions=(VAGUE,), said_before=True), AskBack, "confused"),
    (facts(Wish.CONFUSED, bare=True, questions=(ELSEWHERE,), said_before=True), Decline, "confused"),
    (facts(Wish.CONFUSED, bare=True, questions=(VAGUE,), memory=ASKED, said_before=True), Decline, "confused"),
    (facts(Wish.CONFUSED, Wish.HUMAN, bare=True, questions=(VAGUE,), said_before=True), HandOver, "wants_human"),
    (facts(Wish.THANKS, bare=True), Answer, "small_talk"),
    (facts(Wish.HELLO, questions=(SURE,)), Answer, "certain_enough"),
    (facts(questions=(FLOW,)), Continue, "intent_certain"),
    (facts(questions=(UNSURE,)), AskBack, "two_near"),
    (facts(questions=(UNSURE,), memory=ASKED), Decline, "not_known"),
    (facts(questions=(VAGUE,)), AskBack, "vague"),
    (facts(questions=(UNKNOWN,)), Decline, "not_known"),
    (facts(questions=(ELSEWHERE,)), Decline, "off_topic"),
    (facts(questions=(UNKNOWN,), flags=("upset",)), HandOver, "upset"),
    (facts(questions=(UNSURE,), flags=("upset",)), HandOver, "upset"),
    (facts(questions=(SURE,), flags=("upset",)), Answer, "certain_enough"),
    (facts(questions=(ELSEWHERE,), flags=("upset",)), Decline, "off_topic"),
    (facts(questions=(UNKNOWN,), flags=("injection",)), Decline, "not_known"),
    (facts(Wish.YES, bare=True), Answer, "no_question"),
]


@pytest.mark.parametrize(("given", "kind", "code"), TABLE)
def test_the_table(given: Facts, kind: type, code: str) -> None:
    decision = decide(given)
    assert type(decision) is kind
    assert decision.reasons[0].code == code


@pytest.mark.parametrize("given", [given for given, _kind, _code in TABLE])
def test_nothing_overrides_the_wish_for_a_human(given: Facts) -> None:
    heard = (*given.understanding.heard, Heard(Wish.HUMAN, "medewerker"))
    also = facts(
        *(one.wish for one in heard), questions=given.questions, bare=given.understanding.bare, rules=given.rules,
        flags=given.flags, memory=given.turn.memory, expected=given.expected, leaves=given.leaves,
        none_of_these=given.none_of_these,
    )  # fmt: skip
    decision = decide(also)
    assert isinstance(decision, HandOver)
    assert decision.reasons[0].code == "wants_human"


def test_who_asks_for_a_person_in_danger_hears_what_to_do_now() -> None:
    """My son does not breathe, call me: the rule's words name the number to call."""
    decision = decide(facts(Wish.HUMAN, rules=(DECLINES, URGENT)))
    assert isinstance(decision, HandOver)
    assert (decision.code, decision.rule, decision.urgent) == ("house_rule", "smoke", True)
    plain = decide(facts(Wish.HUMAN, rules=(DECLINES, HANDS_OVER)))
    assert isinstance(plain, HandOver)
    assert (plain.code, plain.urgent) == ("wants_human", False)


def test_an_urgent_rule_brings_a_person_sooner() -> None:
    for rule, urgent in ((URGENT, True), (HANDS_OVER, False)):
        decision = decide(facts(rules=(rule,)))
        assert isinstance(decision, HandOver)
        assert decision.urgent is urgent


def test_a_rule_that_quotes_answers_beside_its_refusal_what_is_sure() -> None:
    for rule, questions, answered in (
        (QUOTES, (SURE, UNKNOWN, FLOW), [SURE]),
        (QUOTES, (UNSURE,), []),
        (DECLINES, (SURE,), []),
    ):
        decision = decide(facts(rules=(rule,), questions=questions))
        assert isinstance(decision, Decline)
        assert decision.offer
        assert [one.question for one in decision.also.answered] == answered if decision.also else answered == []
        assert [reason.code for reason in decision.reasons] == ["house_rule", *["certain_enough"] * len(answered)]


def test_what_the_check_refused_is_asked_back_once_and_then_goes_to_a_person() -> None:
    given = facts(questions=(replace(SURE, near=NEAR),))
    asked = instead_of(decide(given), given, ("too_long",))
    assert isinstance(asked, AskBack)
    assert asked.intents == ("a", "b", "c")
    after = facts(questions=(replace(SURE, near=NEAR),), memory=ASKED)
    for refused in (instead_of(decide(after), after, ("too_long",)), instead_of(asked, given, ("empty",))):
        assert isinstance(refused, HandOver)
        assert refused.code == refused.reasons[0].code == "check_failed"
        assert refused.reasons[1:], "what had been decided stays on the record"


def test_all_questions_are_answered_and_the_rest_is_named() -> None:
    decision = decide(facts(questions=(SURE, UNKNOWN, FLOW)))
    assert isinstance(decision, Continue)
    assert decision.workflow == "orders"
    assert decision.also is not None
    assert [one.question for one in decision.also.answered] == [SURE]
    assert decision.also.unanswered == (UNKNOWN,)


def test_two_or_three_matters_that_are_near_are_asked() -> None:
    decision = decide(facts(questions=(UNSURE,)))
    assert isinstance(decision, AskBack)
    assert decision.intents == ("a", "b", "c")


def test_every_reason_carries_what_was_compared() -> None:
    reason = decide(facts(questions=(UNKNOWN,))).reasons[0]
    assert (reason.value, reason.threshold) == (0.2, 0.6)
