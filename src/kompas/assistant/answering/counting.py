"""Numbers that are written as words, Dutch and English: "vijfentwintig" and "twenty-five" are 25."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import yaml

WORDS_KEPT = 20_000
_RUN = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class _Words:
    small: Mapping[str, int]
    ones: Mapping[str, int]
    tens: Mapping[str, int]
    many: Mapping[str, int]
    joint: str
    article: frozenset[str]


@lru_cache(maxsize=WORDS_KEPT)
def value_of(word: str, lang: str) -> int | None:
    """The value of one plain word; None where it is no number, or may as well be an article."""
    given = _words(lang)
    return None if given is None or word in given.article else _value(word, given)


def in_digits(text: str, lang: str, units: Collection[str] = ()) -> str:
    """The text with its number words in digits. An article counts as 1 before one of these units."""
    given = _words(lang)
    if given is None:
        return text

    def turned(found: re.Match[str]) -> str:
        parts = re.split(r"([ -])", found[0])
        return "".join(_turned(parts, lang, given, units))

    return _RUN.sub(turned, text)


def _turned(parts: Sequence[str], lang: str, given: _Words, units: Collection[str]) -> list[str]:
    """Words and what stands between them, in turns; words that are one number together become one."""
    made, at = list[str](), 0
    while at < len(parts):
        end = _end_of_number(parts, at, given) if at % 2 == 0 else at
        if end > at:
            made.append(str(_sum([_value(_plain(word), given) or 0 for word in parts[at:end:2]])))
            at = end
            continue
        word, follows = _plain(parts[at]), _plain(parts[at + 2]) if at + 2 < len(parts) else ""
        made.append("1" if word in given.article and follows in units else parts[at])
        at += 1
    return made


def _end_of_number(parts: Sequence[str], at: int, given: _Words) -> int:
    """Where the number ends that begins here; here where none does. An article begins none, but "one hundred"."""
    end, joined = at, at
    while joined < len(parts):
        word = _plain(parts[joined])
        if _value(word, given) is None:
            if end == at or word != given.joint or _plain(parts[end - 1]) not in given.many:
                break
        else:
            end = joined + 1
        joined += 2
    alone = end == at + 1 and _plain(parts[at]) in given.article
    return at if alone else end


def _sum(values: Sequence[int]) -> int:
    total = current = 0
    for value in values:
        if value == 1000:
            total, current = total + max(current, 1) * value, 0
        elif value == 100:
            current = max(current, 1) * value
        else:
            current += value
    return total + current


def _value(word: str, given: _Words) -> int | None:
    for name, times in given.many.items():
        before, found, after = word.partition(name)
        if found:
            left = _value(before, given) if before else 1
            right = _value(after.removeprefix(given.joint), given) if after else 0
            return None if left is None or right is None else left * times + right
    if word in given.small:
        return given.small[word]
    return next((value for ten, tens in given.tens.items() if (value := _compound(word, ten, tens, given))), None)


def _compound(word: str, ten: str, tens: int, given: _Words) -> int:
    """vijfentwintig, twentyfive; else 0."""
    if word.endswith(given.joint + ten):
        one = given.ones.get(word.removesuffix(given.joint + ten))
    else:
        one = given.ones.get(word.removeprefix(ten)) if word.startswith(ten) else None
    return tens + one if one else 0


def _plain(word: str) -> str:
    word = word.lower()
    if word.isascii():
        return word
    return "".join(sign for sign in unicodedata.normalize("NFKD", word) if not unicodedata.combining(sign))


@cache
def _words(lang: str) -> _Words | None:
    given = yaml.safe_load(files("kompas.assistant.answering").joinpath("numbers.yaml").read_text("utf-8")).get(lang)
    if given is None:
        return None
    small = {**given["ones"], **given["teens"], **given["tens"]}
    return _Words(small, given["ones"], given["tens"], given["many"], given["and"], frozenset(given["article"]))
