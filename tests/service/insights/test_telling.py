"""From what happened to how it ended: every outcome with its author and cause."""

from hypothesis import given
from hypothesis import strategies as st
from tests.service.insights.stories import DAY, HOUR, MINUTE, Told

from kompas.service.insights.case import PENDING
from kompas.service.insights.models import Ending


def test_nothing_asked_is_no_case() -> None:
    assert Told().talks("hello").cases() == []
    assert Told().line("handover.left", "customer").rated(1, True).resolved().cases() == []


def test_an_answer_leaves_it_open_for_the_clock() -> None:
    told = Told().talks("hello").answered("ruilen")
    (case,) = told.cases()
    assert (case.number, case.matter, case.left_now, case.undecided) == (3, "ruilen", "helped", True)
    assert told.endings() == [("open", "", "helped")]
    assert told.settled(3, "assumed", "quiet").endings() == [("assumed", "system", "quiet")]


def test_what_a_model_cost_belongs_to_the_case_for_which_it_was_asked() -> None:
    call = {"read": 700, "written": 60, "cost": 0.0006}
    told = Told().asks().line("model.asked", "assistant", **call).decides("answer", "certain_enough", "ruilen")
    told.asks().line("model.asked", "assistant", **call).decides("answer", "certain_enough", "ruilen").talks("done")
    told.asks().line("model.asked", "assistant", read=0, written=0, cost=0.0).decides(
        "answer", "certain_enough", "retour"
    )
    first, second = told.cases()
    assert (first.number, first.model_calls, first.model_tokens, first.model_cost) == (1, 2, 1520, 1200)
    assert (second.matter, second.model_calls, second.model_tokens) == ("retour", 1, 0)
    assert first.ending is not None
    assert first.ending.ending is Ending.CONFIRMED


def test_the_customer_confirms_in_the_survey_or_in_words() -> None:
    assert Told().answered("ruilen").rated(1, True).endings() == [("confirmed", "customer", "survey")]
    assert Told().answered("ruilen").talks("done").endings() == [("confirmed", "customer", "said_so")]
    assert Told().answered("ruilen").talks("thanks").endings() == [("open", "", "helped")]


def test_that_was_all_after_no_answer_confirms_nothing() -> None:
    told = Told().asks().decides("decline", "not_known").talks("done")
    assert told.endings() == [("open", "", "declined")]


def test_the_clock_takes_no_word_out_of_the_customers_mouth() -> None:
    told = Told().asks().opened("anger").line("handover.left", "customer").answered("ruilen").rated(1, True)
    assert told.endings() == [("confirmed", "customer", "survey")]
    assert told.settled(1, "confirmed", "quiet").endings() == [("confirmed", "customer", "survey")]
    assert told.cases()[0].over


def test_a_rating_counts_newest_and_not_solved_is_not_assumed() -> None:
    told = Told().answered("ruilen").rated(1, True).rated(4, False)
    assert told.endings() == [("open", "", "not_solved")]
    (case,) = told.cases()
    assert (case.effort, case.solved) == (4, False)


def test_what_the_customer_was_left_with() -> None:
    left = {
        "owed": Told().asks(),
        "asked_back": Told().asks().decides("askback", "two_near", "ruilen"),
        "declined": Told().asks().decides("decline", "not_known"),
        "unfinished": Told().asks().decides("continue", "intent_certain", "order", asks="mail_address"),
        "said_wrong": Told().answered("ruilen").line("answer.marked_wrong", "customer", seq=2),
        "left_queue": Told().asks().opened("anger").line("handover.left", "customer"),
        "helped": Told().asks().decides("continue", "workflow_step", "order"),
    }
    for standing, told in left.items():
        assert told.endings() == [("open", "", standing)], standing


def test_a_person_takes_it_and_solves_it() -> None:
    told = Told().asks().decides("handover", "anger", "ruilen").opened("anger").later(2 * MINUTE)
    assert told.cases()[0].person == "waiting"
    told.taken().later(5 * MINUTE).replies().later(MINUTE).resolved()
    (case,) = told.cases()
    assert told.endings() == [("handed_over", "assistant", "anger")]
    assert (case.person, case.waited_ms, case.handled_ms) == ("solved", 121_000, 362_000)
    assert told.rated(2, True).endings() == [("handed_over", "assistant", "anger")]
    assert [one.code for one in case.passings] == ["anger"]


def test_handling_is_summed_over_people_and_times() -> None:
    told = Told().asks().opened("anger").taken().later(MINUTE).line("handover.returned", "staff:1")
    told.answered("ruilen").opened("wants_human").taken().later(MINUTE).resolved()
    (case,) = told.cases()
    assert (case.handled_ms, len(case.passings), case.over) == (122_000, 2, True)


