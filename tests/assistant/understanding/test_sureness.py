"""The signs of a guess, and the chance that is made of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompas.assistant.understanding.sureness import SIGNS, Sureness, signs_of

KNOWN = {"pakket": 0, "mijn": 1}
RARITY = np.array([3.0, 1.0], np.float32)
TELLS = np.array([0.5, -0.1], np.float32)


def signs(text: str, *scores: float) -> tuple[float, ...]:
    return signs_of(np.array(scores, np.float32), text.split(), KNOWN, RARITY, TELLS)


def test_signs_by_hand() -> None:
    best, lead, none, unknown, told, other, words = signs("mijn pakket weg", 0.5, -0.25, -1.0)
    whole = 3 + 1 + 3 + np.log(2)
    assert (best, lead, none) == pytest.approx((0.5, 0.75, -1.0))
    assert unknown == pytest.approx((3 + np.log(2)) / whole)
    assert told == pytest.approx(3 / whole)
    assert other == pytest.approx(1.0)
    assert words == pytest.approx(np.log(4))


def test_one_intent_leads_by_one_and_no_words_say_nothing() -> None:
    assert signs("", 0.5, -1.0) == (0.5, 1.0, -1.0, 0.0, 0.0, 0.0, 0.0)


@given(st.lists(st.floats(-1e6, 1e6), min_size=SIGNS, max_size=SIGNS))
def test_any_signs_give_a_chance(values: list[float]) -> None:
    assert 0 < Sureness((0.0, *[1.0] * SIGNS)).of(values) < 1
