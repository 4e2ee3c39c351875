"""Whether a sentence that a model wrote stands on what it cites. Exact: what is doubtful is a fault.

Stricter than support.py, which knows how people judge a text: a company that names a model may not be made to promise anything.

Numbers with their units, days, names, addresses, negations, conditions and commitments must stand in the source, and so must
most content words, half of them in one sentence of it.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from ruamel.yaml import YAML

from kompas.assistant.answering.binding import mixed
from kompas.assistant.answering.counting import in_digits
from kompas.assistant.answering.order import turned
from kompas.assistant.domain.words import plain_words

NUMBER, UNIT, DAY, NAME, ADDRESS = "number", "unit", "day", "name", "address"
NEGATION, CONDITION, COMMITMENT, WORDS = "negation", "condition", "commitment", "words"
MODAL, ORDER = "modal", "order"

Stems = Callable[[str, str], Sequence[str]]  # (text, language) to stems, stop words left out
_NUMBER = re.compile(r"([€$£]?)\s?(\d+(?:[.,:/-]\d+)*)(?:,-)?[\s-]?(%|€|[^\W\d_]+)?(?:\s([^\W\d_]+))?")
_FIGURE = re.compile(r"\d+(?:[.,:/-]\d+)*")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+|\b[\w-]+\.(?:nl|com|eu|org|net)\b\S*", re.IGNORECASE)
_NAME = re.compile(r"(?<![.!?:] )(?<!^)\b[^\W\d_a-z][\w'’&-]*[^\W_]")
_SIGNS = {"€": "euro", "$": "dollar", "£": "pound", "%": "percent"}


@dataclass(frozen=True, slots=True)
class _Lists:
    negation: frozenset[str]
    conditions: Mapping[str, tuple[str, ...]]
    commitments: tuple[str, ...]
    numbers: tuple[str, ...]
    days: tuple[str, ...]
    units: Mapping[str, str]
    joints: str
    modals: Mapping[str, tuple[str, ...]]
    leading: frozenset[str]
    naming: frozenset[str]


def faults(sentence: str, sources: Sequence[str], lang: str, stems: Stems, of_source: Stems) -> tuple[str, ...]:
    """What of the sentence does not stand in the sources, as codes, each once; () when all does.

    A sentence of a source is a line of it. `stems` analyses what the model wrote; `of_source` does the same for pieces of
    articles, and may remember them.
    """
    lists = _lists(lang)
    claim, source = (in_digits(text, lang, lists.units) for text in (sentence, "\n".join(sources)))
    found = [
        *_number_faults(claim, source, lists),
        *_listed_faults(claim, source, lists),
        *_name_faults(claim, source),
        *_line_faults(claim, source, lang, stems, of_source),
    ]
    return tuple(dict.fromkeys(found))


def _number_faults(sentence: str, source: str, lists: _Lists) -> Iterable[str]:
    there = _numbers(source, lists)
    for number, unit in _numbers(sentence, lists):
        units = {one for same, one in there if same == number}
        if not units:
            yield NUMBER
        elif unit and unit not in units:
            yield UNIT


def _numbers(text: str, lists: _Lists) -> list[tuple[str, str]]:
    """Each number with its unit; "" where none that is known stands beside it."""
    found = []
    for sign, number, after, second in _NUMBER.findall(text):
        both = lists.units.get(f"{after} {second}".lower())
        unit = _SIGNS.get(sign) or _SIGNS.get(after) or both or lists.units.get(after.lower(), "")
        found.append((re.sub(r"[,.]00$", "", number), unit))
    return found


def _listed_faults(sentence: str, source: str, lists: _Lists) -> Iterable[str]:
    """Words that must not appear by themselves: numbers in words, days, commitments."""
    said, there = _line(sentence), _line(source)
    for code, words in ((NUMBER, lists.numbers), (DAY, lists.days), (COMMITMENT, lists.commitments)):
        if any(_has(said, word) and not _has(there, word) for word in words):
            yield code


def _name_faults(sentence: str, source: str) -> Iterable[str]:
    there = set(plain_words(source))
    if any(address.rstrip(".,;!?)") not in source for address in _ADDRESS.findall(sentence)):
        yield ADDRESS
    if any(word not in there for name in _NAME.findall(_ADDRESS.sub(" ", sentence)) for word in plain_words(name)):
        yield NAME


def _line_faults(sentence: str, source: str, lang: str, stems: Stems, of_source: Stems) -> Iterable[str]:
    """What is judged beside the sentences of the source that it comes from: those that share most words with it."""
    need, lists, said = _data(), _lists(lang), set(stems(sentence, lang))
    lines = [line for line in source.splitlines() if line.strip()]
    told = [said.intersection(of_source(line, lang)) for line in lines]
    best = max(map(len, told), default=0)
    known = {word for words in told for word in words}
    if not said or len(known) < need["words_share"] * len(said) or len(said - known) > need["most_new"]:
        yield WORDS
    if best < need["line_share"] * len(said):
        yield WORDS
    weighed = [(line, len(_bare(words))) for line, words in zip(lines, told, strict=True)]
    beside = _beside(weighed)
    yield from _elsewhere(sentence, beside, lists)
    yield from _measured(sentence, beside, source, lang, stems)
    if mixed(
        sentence,
        beside,
        lambda text: _bare(stems(text, lang)),
        lambda text: _bare(of_source(text, lang)),
        _FIGURE,
        lists.joints,
    ):
        yield NUMBER
    nearest = [line for line, words in zip(lines, told, strict=True) if len(words) == best]
    yield from _said_otherwise(sentence, nearest, lang, stems, of_source)


def _said_otherwise(sentence: str, near: Sequence[str], lang: str, stems: Stems, of_source: Stems) -> Iterable[str]:
    """Denied or bound otherwise than in the lines that are nearest, another modal, or two things that changed places."""
    lists, claim, lines = _lists(lang), _line(sentence), [_line(line) for line in near]
    if all(_denies(claim, lists) != _denies(line, lists) for line in lines):
        yield NEGATION
    if all(_kinds(claim, lists.conditions) != _kinds(line, lists.conditions) for line in lines):
        yield CONDITION
    if lines and all(_kinds(claim, lists.modals) - _kinds(line, lists.modals) for line in lines):
        yield MODAL
    said, told = (lambda text: stems(text, lang)), (lambda text: of_source(text, lang))
    if near and all(turned(sentence, line, said, told, lists.leading, lists.naming) for line in near):
        yield ORDER


def _elsewhere(sentence: str, beside: Sequence[str], lists: _Lists) -> Iterable[str]:
    """A number that stands in the source, but in a line about something else: 5 working days for 14."""
    there = [one for line in beside for one in _numbers(line, lists)]
    for number, unit in _numbers(sentence, lists):
        if not any(number == same and unit in ("", other) for same, other in there):
            yield NUMBER


def _measured(sentence: str, beside: Sequence[str], source: str, lang: str, stems: Stems) -> Iterable[str]:
    """A unit that the lines beside it do not have; and a word before one that the source does not have."""
    lists, there = _lists(lang), set(plain_words(source))
    if not _units(sentence, lists) <= {unit for line in beside for unit in _units(line, lists)}:
        yield UNIT
    words = plain_words(sentence)
    before = [word for word, after in pairwise(words) if after in lists.units and f"{word} {after}" not in lists.units]
    if any(word not in there and not word.isdigit() and stems(word, lang) for word in before):
        yield NUMBER


def _units(text: str, lists: _Lists) -> set[str]:
    """The units that are named, beside a number or not; a working day is not a day too."""
    found = {unit for sign, unit in _SIGNS.items() if sign in text}
    for before, word in pairwise(("", *plain_words(text))):
        unit = lists.units.get(f"{before} {word}") or lists.units.get(word)
        found |= {unit} if unit else set()
    return found


def _beside(lines: Sequence[tuple[str, int]]) -> list[str]:
    """The lines that share about as many words with the sentence as the nearest one."""
    least = _data()["near_share"] * max(shared for _, shared in lines)
    return [line for line, shared in lines if shared >= least]


def _bare(stems: Iterable[str]) -> set[str]:
    return {stem for stem in stems if not stem[:1].isdigit()}


def _denies(line: str, lists: _Lists) -> int:
    return sum(word in lists.negation for word in line.split())


def _kinds(line: str, listed: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """The kinds of which a line has a word: of conditions, of modals. # in a list is any figure."""
    line = re.sub(r"\b\d\w*", "#", line)
    return frozenset(kind for kind, words in listed.items() if any(_has(line, word) for word in words))


def _line(text: str) -> str:
    return f" {' '.join(plain_words(text))} "


def _has(line: str, words: str) -> bool:
    return f" {words} " in line


@cache
def _lists(lang: str) -> _Lists:
    """The lists of a language; one without has empty ones, and digits, names and words still count."""
    given = _data().get(lang, {})
    return _Lists(
        frozenset(given.get("negation", ())),
        {kind: tuple(words) for kind, words in given.get("conditions", {}).items()},
        tuple(given.get("commitments", ())),
        tuple(given.get("numbers", ())),
        tuple(given.get("days", ())),
        given.get("units", {}),
        "|".join(given.get("joints", ())) or "(?!)",
        {kind: tuple(words) for kind, words in given.get("modals", {}).items()},
        frozenset(given.get("leading", ())),
        frozenset(given.get("naming", ())),
    )


@cache
def _data() -> Mapping[str, Any]:
    data: Mapping[str, Any] = YAML(typ="safe").load(
        files("kompas.assistant.answering").joinpath("backing.yaml").read_text("utf-8")
    )
    return data
