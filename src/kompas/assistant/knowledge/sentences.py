"""Running text into sentences, Dutch and English: full stops of abbreviations, amounts and addresses end nothing."""

import re
from functools import lru_cache
from importlib.resources import files

from ruamel.yaml import YAML

_CANDIDATE = re.compile(r"[.!?…]+[\"'”’»)\]]*\s+(?=\S)")
_CAMEL = re.compile(r"[a-z]-?[A-Z]")  # iDEAL, eHerkenning, e-Factuur: a name that begins a sentence without a capital
_OPENERS = "\"'“‘’«([-–€$£"


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of one paragraph, in order; joined by spaces they are the paragraph again, whitespace apart."""
    text = " ".join(text.split())
    found = []
    start = 0
    for match in _CANDIDATE.finditer(text):
        if _ends_here(text, start, match):
            found.append(text[start : match.end()].rstrip())
            start = match.end()
    if start < len(text):
        found.append(text[start:])
    return tuple(found)


def _ends_here(text: str, start: int, match: re.Match[str]) -> bool:
    follows = text[match.end() :]
    capital = _begins_a_sentence(follows)
    if match.group()[0] != ".":
        return capital
    words = text[start : match.start()].split()
    if not words:
        return False
    word = words[-1].lstrip(_OPENERS)
    return capital and not _is_abbreviation(word, follows, first=len(words) == 1)


def _begins_a_sentence(follows: str) -> bool:
    bare = follows.lstrip(_OPENERS)
    if re.match(r"s\s", bare):  # Dutch "'s Ochtends"
        bare = bare[1:].lstrip()
    return not bare or not bare[0].islower() or _CAMEL.match(bare) is not None


def _is_abbreviation(word: str, follows: str, *, first: bool) -> bool:
    inside, before_number, may_end = _abbreviations()
    lower = word.lower()
    if len(word) == 1 and word.isalpha() and word.isupper():  # an initial: "J. de Vries"
        return True
    if first and word.isdigit():  # a numbered line: "1. Open de app"
        return True
    if lower in inside:
        return True
    if lower in may_end:
        return not follows[0].isupper()
    return lower in before_number and follows[0].isdigit()


@lru_cache(maxsize=1)
def _abbreviations() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    data = YAML(typ="safe").load(files(__package__).joinpath("data/sentences.yaml").read_text("utf-8"))
    return (
        frozenset(data["inside"].split()),
        frozenset(data["before_number"].split()),
        frozenset(data["may_end"].split()),
    )
