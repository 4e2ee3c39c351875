"""What a question is about, and how surely: numbers between 0 and 1, the surest first, never from nothing."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kompas.assistant.domain.company import Intent
from kompas.assistant.domain.knowledge import Article, Found, Passage
from kompas.assistant.domain.understanding import Guess
from kompas.assistant.knowledge.compiling import WORKFLOW
from kompas.assistant.matters import answered, goes_before, leading, learned, unanswered, weighed, weights

TITLE = {"nl": "…"}
INTENTS = {
    "return": Intent("return", TITLE, {}, articles=("returns", "exceptions")),
    "warranty": Intent("warranty", TITLE, {}, articles=("warranty",)),
    "order": Intent("order", TITLE, {}, workflow="order_status"),
}
GUESSABLE = learned(INTENTS, INTENTS)
SLUGS = ("returns", "exceptions", "warranty", "opening")
chances = st.floats(0, 1)
guesses = st.lists(chances, min_size=3, max_size=3).map(
    lambda three: tuple(
        sorted((Guess(intent, one / 3) for intent, one in zip(INTENTS, three, strict=True)), key=lambda g: -g.certainty)
    )
)


def found(slug: str, certainty: float) -> Found:
    article = Article(f"nl/{slug}", slug, "nl", slug, "…")
    return Found(Passage(f"nl/{slug}#intro", article, "", (), "…"), certainty, certainty)


finds = st.lists(st.builds(found, st.sampled_from(SLUGS), chances), max_size=6)


@given(guesses, finds)
def test_certainties_are_chances_and_the_surest_comes_first(given_guesses, given_finds) -> None:
    matters = weighed(given_guesses, given_finds, INTENTS, GUESSABLE)
    sure = [matter.certainty for matter in matters]
    assert all(0 <= one <= 1 for one in sure)
    assert sure == sorted(sure, reverse=True)
    assert len({(matter.slug, matter.workflow) for matter in matters}) == len(matters)
    assert all((matter.slug is None) != (matter.workflow is None) for matter in matters)


@given(guesses, finds)
def test_an_article_of_which_nothing_was_found_is_no_matter(given_guesses, given_finds) -> None:
    there = {one.passage.article.slug for one in given_finds}
    assert {matter.slug for matter in weighed(given_guesses, given_finds, INTENTS, GUESSABLE) if matter.slug} <= there


@given(guesses, st.floats(0.05, 0.9), st.floats(0.01, 0.09))
def test_more_evidence_makes_an_article_surer(given_guesses, certainty: float, more: float) -> None:
    def sure(one: float) -> float:
        matters = weighed(given_guesses, [found("warranty", one)], INTENTS, GUESSABLE)
        return next(matter.certainty for matter in matters if matter.slug == "warranty")

    assert sure(certainty + more) > sure(certainty)


@given(finds)
def test_without_intents_evidence_alone_counts(given_finds) -> None:
    matters = weighed((), given_finds, {}, ())
    best: dict[str, float] = {}
    for one in given_finds:
        best[one.passage.article.slug] = max(best.get(one.passage.article.slug, 0), one.certainty)
    assert {matter.slug: matter.certainty for matter in matters} == best


def test_a_matter_is_named_by_its_intent_else_by_its_article() -> None:
    told = weighed((Guess("return", 0.9),), [found("returns", 0.9), found("opening", 0.1)], INTENTS, GUESSABLE)
    assert [matter.id for matter in told if matter.slug] == ["return", "article:opening"]


def test_the_first_article_of_an_intent_answers_it_best() -> None:
    both = [found("returns", 0.5), found("exceptions", 0.5)]
    told = {matter.slug: matter.certainty for matter in weighed((Guess("return", 0.9),), both, INTENTS, GUESSABLE)}
    assert told["returns"] > told["exceptions"]


def test_the_numbers_are_read_once_and_are_what_they_should_be() -> None:
    numbers = weights()
    assert numbers is weights()
    assert 0 < numbers.near_share < 1
    assert 0 < numbers.off_topic_below < 1
    assert replace(numbers) == numbers


def test_a_workflow_is_a_matter_by_what_customers_ask_for_it() -> None:
    told = weighed((Guess("order", 0.9),), [found(f"{WORKFLOW}order_status", 0.9)], INTENTS, GUESSABLE)
    assert [(matter.id, matter.workflow, matter.slug) for matter in told] == [("order", "order_status", None)]
    assert leading((Guess("order", 0.9),), INTENTS) == (f"{WORKFLOW}order_status",)


def test_what_nothing_answers_is_known_as_such_when_it_is_understood() -> None:
    intents = {**INTENTS, "jobs": Intent("jobs", TITLE, {})}
    assert unanswered((Guess("jobs", 0.8), Guess("order", 0.1)), intents)
    assert not unanswered((Guess("jobs", 0.2), Guess("order", 0.1)), intents)
    assert not unanswered((Guess("order", 0.8), Guess("jobs", 0.1)), intents)
    assert [guess.intent for guess in answered((Guess("jobs", 0.8), Guess("order", 0.1)), intents)] == ["order"]


def test_an_article_is_surer_the_further_it_stands_above_the_others() -> None:
    alone = weighed((Guess("warranty", 0.9),), [found("warranty", 0.8)], INTENTS, GUESSABLE)
    beside = weighed((Guess("warranty", 0.9),), [found("warranty", 0.8), found("opening", 0.7)], INTENTS, GUESSABLE)
    assert alone[0].certainty > beside[0].certainty


def test_an_article_of_no_intent_goes_by_what_was_found() -> None:
    finds = [found("opening", 0.95), found("returns", 0.5)]
    strange = weighed((Guess("return", 0.1),), finds, INTENTS, GUESSABLE)
    assert (strange[0].id, strange[0].slug) == ("article:opening", "opening")
    assert strange[0].certainty > 0.8
    guessed = weighed((Guess("return", 0.95),), [found("opening", 0.6), found("returns", 0.9)], INTENTS, GUESSABLE)
    assert guessed[0].slug == "returns"
    weak = weighed((Guess("return", 0.1),), [found("opening", 0.3), found("returns", 0.3)], INTENTS, GUESSABLE)
    assert weak[0].certainty < 0.5


def test_so_does_the_matter_of_an_intent_that_came_after_the_training() -> None:
    before = learned(INTENTS, {"return", "warranty"})
    finds = [found(f"{WORKFLOW}order_status", 0.95), found("returns", 0.3)]
    told = weighed((Guess("return", 0.2),), finds, INTENTS, before)
    assert (told[0].id, told[0].workflow) == ("order", "order_status")
    assert told[0].certainty > 0.8
    assert told[0].certainty > weighed((Guess("return", 0.2),), finds, INTENTS, GUESSABLE)[0].certainty


def test_an_article_written_since_goes_before_a_guess_that_nothing_answers_it() -> None:
    guess = (Guess("jobs", 0.6),)
    new = weighed(guess, [found("opening", 0.95)], INTENTS | {"jobs": Intent("jobs", TITLE, {})}, GUESSABLE)
    assert goes_before(new, guess, GUESSABLE)
    assert not goes_before(new, (Guess("jobs", 0.96),), GUESSABLE)
    assert not goes_before(new, guess, {("article", "opening")})
    assert not goes_before((), guess, GUESSABLE)
