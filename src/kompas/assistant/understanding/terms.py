"""The terms that an intent model weighs in a text: words, pairs of words near each other, and pieces of words (which
forgive typos).

Used by training and serving alike; the pieces are those of scikit-learn's analyzer "char_wb".
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

NEAR = 9  # words from one to another that may still make a pair
PIECES = (2, 4)  # letters in the shortest and longest piece of a word, the space around it counted
_STRETCHED = re.compile(r"(.)\1{2,}")
_DIGIT = re.compile(r"\d")
_NO_WORD = re.compile(r"[^\w\s]|_")


def plain(text: str) -> str:
    """Lower case, without accents, punctuation and stretching; every digit is 0."""
    text = text.lower()
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _NO_WORD.sub(" ", _DIGIT.sub("0", _STRETCHED.sub(r"\1\1", text)))


def terms_of_words(plain_text: str) -> Iterator[str]:
    yield from words_and_pairs(plain_text)
    yield from words_apart(plain_text)


def words_and_pairs(plain_text: str) -> Iterator[str]:
    """Every word, and every two words that follow each other."""
    words = plain_text.split()
    yield from words
    for first, second in pairwise(words):
        yield f"{first} {second}"


def words_apart(plain_text: str) -> Iterator[str]:
    """Every two words near each other that do not follow each other, in whatever order."""
    words = plain_text.split()
    for place, word in enumerate(words):
        for other in words[place + 2 : place + NEAR + 1]:
            yield f"{word} + {other}" if word < other else f"{other} + {word}"  # no plain text has a plus


def pieces(plain_text: str) -> Iterator[str]:
    """The pieces of each word with a space on both sides; a word shorter than a piece counts once, whole."""
    shortest, longest = PIECES
    for word in plain_text.split():
        padded = f" {word} "
        size = len(padded)
        for length in range(shortest, longest + 1):
            if length >= size:
                yield padded
                break
            for start in range(size - length + 1):
                yield padded[start : start + length]
