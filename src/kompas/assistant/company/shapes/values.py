"""What the shapes of all files share: texts, words by language, ids, days."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, RootModel
from pydantic_core import PydanticCustomError

from kompas.assistant.company.sentences import Sentence, sentence

LANGUAGES = ("nl", "en")  # those that every text of Kompas itself is written in


def wrong(message: Sentence, remedy: Sentence) -> PydanticCustomError:
    """An error in our own words; they travel as values and not as pydantic's template."""
    return PydanticCustomError("said", "{message} {remedy}", {"message": message, "remedy": remedy})


class Shape(BaseModel):
    """One map in a file: unknown keys are refused, values are frozen."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, allow_inf_nan=False)


def _printable(text: str) -> str:
    if any(ord(sign) < 32 and sign not in "\n\t" for sign in text):
        raise wrong(sentence("a control character stands in the text."), sentence("Remove it."))
    return text


def _plain_day(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d", value.strip()):
        message = sentence("'{input}' is not a date.", input=value)
        raise wrong(message, sentence("Write year-month-day, as in 2026-11-24."))
    return value


def _yes_or_no(value: Any) -> Any:
    if value not in (True, False, "true", "false"):
        message = sentence("'{input}' is neither true nor false.", input=str(value))
        raise wrong(message, sentence("Write true or false."))
    return value


def _unique(items: tuple[Any, ...]) -> tuple[Any, ...]:
    twice = [item for item in items if items.count(item) > 1]
    if twice:
        message = sentence("'{name}' stands here twice.", name=str(twice[0]))
        raise wrong(message, sentence("Remove one of them."))
    return items


Line = Annotated[str, Field(min_length=1, max_length=4000), AfterValidator(_printable)]
YesNo = Annotated[bool, BeforeValidator(_yes_or_no)]
Day = Annotated[date, BeforeValidator(_plain_day)]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=80)]
RuleId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=120)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=200)]
FieldName = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]*$", max_length=80)]
Lines = Annotated[tuple[Line, ...], Field(min_length=1)]
Slugs = Annotated[tuple[Slug, ...], Field(min_length=1), AfterValidator(_unique)]
FieldNames = Annotated[tuple[FieldName, ...], Field(min_length=1), AfterValidator(_unique)]


class Texts(RootModel[dict[str, Line]]):
    """A text by language: {nl: …, en: …}; the company's first language must be there."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True, json_schema_extra={"minProperties": 1})


class WordLists(RootModel[dict[str, Lines]]):
    """Words or sentences by language: {nl: […], en: […]}; the company's first language must be there."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True, json_schema_extra={"minProperties": 1})
