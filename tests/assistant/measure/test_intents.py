"""Intents are measured as they are trained in a company: lines out of scope count, and the threshold is learned."""

import pytest

from kompas.assistant.domain.errors import Permanent
from kompas.assistant.measure.intents import IntentFigures, learn, measure_intents
from kompas.assistant.measure.rows import IntentRow

TOPICS = {
    "delivery": "my parcel|the delivery of my order|the courier|when my package comes",
    "returns": "sending it back|a refund|returning the jacket|my money back",
    "warranty": "the warranty|a broken frame under warranty|guarantee on the battery|repairs under guarantee",
    "opening": "opening hours|when you are open|closing time on sunday|open on monday",
    "account": "my password|logging in to my account|a locked account|changing my login",
    "gift": "a gift card|paying with a voucher|the balance of my gift card|an expired voucher",
}
OPENINGS = ("i have a question about {}", "tell me about {}", "what about {}", "it is about {} please")
OUTSIDE = ("who won the football match", "sing me a song", "the height of mount fuji", "a recipe for pancakes")


def rows(openings: tuple[str, ...]) -> list[IntentRow]:
    return [
        IntentRow(text=opening.format(text), intent=intent)
        for intent, texts in TOPICS.items()
        for text in texts.split("|")
        for opening in openings
    ]


@pytest.fixture(scope="module")
def figures() -> IntentFigures:
    asked = [*rows(OPENINGS[3:]), *(IntentRow(text=text, intent=None) for text in OUTSIDE)]
    return measure_intents(learn(rows(OPENINGS[:3])), asked)


def test_what_was_learned_is_known_and_what_is_outside_is_left(figures: IntentFigures) -> None:
    assert figures.n == 28
    assert figures.in_scope_accuracy_forced == 1.0
    assert figures.oos_recall == 1.0
    assert (figures.auroc or 0) > 0.95
    assert (figures.mcc or 0) > 0.8
    assert 0 < figures.ms_per_text_p50 < 1000


def test_a_line_that_is_answered_but_out_of_scope_is_wrong() -> None:
    learned = learn(rows(OPENINGS))
    wrong = measure_intents(learned, [IntentRow(text=row.text, intent=None) for row in rows(OPENINGS[:1])])
    assert wrong.aurc == 1.0
    assert wrong.in_scope_accuracy_forced is None
    assert wrong.auroc is None
    assert (wrong.ece or 0) > 0.5


def test_lines_out_of_scope_among_the_examples_tell_how_many_there_are() -> None:
    few = [*rows(OPENINGS), *(IntentRow(text=text, intent=None) for text in OUTSIDE[:1])]
    many = [*rows(OPENINGS), *(IntentRow(text=f"{text} {n}", intent=None) for text in OUTSIDE for n in range(40))]
    unclear = [IntentRow(text="a question about the card", intent="gift")]
    sure = [learn(lines).model.guess_surely(unclear[0].text, "")[1] for lines in (few, many)]
    assert sure[0] > sure[1]


def test_one_intent_cannot_be_told_apart() -> None:
    with pytest.raises(Permanent, match="fewer than two intents"):
        learn([IntentRow(text="a", intent="x"), IntentRow(text="b", intent=None)])
