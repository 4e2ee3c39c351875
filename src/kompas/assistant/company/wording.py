"""Turns what the description's validators found into complaints that a company editor can act upon."""

import re
from collections.abc import Iterator
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from kompas.assistant.company.complaints import Findings, one_of
from kompas.assistant.company.sheet import Data, Path, Sheet

# by kind of error: what is wrong, and the remedy. {input} is what stands there; {…} others are pydantic's own.
SAYINGS: dict[str, tuple[str, str]] = {
    "int_parsing": ("'{input}' is not a whole number.", "Write digits only."),
    "int_from_float": ("'{input}' is not a whole number.", "Write digits only."),
    "float_parsing": ("'{input}' is not a number.", "Write a number like 0.6, with a point."),
    "finite_number": ("'{input}' is not a number.", "Write a number like 0.6, with a point."),
    "greater_than": ("{input} is too small.", "It must be more than {gt:g}."),
    "greater_than_equal": ("{input} is too small.", "It must be {ge:g} or more."),
    "less_than_equal": ("{input} is too large.", "It must be {le:g} or less."),
    "string_pattern_mismatch": ("'{input}' is not written as it should be.", "{pattern_words}"),
    "string_too_short": ("it is empty.", "Fill it in, or remove the line."),
    "string_too_long": ("it is longer than {max_length} characters.", "Make it shorter."),
    "too_short": ("it is empty.", "Give at least {min_length}."),
    "too_long": ("it holds more than {max_length}.", "Remove some."),
    "date_from_datetime_parsing": ("'{input}' is not a date.", "Write year-month-day, as in 2026-11-24."),
    "date_parsing": ("'{input}' is not a date.", "Write year-month-day, as in 2026-11-24."),
    "datetime_parsing": ("'{input}' is not a moment.", "Write it like 2026-11-24T10:00:00+01:00."),
    "datetime_from_date_parsing": ("'{input}' is not a moment.", "Write it like 2026-11-24T10:00:00+01:00."),
    "timezone_aware": ("'{input}' has no timezone.", "Add it, as in 2026-11-24T10:00:00+01:00."),
    "union_tag_not_found": ("this step is of no known kind.", "Begin it with look_up, choose or show."),
}  # fmt: skip

PATTERN_WORDS = {
    r"^[a-z][a-z0-9_]*$": "Use small letters, digits and _, beginning with a letter.",
    r"^[a-z0-9][a-z0-9_-]*$": "Use small letters, digits, - and _.",
    r"^[A-Za-z][A-Za-z0-9_]*$": "Use letters, digits and _, beginning with a letter.",
    r"^-?[A-Za-z][A-Za-z0-9_]*$": "Write the name of a column, with - before it for the highest first.",
    r"^[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+$": "Write a mail address like name@company.example.",
    r"^\d\d:\d\d ?- ?\d\d:\d\d$": "Write it like 09:00-18:00.",
    r"^https?://[^/\s?#]+$": "Write scheme and host only, as in https://www.company.example.",
    r"^[A-Z]{2}$": "Use a country code like NL or BE.",
}

KINDS = {"str": "a text", "dict": "keys and values", "list": "a list", "NoneType": "nothing"}
WANTED = {
    "string_type": "a text",
    "dict_type": "a map of keys and values",
    "model_type": "a map of keys and values",
    "model_attributes_type": "a map of keys and values",
    "tuple_type": "a list",
    "date_type": "a date",
    "datetime_type": "a moment",
    "int_type": "a whole number",
    "float_type": "a number",
    "mapping_type": "a map of keys and values",
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


def _say(error: ErrorDetails, model: type[BaseModel], names: set[str]) -> tuple[str, str]:
    kind, given, context = error["type"], error["input"], error.get("ctx", {})
    key = str(next((step for step in reversed(error["loc"]) if not _is_tag(step)), ""))
    if kind == "said":
        return str(context["message"]), str(context["remedy"])
    if kind == "missing":
        return f"'{key}' is missing.", f"Add {key}."
    if kind == "extra_forbidden":
        return f"the key '{key}' is unknown.", one_of(_known_keys(model, error["loc"], names), key)
    if kind == "literal_error":
        word = given if isinstance(given, str) else _kind(given)
        return f"'{word}' is unknown.", one_of(re.findall(r"'([^']*)'", str(context["expected"])), word)
    if kind in WANTED:
        if given is None and " " in key:  # {nl: one thing, another, en: …} reads "another" as a key
            return "a comma parts the text.", "Put the text in quotes: it holds a comma."
        if given is None:
            return "it is empty.", f"Fill in {WANTED[kind]}, or remove the line."
        return f"here stands {_kind(given)}.", f"It must be {WANTED[kind]}."
    message, remedy = SAYINGS.get(kind, (f"{error['msg']}.", "See docs/company-folder.md."))
    words = {**context, "input": given, "pattern_words": PATTERN_WORDS.get(str(context.get("pattern")), "See docs.")}
    return message.format(**words), remedy.format(**words)


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


def _kind(given: Data) -> str:
    return KINDS.get(type(given).__name__, "something else")
