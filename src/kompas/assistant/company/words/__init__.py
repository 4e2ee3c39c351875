"""The words of this room, kept as data: first names of people, and how a moment is said."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML


@cache
def first_names() -> frozenset[str]:
    """First names of people (casefolded) that an assistant must not bear."""
    return frozenset(name.casefold() for line in _read("first_names.yaml")["names"] for name in line.split())


@cache
def moment_patterns() -> Mapping[str, Mapping[str, str]]:
    """By language and kind of moment, the pattern (Unicode date format) in which it is said."""
    patterns: Mapping[str, Mapping[str, str]] = _read("moments.yaml")
    return patterns


def _read(name: str) -> Any:
    return YAML(typ="safe", pure=True).load(files(__package__).joinpath(name).read_text(encoding="utf-8"))
