"""The language in which a screen speaks, and what the thinking says of content in that language."""

from collections.abc import Iterable

from babel.numbers import get_decimal_symbol, get_group_symbol
from django.utils.translation import get_language, gettext

from kompas.assistant.company.complaints import Complaint
from kompas.assistant.company.sentences import Sentence


def reader_language() -> str:
    """That of whoever looks; Dutch where nobody does."""
    return get_language() or "nl"


def in_words(told: Sentence | Complaint) -> str:
    """A sentence, or a complaint with its place, for whoever looks."""
    return str(told.spoken(gettext, _number))


def for_reader(complaints: Iterable[Complaint]) -> list[Complaint]:
    """These complaints in the words of whoever looks, each with its place."""
    return [one.spoken(gettext, _number) for one in complaints]


def _number(english: str) -> str:
    """1,234.5 as this language writes it."""
    lang = reader_language()
    return english.translate({ord(","): get_group_symbol(lang), ord("."): get_decimal_symbol(lang)})
