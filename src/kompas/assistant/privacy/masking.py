"""Replace citizen numbers, bank accounts and payment cards before anything is stored.

What must stay readable stays: order numbers, phone numbers, tracking codes, dates and amounts.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from stdnum import iban, luhn, numdb
from stdnum.nl import bsn


class Kind(StrEnum):
    """What was found. The token in the text is the kind in square brackets, the same in every language."""

    BSN = "bsn"
    IBAN = "iban"
    CARD = "card"


@dataclass(frozen=True, slots=True)
class Masked:
    """The text with a token for each hit, and the kinds that were hit, each once."""

    text: str
    found: tuple[Kind, ...] = ()


_Hit = tuple[int, int, Kind]

# What people put between the digits of one number: spaces of all kinds, dots, commas, dashes, slashes and other signs,
# what turns a digit into a keycap, invisible characters. No end of a line: what stands below is another value.
_BETWEEN = (
    r"[ \t\u00a0\u00ad\u2000-\u200f\u202f\u2060\u20e3\u2800\u3000\u3164\ufe0f\ufeff.,'|*~=\-_/·•\u2010-\u2015\u2212]"
)
_LETTER = "[A-Za-zＡ-Ｚａ-ｚ]"
_MANY_DIGITS = re.compile(rf"\d(?:{_BETWEEN}{{0,3}}\d){{7,}}")
_GROUP = re.compile(r"\d+")
_BEGIN = rf"(?<!\d)(?<!\d{_BETWEEN})(?<!\d{_BETWEEN}{{2}})(?<!\d{_BETWEEN}{{3}})"  # not within a longer number

# How long an IBAN is, by country: 4, and the lengths in its structure ("4!a10!n").
_IBAN_LENGTHS = {
    country: 4 + sum(map(int, re.findall(r"(\d+)!", found["bban"])))
    for _, country, _, found, _ in numdb.get("iban").prefixes
}
# Read from right to left: digits are rarer than letters, so the search is quick.
_IBAN_START = re.compile(rf"\d{_BETWEEN}{{0,3}}\d{_BETWEEN}{{0,3}}{_LETTER}{_BETWEEN}{{0,3}}{_LETTER}")
_IBAN_REST = re.compile(rf"(?:{_BETWEEN}{{0,3}}(?:{_LETTER}|\d)){{15,34}}")
_VAT = re.compile(
    rf"(?i)(?<!\d)(?:NL{_BETWEEN}{{0,2}})?(\d(?:{_BETWEEN}{{0,3}}\d){{8}}){_BETWEEN}{{0,2}}B{_BETWEEN}{{0,2}}\d\d(?!\d)"
)

# The number ranges of card schemes: without them every tenth long tracking code would pass Luhn.
_CARD = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|(?:5[06-9]|6\d)\d{10,17}|2[2-7]\d{14}"
    r"|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11}|35\d{14}|(?:2131|1800)\d{11}"
)
# Eight digits are a BSN that lost its leading zero only where they are called so.
_CALLED_BSN = re.compile(r"(?i)(?:bsn|sofi|burgerservice|citizen service)[^\d\n]{0,30}$")

_LEFT_ALONE = re.compile(
    r"(?i)"
    # a date
    r"(?<!\d)(?:(?:0?[1-9]|[12]\d|3[01])([-./])(?:0?[1-9]|1[0-2])\1(?:19|20)\d\d"
    r"|(?:19|20)\d\d([-./])(?:0?[1-9]|1[0-2])\2(?:0?[1-9]|[12]\d|3[01]))(?!\d|[-./]\d)"
    # a phone number: called so, Dutch with its country code, from abroad, Dutch
    rf"|\b(?:tele(?:foon|phone)|tel|phone|mobiel|mobile)(?:nummer|number|nr)?\W{{0,3}}\d(?:{_BETWEEN}{{0,3}}\d){{6,9}}(?!\d)"
    rf"|(?:\+|{_BEGIN}00){_BETWEEN}?31(?:(?:{_BETWEEN}{{0,2}}|\s?\(0\)\s?)\d){{9}}(?!\d)"
    rf"|\+{_BETWEEN}?[1-9]\d{{0,2}}(?:{_BETWEEN}{{0,2}}\d){{7,10}}(?!\d)"
    rf"|{_BEGIN}(?=0\d{{9}}(?!\d)|0\d{{1,3}}{_BETWEEN})(?P<phone>0(?=[1-9])(?:{_BETWEEN}{{0,3}}\d){{9}})(?!\d)"
    # a code: letters stand right before the digits, and they do not say what the number is
    r"|(?<![^\W_])(?!(?:mijn|my|)(?:bsn|sofi|burgerservice|visa|mastercard|card|creditcard|kaart|)(?:nummer|number|nr|no|is|nl|)(?<=[a-z])\d)[^\W_]*[^\W\d_]\d+"
    # an amount
    r"|(?:[€$£]|\beur(?:o)?)\s?(?:\d{1,3}(?:[., ]\d{3})+|\d{1,12})(?![\d])"
    r"|(?<!\d)(?:\d{1,3}(?:[. ]\d{3})+|\d{1,12})(?=,\d\d(?!\d)|,-|\s?(?:€|euro?\b))"
)


def mask(text: str) -> Masked:
    """The text without BSN, IBAN and card numbers, however they are spaced; masking twice changes nothing more.

    A VAT number that holds a BSN is masked as a BSN. Text without hits comes back as it was.
    """
    found: list[Kind] = []
    while hits := _hits(text):
        found += [kind for _, _, kind in hits]
        for start, end, kind in reversed(hits):
            text = f"{text[:start]}[{kind}]{text[end:]}"
    return Masked(text, tuple(dict.fromkeys(found)))


def _hits(text: str) -> list[_Hit]:
    """The hits of the first kind that has any: an IBAN or VAT number holds digits that could pass for another."""
    if hits := list(_ibans(text)):
        return hits
    if not _MANY_DIGITS.search(text):
        return []
    if hits := list(_vat_numbers(text)):
        return hits
    # What is left alone can only take hits away, so it is looked for only when there are some.
    return list(_numbers(_LEFT_ALONE.sub(_hidden, text))) if any(_numbers(text)) else []


def _ibans(text: str) -> Iterator[_Hit]:
    end = 0
    for start in sorted(len(text) - found.end() for found in _IBAN_START.finditer(text[::-1])):
        if start >= end and (rest := _IBAN_REST.match(text, start)):
            places = [place for place in range(start, rest.end()) if text[place].isalnum()]
            letters = unicodedata.normalize("NFKC", "".join(text[place] for place in places)).upper()
            length = _IBAN_LENGTHS.get(letters[:2], len(letters) + 1)
            if length <= len(letters) and iban.is_valid(letters[:length], check_country=False):
                end = places[length - 1] + 1
                yield start, end, Kind.IBAN


def _vat_numbers(text: str) -> Iterator[_Hit]:
    for found in _VAT.finditer(text):
        if bsn.is_valid(_plain(found[1])):
            yield found.start(), found.end(), Kind.BSN


def _numbers(text: str) -> Iterator[_Hit]:
    """Cards and BSNs: numbers that begin and end with a group of digits, whatever the groups in between."""
    end = 0
    for run in _MANY_DIGITS.finditer(text):
        groups = [group.span() for group in _GROUP.finditer(text, run.start(), run.end())]
        for place, (start, _) in enumerate(groups):
            if start >= end and (hit := _number_at(text, groups[place : place + 19])):
                yield hit
                end = hit[1]


def _hidden(found: re.Match[str]) -> str:
    phone = found["phone"]
    if phone and any(len(group) == 1 for group in _GROUP.findall(phone)):
        return found[0]
    return "\n" * len(found[0])


def _number_at(text: str, groups: list[tuple[int, int]]) -> _Hit | None:
    """The longest card or BSN that begins with the first group."""
    digits, hit, begin = "", None, groups[0][0]
    for start, end in groups:
        digits += _plain(text[start:end])
        if len(digits) > 19:
            break
        if _CARD.fullmatch(digits) and luhn.is_valid(digits):
            hit = (begin, end, Kind.CARD)
        elif _is_bsn(digits, text, begin):
            hit = (begin, end, Kind.BSN)
    return hit


def _is_bsn(digits: str, text: str, begin: int) -> bool:
    if len(digits) not in (8, 9) or not bsn.is_valid(digits):
        return False
    return len(digits) == 9 or bool(_CALLED_BSN.search(text[max(0, begin - 50) : begin]))


def _plain(number: str) -> str:
    """The ASCII digits of a number, whatever its script and spacing."""
    return "".join(str(unicodedata.decimal(digit)) for digit in number if digit.isdecimal())
