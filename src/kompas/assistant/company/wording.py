"""Turns what the description's validators found into complaints that a company editor can act upon."""

import re
from collections.abc import Iterator
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from kompas.assistant.company.complaints import Findings, one_of
from kompas.assistant.company.sentences import Sentence, Value, sentence
from kompas.assistant.company.sheet import Data, Path, Sheet

_A_DATE = sentence("Write year-month-day, as in 2026-11-24.")
_A_MOMENT = sentence("Write it like 2026-11-24T10:00:00+01:00.")

# by kind of error: what is wrong, and the remedy. {input} is what stands there; {…} others are pydantic's own.
SAYINGS: dict[str, tuple[Sentence, Sentence]] = {
    "int_parsing": (sentence("'{input}' is not a whole number."), sentence("Write digits only.")),
    "int_from_float": (sentence("'{input}' is not a whole number."), sentence("Write digits only.")),
    "float_parsing": (sentence("'{input}' is not a number."), sentence("Write a number like 0.6, with a point.")),
    "finite_number": (sentence("'{input}' is not a number."), sentence("Write a number like 0.6, with a point.")),
    "bool_parsing": (sentence("'{input}' is neither true nor false."), sentence("Write true or false.")),
    "greater_than": (sentence("{input} is too small."), sentence("It must be more than {gt}.")),
    "greater_than_equal": (sentence("{input} is too small."), sentence("It must be {ge} or more.")),
    "less_than_equal": (sentence("{input} is too large."), sentence("It must be {le} or less.")),
    "string_pattern_mismatch": (sentence("'{input}' is not written as it should be."), Sentence("{pattern_words}")),
    "string_too_short": (sentence("it is empty."), sentence("Fill it in, or remove the line.")),
    "string_too_long": (sentence("it is longer than {max_length} characters."), sentence("Make it shorter.")),
    "too_short": (sentence("it is empty."), sentence("Give at least {min_length}.")),
    "too_long": (sentence("it holds more than {max_length}."), sentence("Remove some.")),
    "date_from_datetime_parsing": (sentence("'{input}' is not a date."), _A_DATE),
    "date_parsing": (sentence("'{input}' is not a date."), _A_DATE),
    "datetime_parsing": (sentence("'{input}' is not a moment."), _A_MOMENT),
    "datetime_from_date_parsing": (sentence("'{input}' is not a moment."), _A_MOMENT),
    "timezone_aware": (sentence("'{input}' has no timezone."), sentence("Add it, as in 2026-11-24T10:00:00+01:00.")),
    "union_tag_not_found": (
        sentence("this step is of no known kind."), sentence("Begin it with look_up, choose or show."),
    ),
}  # fmt: skip

PATTERN_WORDS = {
    r"^[a-z][a-z0-9_]*$": sentence("Use small letters, digits and _, beginning with a letter."),
    r"^[a-z0-9][a-z0-9_-]*$": sentence("Use small letters, digits, - and _."),
    r"^[A-Za-z][A-Za-z0-9_]*$": sentence("Use letters, digits and _, beginning with a letter."),
    r"^-?[A-Za-z][A-Za-z0-9_]*$": sentence("Write the name of a column, with - before it for the highest first."),
    r"^[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+$": sentence("Write a mail address like name@company.example."),
    r"^[^<>@]*<[^@\s<>]+@[^@\s<>]+>$|^[^@\s<>]+@[^@\s<>]+$": sentence("Write it like Name <name@company.example>."),
    r"^\d\d:\d\d ?- ?\d\d:\d\d$": sentence("Write it like 09:00-18:00."),
    r"^https?://[^/\s?#]+$": sentence("Write scheme and host only, as in https://www.company.example."),
    r"^[A-Z]{2}$": sentence("Use a country code like NL or BE."),
}
_SEE_DOCS = sentence("See docs/company-folder.md.")

KINDS = {
    "str": sentence("a text"),
    "dict": sentence("keys and values"),
    "list": sentence("a list"),
    "NoneType": sentence("nothing"),
}
_MAP = sentence("a map of keys and values")
WANTED = {
    "string_type": sentence("a text"),
    "bool_type": sentence("true or false"),
    "dict_type": _MAP,
    "model_type": _MAP,
    "model_attributes_type": _MAP,
    "tuple_type": sentence("a list"),
    "date_type": sentence("a date"),
    "datetime_type": sentence("a moment"),
    "int_type": sentence("a whole number"),
    "float_type": sentence("a number"),
    "mapping_type": _MAP,
}


