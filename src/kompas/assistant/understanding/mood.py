"""How upset a text is, whatever it is about: from words of feeling, how they are denied, marks and capitals, and the rest of
its words by what was learned."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import pairwise
from math import log1p

from kompas.assistant.understanding.linear import Linear, read_linear
from kompas.assistant.understanding.phrases import Phrases, parse
from kompas.assistant.understanding.terms import plain
from kompas.assistant.understanding.wording import Line, words
from kompas.assistant.understanding.wordlists import LANGUAGES, feelings, lines, settings, wordlist

DENIAL = "denial"  # a kind in feelings.yaml
_REACH = 3  # words after a denial that it turns round
_SMILES = re.compile(r"[:;=]-?[)DpP]|<3|\b[xX]D\b|[\U0001F600-\U0001F60F\U0001F970\U0001F44D❤♥]")
_FROWNS = re.compile(
    r"[:=]['’]?-?[(/\\]|[\U0001F612-\U0001F616\U0001F61E-\U0001F62D\U0001F620-\U0001F624\U0001F621\U0001F92C]"
)


def score(text: str, lang: str) -> float:
    """Above 0 when a text is more likely upset than not; a number to be compared, not a chance."""
    return model(_known(lang)).score(text, signs(text))


def sounds_upset(text: str, lang: str) -> bool:
    """Whether a text is so upset that few others read like it. A word or two tell too little: "nope" is not upset."""
    least = settings("upset")
    meant = _without_courtesies(text)
    return len(meant.split()) >= least["words"] and score(meant, lang) > least[_known(lang)]


def _without_courtesies(text: str) -> str:
    """What is left without words of feeling that only say how politely something is asked: "I hate to bother you"."""
    line = Line(words(text))
    found = _courtesies().find(line.text, {word.plain for word in line.words})
    edge = len(text)
    for start, end in sorted({line.place(start, end) for _, start, end in found}, reverse=True):
        if end <= edge:
            text, edge = f"{text[:start]} {text[end:]}", start
    return text


@cache
def _courtesies() -> Phrases[str]:
    return Phrases((lang, parse(each, {})) for lang in LANGUAGES for each in lines(wordlist(lang)["courtesies"]))


def _known(lang: str) -> str:
    return lang if lang in LANGUAGES else LANGUAGES[0]


@lru_cache(maxsize=len(LANGUAGES))
def model(lang: str) -> Linear:
    return read_linear(f"mood.{lang}")


def signs(text: str) -> Mapping[str, float]:
    """How often each kind of feeling is named, by its share too, and how it is written."""
    told = plain(text).split()
    size = max(len(told), 1)
    counts = Counter(_named(told))
    found = {name: log1p(count) for name, count in counts.items()}
    found |= {f"{name} share": 4 * count / size for name, count in counts.items()}
    letters = [letter for letter in text if letter.isalpha()]
    shown = text.split()
    found |= {
        "exclaims": log1p(text.count("!")),
        "asks": log1p(text.count("?")),
        "trails": log1p(text.count("..")),
        "capitals": sum(letter.isupper() for letter in letters) / max(len(letters), 1),
        "shouted": log1p(sum(len(word) > 2 and word.isupper() for word in shown)),
        "smiles": float(bool(_SMILES.search(text))),
        "frowns": float(bool(_FROWNS.search(text))),
        "size": log1p(size) / 2,
    }
    return {name: value for name, value in found.items() if value}


def _named(told: list[str]) -> Iterator[str]:
    denied = 0
    for word in told:
        for kind in kinds_of(word):
            yield f"no {kind}" if denied else kind
        denied = _REACH if DENIAL in kinds_of(word) else max(denied - 1, 0)
    for first, second in pairwise(told):
        for one in kinds_of(first):
            for other in kinds_of(second):
                yield f"{one} {other}"


@lru_cache(maxsize=50_000)
def kinds_of(word: str) -> tuple[str, ...]:
    """The kinds of feeling that a plain word names."""
    whole, beginnings = _lists()
    found = dict.fromkeys(whole.get(word, ()))
    for end in range(3, len(word) + 1):
        found |= dict.fromkeys(beginnings.get(word[:end], ()))
    return tuple(found)


@cache
def _lists() -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]]:
    """The kinds by whole words, and by how words begin."""
    whole: dict[str, tuple[str, ...]] = {}
    beginnings: dict[str, tuple[str, ...]] = {}
    for kind, named in feelings().items():
        for word in named.split():
            table, key = (beginnings, word[:-1]) if word.endswith("*") else (whole, word)
            table[key] = (*table.get(key, ()), kind)
    return whole, beginnings
