"""Labelled lines to measure with: files of JSON lines, every line checked, a bad one named by its number."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from kompas.assistant.domain.errors import Permanent

MOST_NAMED = 20  # bad lines that are told of one file

Filled = Annotated[str, StringConstraints(min_length=1, pattern=r"\S")]


class Row(BaseModel):
    """One line; what it holds beside the fields that are asked for is passed over."""

    model_config = ConfigDict(frozen=True, strict=True)


class IntentRow(Row):
    """What somebody wrote and what they came for; None is out of scope."""

    text: Filled
    intent: Filled | None


class ArticleRow(Row):
    id: Filled
    title: Filled
    content: Filled


class QueryRow(Row):
    """A question, and the ids of the articles that answer it."""

    query: Filled
    relevant: Annotated[tuple[Filled, ...], Field(min_length=1)]


class PairRow(Row):
    """A claim, the text that it should stand on, and whether it does."""

    source: Filled
    claim: Filled
    supported: bool


class MoodRow(Row):
    text: Filled
    upset: bool


class AttackRow(Row):
    """What somebody wrote, and whether it tries to give the assistant orders or to get at what is not theirs."""

    text: Filled
    attack: bool


R = TypeVar("R", bound=Row)


class BadRows(Permanent):
    """Lines that cannot be used: nothing is measured, for a figure of half a file would be taken for one of all."""


def read_rows(path: Path, shape: type[R]) -> tuple[R, ...]:
    """Every line of a file in this shape; empty lines are passed over.

    Raises BadRows, which names file, line and fault of each bad line, and Permanent when the file cannot be read or
    holds no row.
    """
    rows: list[R] = []
    bad: list[str] = []
    for number, line in _lines(path):
        try:
            rows.append(shape.model_validate_json(line))
        except ValidationError as refused:
            bad.append(f"{path.name}:{number}: {_fault(refused)}")
    if bad:
        more = [f"… and {len(bad) - MOST_NAMED} more bad lines."] if len(bad) > MOST_NAMED else []
        fields = ", ".join(f'"{name}"' for name in shape.model_fields)
        raise BadRows("\n".join([*bad[:MOST_NAMED], *more]), f"Each line is one JSON object with {fields}.")
    if not rows:
        raise Permanent(f"{path.name} holds no rows.", "Give a file with one JSON object a line.")
    return tuple(rows)


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield number, line.removeprefix(b"\xef\xbb\xbf")
    except OSError as error:
        raise Permanent(f"{path} cannot be read ({error.strerror}).", "Check its name and rights.") from None


def _fault(refused: ValidationError) -> str:
    first = refused.errors(include_url=False, include_input=False)[0]
    where = ".".join(map(str, first["loc"]))
    match first["type"]:
        case "json_invalid":
            return "this is no JSON."
        case "missing":
            return f"{where} is missing."
        case "string_too_short" | "string_pattern_mismatch":
            return f"{where} is empty."
        case "model_type" | "model_attributes_type":
            return "this is no JSON object."
    return f"{where}: {first['msg'][:1].lower()}{first['msg'][1:]}."
