"""Terms are taken from a text as scikit-learn would take them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from kompas.assistant.understanding.terms import PIECES, pieces, plain, words_and_pairs


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Hoeveel kost één HELM??", "hoeveel kost een helm"),
        ("ZW-204817", "zw 000000"),
        ("heeeeel mooi", "heel mooi"),
        ("a_b", "a b"),
    ],
)
def test_plain(text: str, told: str) -> None:
    assert plain(text).split() == told.split()


def test_words_and_pairs() -> None:
    assert list(words_and_pairs("waar is het")) == ["waar", "is", "het", "waar is", "is het"]


@given(st.text())
def test_the_terms_are_those_of_scikit_learn(text: str) -> None:
    told = plain(text)
    by_pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=PIECES, lowercase=False).build_analyzer()
    by_words = TfidfVectorizer(token_pattern=r"\S+", ngram_range=(1, 2), lowercase=False).build_analyzer()
    assert sorted(pieces(told)) == sorted(by_pieces(told))
    assert sorted(words_and_pairs(told)) == sorted(by_words(told))
