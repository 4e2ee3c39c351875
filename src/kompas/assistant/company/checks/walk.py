"""Finds the values of one kind within a shape, each with its path as written in the file."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from pydantic import BaseModel

from kompas.assistant.company.sheet import Path

Kind = TypeVar("Kind", bound=BaseModel)


def each(kind: type[Kind], value: object, path: Path = ()) -> Iterator[tuple[Path, Kind]]:
    """All values of `kind` in `value`, in the order of the description."""
    if isinstance(value, kind):
        yield path, value
    elif isinstance(value, BaseModel):
        for name, info in type(value).model_fields.items():
            yield from each(kind, getattr(value, name), (*path, info.alias or name))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from each(kind, inner, (*path, str(key)))
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from each(kind, inner, (*path, index))
