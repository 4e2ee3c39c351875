"""Coefficients from judged pairs."""

import pytest

from kompas.assistant.answering.support import coefficients, support_of
from kompas.assistant.answering.support_learning import Pair, fit
from kompas.assistant.domain.errors import Permanent

SOURCE = "The blue parcel comes on the second morning. The green one waits in the shop."
PAIRS: list[Pair] = [
    (SOURCE, "The blue parcel comes on the second morning.", True, "en"),
    (SOURCE, "The green one waits in the shop.", True, "en"),
    (SOURCE, "The parcel comes in the morning.", True, "en"),
    (SOURCE, "Our elephants dance under purple umbrellas.", False, "en"),
    (SOURCE, "I think parcels are really cool!", False, "en"),
    (SOURCE, "The green one waits in the shop. Nobody knows why dragons bought everything.", False, "en"),
]


def test_what_was_judged_is_told_apart() -> None:
    fitted = fit([PAIRS])
    for source, claim, supported, lang in PAIRS:
        assert (support_of(claim, [source], lang, fitted).chance > 0.5) is supported


def test_few_pairs_change_little_of_what_ships() -> None:
    mine, theirs = fit([PAIRS], coefficients()), fit([PAIRS])
    away = [sum(abs(a - b) for a, b in zip(each, coefficients(), strict=True)) for each in (mine, theirs)]
    assert 0 < away[0] < 1 < away[1]


def test_one_verdict_teaches_nothing() -> None:
    with pytest.raises(Permanent):
        fit([PAIRS[:3]])
