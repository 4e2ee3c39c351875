"""Terms are taken from a text as scikit-learn would take them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from kompas.assistant.understanding.terms import (
    NEAR,
    PIECES,
    pieces,
    plain,
    terms_of_words,
    words_and_pairs,
    words_apart,
)


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


def test_words_apart_are_pairs_in_whatever_order() -> None:
    assert list(words_apart("kaart kwijt van mij")) == ["kaart + van", "kaart + mij", "kwijt + mij"]
    assert set(words_apart("pas is kwijt")) == set(words_apart("kwijt is pas"))


def test_words_far_from_each_other_are_no_pair() -> None:
    words = [f"w{number}" for number in range(NEAR + 2)]
    assert f"w0 + w{NEAR}" in words_apart(" ".join(words))
    assert f"w0 + w{NEAR + 1}" not in words_apart(" ".join(words))


@given(st.text())
def test_a_pair_apart_is_never_taken_for_one_that_follows(text: str) -> None:
    told = plain(text)
    assert set(words_apart(told)).isdisjoint(words_and_pairs(told))
    assert list(terms_of_words(told)) == [*words_and_pairs(told), *words_apart(told)]


@given(st.text())
def test_the_terms_are_those_of_scikit_learn(text: str) -> None:
    told = plain(text)
    by_pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=PIECES, lowercase=False).build_analyzer()
    by_words = TfidfVectorizer(token_pattern=r"\S+", ngram_range=(1, 2), lowercase=False).build_analyzer()
    assert sorted(pieces(told)) == sorted(by_pieces(told))
    assert sorted(words_and_pairs(told)) == sorted(by_words(told))
