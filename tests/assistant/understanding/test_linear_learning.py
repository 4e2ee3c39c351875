"""Learning from judged texts."""

import pytest

from kompas.assistant.domain.errors import Permanent
from kompas.assistant.understanding.linear import SIGN, Linear
from kompas.assistant.understanding.linear_learning import SHARE_OF_SIGNS, learn_linear, with_signs_of

JUDGED = [
    *((f"where is parcel number {n}", False) for n in range(10)),
    *((f"this is dreadful service, {n} times", True) for n in range(10)),
]


def test_it_tells_apart_what_it_learned() -> None:
    model = learn_linear(JUDGED, lambda text: {})
    assert model.score("dreadful!", {}) > 0 > model.score("my parcel please", {})


def test_signs_count_beside_terms() -> None:
    judged = [(f"{number}{mark}", mark == "!") for number in ("one", "two", "three", "four") for mark in ("!", "")]
    model = learn_linear(judged, lambda text: {"loud": float("!" in text)})
    assert model.score("five", {"loud": 1.0}) > model.score("five", {})


def test_what_hides_terms_is_taken_away() -> None:
    model = learn_linear(JUDGED, lambda text: {}, bared=lambda text: text.replace("dreadful", "fine"))
    assert "dreadful" not in model.terms


def test_of_another_model_only_the_signs_are_borrowed() -> None:
    other = Linear(2.0, {SIGN + "loud": 4.0, SIGN + "size": 1.0, "late": 8.0})
    borrowed = with_signs_of(Linear(1.0, {SIGN + "loud": 1.0, "laat": 3.0}), other)
    assert borrowed.start == 1.0 + SHARE_OF_SIGNS * 2
    assert borrowed.terms == {SIGN + "loud": 1.0 + SHARE_OF_SIGNS * 4, SIGN + "size": SHARE_OF_SIGNS, "laat": 3.0}


def test_one_verdict_teaches_nothing() -> None:
    with pytest.raises(Permanent):
        learn_linear(JUDGED[:10], lambda text: {})
