"""How far a sentence is carried by its evidence, measure by measure."""

from kompas.assistant.answering.likeness import MEASURES, measures_of
from kompas.assistant.answering.reading import gathered, told

SOURCE = "The shop repairs a flat tyre on the same day. A new battery costs 90 euros."


def measured(text: str) -> dict[str, float]:
    (sentence,) = told(text, "en")
    return dict(zip(MEASURES, measures_of(sentence, gathered((SOURCE,), "en"), "en"), strict=True))


def test_a_quote_is_carried_whole() -> None:
    got = measured("The shop repairs a flat tyre on the same day.")
    assert (got["told"], got["nearest"], got["pairs"], got["in_order"]) == (1.0, 1.0, 1.0, 1.0)
    assert (got["unknown"], got["numbers"], got["opposites"]) == (0.0, 0.0, 0.0)


def test_what_is_put_in_is_measured() -> None:
    got = measured("The shop repairs an old saddle within 3 days.")
    assert got["told"] < 1
    assert got["numbers"] == 1.0
    assert got["unknown"] > 0


def test_a_question_and_a_mind_are_heard() -> None:
    got = measured("I think the shop repairs it?!")
    assert (got["self"], got["minds"], got["asks"], got["exclaims"]) == (1.0, 1.0, 1.0, 1.0)