def test_a_promise_that_is_kept_is_solved_by_a_person() -> None:
    told = Told().asks().opened("wants_human", live=False).line("promise.made", "assistant", reference="K-1")
    assert told.cases()[0].person == "promised"
    told.later(9 * DAY).line("promise.kept", "staff:1", reference="K-1")
    assert [(one.person, one.over, one.undecided) for one in told.cases()] == [("solved", True, False)]


def test_an_agent_who_steps_in_is_a_handover_too() -> None:
    told = Told().answered("ruilen").taken().replies()
    assert told.endings() == [("handed_over", "staff:1", "agent_stepped_in")]
    assert told.cases()[0].person in PENDING


def test_who_ends_it_while_waiting_was_owed_an_answer() -> None:
    told = Told().asks().opened("anger").resolved("customer", "closed_by_customer")
    assert told.endings() == [("open", "", "left_queue")]


def test_the_same_matter_again_in_the_same_conversation_is_reopened() -> None:
    told = Told().answered("ruilen").rated(1, True).later(DAY).answered("ruilen")
    assert told.endings() == [("reopened", "customer", "same_conversation"), ("open", "", "helped")]
    assert [one.returned for one in told.cases()] == [False, True]


def test_another_matter_or_much_later_is_no_reopening() -> None:
    other = Told().answered("ruilen").rated(1, True).later(HOUR).answered("garantie")
    assert [one[0] for one in other.endings()] == ["confirmed", "open"]
    late = Told().answered("ruilen").rated(1, True).later(4 * DAY).answered("ruilen")
    assert [one[0] for one in late.endings()] == ["confirmed", "open"]
    assert [one[0] for one in late.endings(quiet_days=5)] == ["reopened", "open"]


def test_thanks_after_the_end_reopen_nothing() -> None:
    assert len(Told().answered("ruilen").rated(1, True).talks("thanks").cases()) == 1


def test_coming_back_elsewhere_reopens_what_was_confirmed() -> None:
    told = Told().answered("ruilen").rated(1, True).line("conversation.came_back", "customer", case=1)
    assert told.endings() == [("reopened", "customer", "new_conversation")]


def test_what_was_asked_twice_has_a_name() -> None:
    told = Told().asks().decides("continue", "x", "order", asks="code").asks()
    told.decides("continue", "x", "order", asks="code").asks().decides("askback", "vague").asks()
    told.decides("askback", "two_near").asks().decides("handover", "repetition", heard=frozenset({"repetition"}))
    twice = [turn.asked_twice for turn in told.cases()[0].turns]
    assert twice == ["", "code", "", "which_matter", "said_so"]


def test_the_surest_matter_of_all_turns_counts() -> None:
    told = Told().asks().decides("answer", "x", "ruilen", certainty=700).asks()
    told.decides("answer", "x", "garantie", certainty=950).asks().decides("answer", "x", "helm", certainty=800)
    assert [(one.matter, one.certainty) for one in told.cases()] == [("garantie", 950)]


ACTS = st.sampled_from(
    [
        lambda told: told.answered("ruilen"),
        lambda told: told.answered("garantie"),
        lambda told: told.asks(),
        lambda told: told.talks("done"),
        lambda told: told.asks().decides("decline", "not_known"),
        lambda told: told.opened("anger"),
        lambda told: told.opened("wants_human", live=False),
        lambda told: told.line("promise.kept", "staff:1"),
        lambda told: told.taken(),
        lambda told: told.replies(),
        lambda told: told.line("handover.returned", "staff:1"),
        lambda told: told.line("handover.left", "customer"),
        lambda told: told.resolved(),
        lambda told: told.resolved("customer", "closed_by_customer"),
        lambda told: told.rated(3, True),
        lambda told: told.rated(5, False),
        lambda told: told.line("answer.marked_wrong", "customer", seq=1),
        lambda told: told.settled(1, "assumed", "quiet"),
        lambda told: told.line("conversation.came_back", "customer", case=1),
        lambda told: told.later(2 * DAY),
    ]
)


@given(st.lists(ACTS, max_size=25))
def test_any_story_gives_cases_that_do_not_overlap(acts: list) -> None:  # type: ignore[type-arg]
    told = Told()
    for act in acts:
        act(told)
    cases = told.cases()
    assert [one.number for one in cases] == sorted({one.number for one in cases})
    seqs = [turn.seq for one in cases for turn in one.turns]
    assert len(seqs) == len(set(seqs)), "a turn belongs to one case"
    for one in cases:
        assert one.began_at <= one.last_at
        assert one.handled_ms >= 0
        assert one.ending is None or one.ending.ending is not Ending.OPEN
    assert all(one.over for one in cases[:-1])
