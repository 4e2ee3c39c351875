"""How a value of a customer system is shown in a language: dates in words, money with its sign, choices worded."""

import re
from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

from kompas.assistant.domain.company import FieldShape

CURRENCY = "EUR"
NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")
HARD_SPACE = "\N{NO-BREAK SPACE}"


def shown_in(lang: str, value: str, shape: FieldShape) -> str:
    """The value in words of `lang`; empty stays empty.

    Raises ValueError when the value is not of the field's type.
    """
    if not value:
        return ""
    match shape.type:
        case "date":
            return str(format_date(date.fromisoformat(value), "d MMMM y", locale=lang))
        case "money":
            return _plain_spaces(format_currency(number_of(value), CURRENCY, locale=lang))
        case "number":
            return _plain_spaces(format_decimal(number_of(value), locale=lang))
        case "choice":
            words = shape.values.get(value, {})
            return words.get(lang) or next(iter(words.values()), value)
    return value


def number_of(value: str) -> Decimal:
    """The number written as digits with at most one point. Raises ValueError, also for 1e9 and NaN."""
    if not NUMBER.fullmatch(value.strip()):
        raise ValueError("not a number")
    return Decimal(value.strip())


def _plain_spaces(text: str) -> str:
    """Hard spaces would make "€ 12,50" differ from the same words typed by people."""
    return text.replace(HARD_SPACE, " ")
