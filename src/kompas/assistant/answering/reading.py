"""A text as it is held against another: its sentences, with their words, stems and clauses."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from threading import Lock
from typing import Any

import snowballstemmer
import yaml

from kompas.assistant.answering.counting import value_of

TEXTS_KEPT = 512  # one turn holds several sentences against the same few passages
WORDS_KEPT = 50_000
TELLS = 3  # words from which a sentence is judged by itself
_ALGORITHMS = {"nl": "dutch", "en": "english"}
_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[€$£%]|[,;:()–—]")
_MARKS = frozenset(",;:()–—")
_ENDS = re.compile(r"(?<=[.!?])\s+(?=[^a-z])|\n+")
_MAY_END = re.compile(_ENDS.pattern + r"|(?<=\w\w[.!?])\s+")  # before a small letter too, but for "z. g." and "e.g."
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_lock = Lock()  # a stemmer keeps the word it works on in itself


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it stands; its words as written, in lower case without accents, and their stems; marks are left out.

    A number's stem is its value: "1.000", "1,000" and "1000" are one, as are "twaalf", "twelve" and "12". `clauses` are
    ranges of words.
    """

    text: str
    shown: tuple[str, ...]
    words: tuple[str, ...]
    stems: tuple[str, ...]
    clauses: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentences of all texts, and what of them is looked up: stems, words, pairs of stems that follow each other, the
    stems of each sentence, and the stems by their first two letters."""

    sentences: tuple[Sentence, ...]
    known: frozenset[str]
    words: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    stems: tuple[frozenset[str], ...]
    beginning: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=TEXTS_KEPT)
def gathered(texts: tuple[str, ...], lang: str) -> Evidence:
    """The evidence in these texts, whose order does not matter."""
    sentences = tuple(sentence for text in texts or ("",) for sentence in _read(text, lang, _MAY_END))
    stems = tuple(frozenset(sentence.stems) for sentence in sentences)
    known = frozenset[str]().union(*stems)
    beginning: dict[str, list[str]] = {}
    for one in known:
        beginning.setdefault(one[:2], []).append(one)
    return Evidence(
        sentences,
        known,
        frozenset(word for sentence in sentences for word in sentence.words),
        frozenset(pair for sentence in sentences for pair in pairwise(sentence.stems)),
        stems,
        {letters: tuple(sorted(all)) for letters, all in beginning.items()},
    )


@lru_cache(maxsize=TEXTS_KEPT)
def told(text: str, lang: str) -> tuple[Sentence, ...]:
    """The sentences of a text that tell something, at least one: "Yes." alone does not, unless there is nothing else."""
    sentences = _read(text, lang, _ENDS)
    return tuple(one for one in sentences if len(one.words) >= TELLS) or sentences


def _read(text: str, lang: str, ends: re.Pattern[str]) -> tuple[Sentence, ...]:
    sentences = (_sentence(part, lang) for part in ends.split(text) if part.strip())
    return tuple(sentence for sentence in sentences if sentence.words) or (Sentence(text, (), (), (), ()),)


def is_number(stem: str) -> bool:
    return stem[0].isdigit()


def _sentence(text: str, lang: str) -> Sentence:
    tokens = _TOKEN.findall(text)
    shown = tuple(token for token in tokens if token not in _MARKS)
    words = tuple(map(plain, shown))
    return Sentence(text, shown, words, tuple(stem(word, lang) for word in words), _clauses(tokens))


def _clauses(tokens: list[str]) -> tuple[tuple[int, int], ...]:
    begins, at = [0], 0
    for token in tokens:
        if token in _MARKS or token.lower() in words_of("clauses"):
            begins.append(at)
        at += token not in _MARKS
    ends = [*begins[1:], at]
    return tuple((begin, end) for begin, end in zip(begins, ends, strict=True) if end > begin)


def plain(word: str) -> str:
    """In lower case, without accents, with one kind of apostrophe."""
    word = word.lower()
    if word.isascii() or len(word) == 1:
        return word
    return "".join(
        sign for sign in unicodedata.normalize("NFKD", word.replace("’", "'")) if not unicodedata.combining(sign)
    )


@lru_cache(maxsize=WORDS_KEPT)
def stem(word: str, lang: str) -> str:
    """The stem of a plain word, or the value of a number."""
    if word[0].isdigit():
        return _value(word)
    if (number := value_of(word, lang)) is not None:
        return str(number)
    if lang not in _ALGORITHMS or not word.isalpha():
        return word
    with _lock:
        stemmed: str = _stemmer(lang).stemWord(word)
    return stemmed


@cache
def _stemmer(lang: str) -> Any:
    return snowballstemmer.stemmer(_ALGORITHMS[lang])


def _value(number: str) -> str:
    if _THOUSANDS.fullmatch(number):
        return number.replace(".", "").replace(",", "")
    whole, _, rest = number.replace(":", ".").replace(",", ".").partition(".")
    rest = rest.rstrip("0").rstrip(".")
    return (whole.lstrip("0") or "0") + (f".{rest}" if rest else "")


@cache
def words_of(name: str) -> frozenset[str]:
    """The words of a list of support.yaml, of all languages."""
    given = lists()[name]
    return frozenset(
        word for text in (given.values() if isinstance(given, dict) else (given,)) for word in text.split()
    )


@cache
def groups_of(name: str) -> Mapping[str, str]:
    """Each word of a list with groups, and its group."""
    groups = lists()[name]
    return {
        word: group
        for group, given in groups.items()
        for text in (given.values() if isinstance(given, dict) else (given,))
        for word in text.split()
    }


@cache
def lists() -> Mapping[str, Any]:
    text = files("kompas.assistant.answering").joinpath("support.yaml").read_text("utf-8")
    given: Mapping[str, Any] = yaml.safe_load(text)
    return given
