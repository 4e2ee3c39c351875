"""Signs apart from the words themselves: capitals, exclamation marks, the same question once more."""

from collections.abc import Sequence
from functools import cache

from rapidfuzz import fuzz

from kompas.assistant.domain.conversation import Author, Said
from kompas.assistant.understanding.wording import words
from kompas.assistant.understanding.wordlists import LANGUAGES, listed, settings, wordlist


def in_capitals(text: str) -> bool:
    """A sentence in nothing but capitals: shouting, or a habit. A mail address is no words, and codes, names and
    abbreviations in a row are no sentence: that has everyday words."""
    sign = settings("shouting")
    text = " ".join(word for word in text.split() if "@" not in word)
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) < sign["letters"] or any(letter.islower() for letter in letters):
        return False
    said = [word.plain for word in words(text) if word.plain.isalpha()]
    return len(said) >= sign["words"] and sum(word in _everyday() for word in said) >= sign["everyday"]


@cache
def _everyday() -> frozenset[str]:
    """In any language: which one is not known yet."""
    return frozenset(word for lang in LANGUAGES for word in listed(wordlist(lang)["everyday"]))


def shouts_in_capitals(text: str, history: Sequence[Said]) -> bool:
    """All in capitals, from a customer who does not always write so."""
    if not in_capitals(text):
        return False
    before = [said.text for said in history if said.author is Author.CUSTOMER]
    return not before or not all(in_capitals(said) for said in before)


def exclaims(text: str) -> bool:
    """Many exclamation marks in a row."""
    return "!" * int(settings("shouting")["marks"]) in text


def asked_before(text: str, history: Sequence[Said]) -> bool:
    """Nearly the same question as one that the customer asked before the assistant's latest words."""
    asked = _to_compare(text)
    sign = settings("same_question")
    if asked.count(" ") + 1 < sign["words"]:
        return False
    answered = False
    for said in reversed(history):
        answered = answered or said.author is Author.ASSISTANT
        if answered and said.author is Author.CUSTOMER:
            likeness = fuzz.token_sort_ratio(asked, _to_compare(said.text))
            if likeness >= sign["likeness"]:
                return True
    return False


def _to_compare(text: str) -> str:
    return " ".join(word.plain for word in words(text) if not word.is_mark)