def complain(refused: ValidationError, model: type[BaseModel], sheet: Sheet, path: Path, findings: Findings) -> None:
    """Add one complaint per error; `path` is where the validated value stands in the sheet."""
    errors = refused.errors(include_url=False)
    for error in errors:
        if error["type"] == "too_short" and any(_within(other["loc"], error["loc"]) for other in errors):
            continue  # pydantic counts the items without fault only
        names = {step for step in error["loc"] if isinstance(step, str)}
        loc = tuple(step for step in error["loc"] if not _is_tag(step))
        message, remedy = _say(error, model, names)
        findings.refuse(sheet.place((*path, *loc)), message, remedy)


def _say(error: ErrorDetails, model: type[BaseModel], names: set[str]) -> tuple[Sentence, Sentence]:
    kind, given, context = error["type"], error["input"], error.get("ctx", {})
    key = str(next((step for step in reversed(error["loc"]) if not _is_tag(step)), ""))
    if kind == "said":
        return context["message"], context["remedy"]
    if kind == "missing":
        return sentence("'{key}' is missing.", key=key), sentence("Add {key}.", key=key)
    if kind == "extra_forbidden":
        return sentence("the key '{key}' is unknown.", key=key), one_of(_known_keys(model, error["loc"], names), key)
    if kind == "literal_error":
        word = given if isinstance(given, str) else _kind(given)
        return sentence("'{word}' is unknown.", word=word), one_of(
            re.findall(r"'([^']*)'", str(context["expected"])), str(word)
        )
    if kind in WANTED:
        return _of_another_kind(kind, given, key)
    message, remedy = SAYINGS.get(kind, (sentence("{problem}.", problem=error["msg"]), _SEE_DOCS))
    words: dict[str, Value] = {name: _as_in_a_file(value) for name, value in context.items()}
    pattern_words = PATTERN_WORDS.get(str(context.get("pattern")), _SEE_DOCS)
    words |= {"input": given if isinstance(given, str) else _kind(given), "pattern_words": pattern_words}
    return message.filled(**words), remedy.filled(**words)


def _of_another_kind(kind: str, given: Data, key: str) -> tuple[Sentence, Sentence]:
    if given is None and " " in key:  # {nl: one thing, another, en: …} reads "another" as a key
        return sentence("a comma parts the text."), sentence("Put the text in quotes: it holds a comma.")
    if given is None:
        return sentence("it is empty."), sentence("Fill in {wanted}, or remove the line.", wanted=WANTED[kind])
    return sentence("here stands {kind}.", kind=_kind(given)), sentence("It must be {wanted}.", wanted=WANTED[kind])


def _as_in_a_file(value: object) -> Value:
    """A bound of pydantic's: a fraction with a point, as it is written in a file."""
    return f"{value:g}" if isinstance(value, float) else str(value)


def _known_keys(model: type[BaseModel], loc: tuple[int | str, ...], names: set[str]) -> set[str]:
    """The keys that the map around `loc` may have: walks down the description along the place of the error."""
    around: list[Any] = [model]
    for step in loc[:-1]:
        if not _is_tag(step):
            around = [inner for outer in around for inner in _under(outer, step)]
    maps = [shape for outer in around for shape in _models(outer)]
    tagged = [shape for shape in maps if shape.__name__ in names]
    return {info.alias or name for shape in tagged or maps for name, info in shape.model_fields.items()}


def _under(annotation: Any, step: int | str) -> Iterator[Any]:
    """What the description says of the value under `step` of a value described by `annotation`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield from (info.annotation for name, info in annotation.model_fields.items() if step == (info.alias or name))
    elif get_origin(annotation) is dict:
        yield get_args(annotation)[1]
    elif get_origin(annotation) is tuple:
        yield get_args(annotation)[0]
    else:  # Annotated or a union
        yield from (inner for argument in get_args(annotation) for inner in _under(argument, step))


def _models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for argument in get_args(annotation) for model in _models(argument)]


def _within(inner: tuple[int | str, ...], outer: tuple[int | str, ...]) -> bool:
    return len(inner) > len(outer) and inner[: len(outer)] == outer


def _is_tag(step: int | str) -> bool:
    """Steps of pydantic's own within a place: the kind of a workflow step, or [key] for the key of a map."""
    return step in ("[key]", "LookUpStep", "ChooseStep", "ShowStep")


def _kind(given: Data) -> Sentence:
    return KINDS.get(type(given).__name__, sentence("something else"))
