"""What is expected of a preparation comes from texts that it had not seen, and articles that it no longer had."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from kompas.assistant import provisional
from kompas.assistant.assistant import Assistant
from kompas.assistant.domain.certainty import Estimate, Expected, Stage
from kompas.assistant.domain.knowledge import Audience
from kompas.assistant.domain.understanding import Guess
from kompas.assistant.prepared import Prepared
from kompas.assistant.provisional import ENOUGH, MOST_OF_A_KIND, enough, estimated
from kompas.assistant.understanding.training import Rehearsed

DAY = date(2026, 11, 23)
ASKED = "wat is de levertijd van een boek"


def heard(away: bool = False, intent: str = "levertijd", text: str = ASKED, number: int = 0) -> Rehearsed:
    return Rehearsed(text, "nl", intent, number, away, (Guess("levertijd", 0.9), Guess("order_status", 0.05)))


def test_a_text_that_was_held_back_is_right_when_its_article_is_found(molen: Prepared) -> None:
    estimate = estimated(molen, [heard()])
    assert (estimate.asked, estimate.at(0.3)) == (1, Expected(0.3, 1.0, 0.0))


def test_texts_held_back_are_taken_out_of_the_search_too(molen: Prepared) -> None:
    text = molen.company.intents["levertijd"].examples["nl"][0]
    without = provisional._without(molen, [heard(text=text)])
    assert text not in without.company.intents["levertijd"].examples["nl"]
    assert without.index is not molen.index


def test_what_was_taken_away_is_never_right_and_its_article_not_found(molen: Prepared) -> None:
    without = provisional._without(molen, [heard(away=True)])
    assert "levertijd" not in without.company.intents
    assert "levertijd" in {
        found.passage.article.slug for found in molen.index.search(ASKED, "nl", DAY, Audience.PUBLIC)
    }
    assert "levertijd" not in {
        found.passage.article.slug for found in without.index.search(ASKED, "nl", DAY, Audience.PUBLIC)
    }
    answered = [point for point in estimated(molen, [heard(away=True)]).points if point.answered]
    assert all(point.wrong == 1.0 for point in answered)


def test_what_is_about_nothing_counts_for_its_share(molen: Prepared) -> None:
    """However many lines of each kind were rehearsed."""
    sure = Guess("levertijd", 0.9)
    odd = [Rehearsed(f"{ASKED} nummer {place}", "nl", "", 0, False, (sure,)) for place in range(9)]
    estimate = estimated(molen, [heard(), *odd])
    shares = provisional.SHARES
    far = shares["far"] / (shares["far"] + shares["known"])
    assert abs(estimate.at(0.3).wrong - far) < 0.01


def test_the_cost_is_bounded(molen: Prepared) -> None:
    many = [heard(text=f"{ASKED} {place}") for place in range(MOST_OF_A_KIND + 50)]
    assert estimated(molen, many).asked == MOST_OF_A_KIND


def test_a_real_company_is_surer_where_it_is_right(ready: Callable[[str], Path]) -> None:
    """Stored with the preparation, and the same when that is revised."""
    assistant = Assistant.load(ready("zwaluw"))
    estimate = assistant.estimate
    assert estimate is not None
    assert estimate.asked == 3 * MOST_OF_A_KIND
    low, high = estimate.at(0.5), estimate.at(0.9)
    assert low.wrong > high.wrong
    assert low.answered > high.answered > 0
    assert estimate.threshold(0.2) < estimate.threshold(0.1)
    later = assistant.revised(replace(assistant.company, quiet_days=4, version="later"))
    assert later.estimate == estimate


def test_what_the_company_writes_what_is_estimated_and_what_is_proven(molen: Prepared) -> None:
    estimate = Estimate((Expected(0.7, 0.5, 0.05), Expected(0.8, 0.4, 0.01)), 100)
    given = molen.company.thresholds

    def answers(at_most_wrong: float | None, by_hand: bool, proven: float | None = None) -> tuple[float, Stage]:
        thresholds = replace(given, answer=0.65, at_most_wrong=at_most_wrong, by_hand=by_hand)
        made = replace(molen, company=replace(molen.company, thresholds=thresholds), estimate=estimate, proven=proven)
        return made.answers_from.threshold, made.answers_from.stage

    assert answers(None, True, 0.9) == (0.65, Stage.BY_HAND)
    assert answers(0.05, True) == (0.65, Stage.PROVISIONAL)
    assert answers(0.05, False) == (0.7, Stage.PROVISIONAL)
    assert answers(0.02, False) == (0.8, Stage.PROVISIONAL)
    assert answers(0.05, False, 0.9) == (0.9, Stage.PROVEN)
    assert answers(0.05, True, 0.4) == (0.65, Stage.PROVEN)


def test_from_a_few_examples_nothing_is_estimated(molen: Prepared) -> None:
    few = [heard(text=f"{ASKED} {place}") for place in range(ENOUGH - 1)]
    far = [Rehearsed(f"{place}", "nl", "", 0, False, ()) for place in range(100)]
    assert not enough([*few, *far, heard(away=True)])
    assert enough([*few, heard()])
    assert molen.estimate is None
    accepts = replace(molen.company.thresholds, answer=0.3, at_most_wrong=0.05, by_hand=False)
    made = replace(molen, company=replace(molen.company, thresholds=accepts))
    assert (made.answers_from.threshold, made.answers_from.stage) == (0.6, Stage.PROVISIONAL)
