"""What no sentence of a model may be, whatever it says: too long to be judged, a question, or written to deceive.

Looked at before anything else, for it takes no longer than the sentence has letters.
"""

import re
import unicodedata
from functools import lru_cache

from kompas.assistant.answering.limits import limits

TOO_LONG, QUESTION, SCRIPT, LINK = "too_long", "question", "script", "link"

_QUESTION = re.compile("[?\u037e\u055e\u061f\u203d\u2047-\u2049\ufe56\uff1f]")
_WORD = re.compile(r"\w+")
_STOP = re.compile("[\u2024\u3002\ufe52\uff0e\uff61]")  # a browser takes them for the dot of an address
_LINK = re.compile(r"[\w-]+(?:\.[\w-]*[^\W\d_][\w-]*)+")


def refused(text: str, source: str) -> tuple[str, ...]:
    """Why this sentence may not be said beside its source, as codes; () for no such reason."""
    if len(text) > limits().sentence_characters:
        return (TOO_LONG,)
    there = _told(source)
    found = {
        QUESTION: bool(_QUESTION.search(text)),
        SCRIPT: not {word for word in _words(text) if not _is_latin(word)} <= there,
        LINK: bool(_STOP.search(text)) or not _links(text) <= there,
    }
    return tuple(code for code, is_so in found.items() if is_so)


def _words(text: str) -> set[str]:
    return set(_WORD.findall(unicodedata.normalize("NFC", text)))


def _links(text: str) -> set[str]:
    """Words with a dot inside, as in an address."""
    return {found.casefold() for found in _LINK.findall(text)}


@lru_cache(maxsize=256)
def _told(source: str) -> frozenset[str]:
    return frozenset(_words(source) | _links(source))


def _is_latin(word: str) -> bool:
    """Whether its letters are Latin and its digits 0 to 9: others look like them and are no words that we can judge."""
    return word.isascii() or all(sign.isascii() or _is_latin_letter(sign) for sign in word)


@lru_cache(maxsize=4096)
def _is_latin_letter(sign: str) -> bool:
    return sign.isalpha() and unicodedata.name(sign, "").startswith("LATIN ")
