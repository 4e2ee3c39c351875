"""Words of a text and their stems: lower case, accents folded, one stem for the forms of a word."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from threading import Lock

import snowballstemmer
from ruamel.yaml import YAML

CACHED_WORDS = 50_000
LONGEST = 60  # letters; the longest words of Dutch law have fifty
LANGUAGES = ("nl", "en")
_ALGORITHMS = {"nl": "dutch", "en": "english"}
_POSSESSIVE = re.compile(r"'s$")
_WORD = re.compile(r"\d+(?:[.,:]\d+)+|\w+(?:['’\-]\w+)*")
DOUBLE_VOWEL = re.compile(r"([aeou])\1")
_FINAL_D = re.compile(r"(?<=[bcdfghjklmnpqrstvwxz])[dt]$")


@dataclass(frozen=True, slots=True)
class WordLists:
    """The hand-written words of a language; `irregular` maps a form to its word, `related` groups words of a matter."""

    stop: frozenset[str]
    light: frozenset[str]
    units: frozenset[str]
    particles: frozenset[str]
    no_part: frozenset[str]
    irregular: Mapping[str, str]
    related: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=len(LANGUAGES))
def word_lists(lang: str) -> WordLists:
    """The word lists of `lang`; a language without lists has empty ones."""
    if lang not in LANGUAGES:
        none = frozenset[str]()
        return WordLists(none, none, none, none, none, {}, ())
    data = YAML(typ="safe").load(files(__package__).joinpath(f"data/{lang}.yaml").read_text("utf-8"))
    lists = {key: frozenset(data.get(key, "").split()) for key in ("stop", "light", "units", "particles", "no_part")}
    related = tuple(tuple(group.split()) for group in data["related"].splitlines())
    return WordLists(**lists, irregular=data["irregular"], related=related)


def words(text: str) -> list[str]:
    """The words, numbers and codes of a text as they stand, in lower case and without accents; of a very long one, its
    beginning: splitting, stemming and remembering words of thousands of letters would hold up everybody."""
    plain = text.lower()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain).replace("’", "'")
        plain = "".join(char for char in plain if not unicodedata.combining(char))
    return [word[:LONGEST] for word in _WORD.findall(plain)]


class Stemmer:
    """Stems of one language, with a bounded cache; safe to share between threads."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._irregular = word_lists(lang).irregular
        self._snowball = snowballstemmer.stemmer(_ALGORITHMS[lang]) if lang in _ALGORITHMS else None
        self._lock = Lock()  # the snowball object keeps the word it works on in itself
        self.stem = lru_cache(maxsize=CACHED_WORDS)(self._stem)

    def _stem(self, word: str) -> str:
        word = _POSSESSIVE.sub("", word)
        word = self._irregular.get(word, word)
        if self._snowball is None or not word.isalpha():
            return word
        with self._lock:
            stem: str = self._snowball.stemWord(word)
        return _levelled(stem) if self._lang == "nl" else stem


def _levelled(stem: str) -> str:
    """Takes away what the Dutch algorithm leaves different: fiet/fiets, bezorg/bezorgd, leveer/lever, daag/dag."""
    if stem.endswith("ts"):
        stem = stem[:-1]
    if len(stem) > 5:
        stem = _FINAL_D.sub("", stem)
    return DOUBLE_VOWEL.sub(r"\1", stem)
