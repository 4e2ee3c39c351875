"""Whether somebody tells in their words what must stay in the house: who they are, where they live, their health, a secret.

Looked at before a question goes to a model or an embedder elsewhere. It errs to one side: with any such word nothing goes.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML

from kompas.assistant.company.words import first_names

_WORD = re.compile(r"[^\W\d_]+")
_TELLING = ("introductions", "naming", "address", "mail", "health", "secrets", "ids")


def reveals(text: str) -> bool:
    """Whether a word of these stands in the text, in Dutch or English, or a name."""
    plain = " ".join(text.casefold().replace("’", "'").split())
    return bool(_telling().search(plain) or _perhaps().search(plain) or _names(plain))


def ways(kind: str) -> str:
    """What stands under this name in the list, as one alternative of a pattern."""
    return "|".join(_way(one) for one in sorted(words(kind), key=len, reverse=True))


@cache
def words(kind: str) -> tuple[str, ...]:
    """What stands under this name in the list."""
    given: Iterable[str] = _data()[kind]
    return tuple(one.strip() for line in given for one in line.split(","))


def is_first_name(word: str) -> bool:
    """Whether it is one in any case, and no everyday word."""
    return word.casefold() in _only_names()


@cache
def _only_names() -> frozenset[str]:
    return first_names() - set(words("no_names"))


def _names(plain: str) -> bool:
    return not _only_names().isdisjoint(_WORD.findall(plain))


@cache
def _telling() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(ways, _TELLING))})(?!\w)")


@cache
def _perhaps() -> re.Pattern[str]:
    """Words that introduce somebody, unless an ordinary word follows."""
    return re.compile(rf"(?<!\w)(?:{ways('perhaps')}) (?!(?:{ways('ordinary')})(?!\w))[^\W\d_]")


def _way(one: str) -> str:
    return re.escape(one.removesuffix("*")) + (r"\w*" if one.endswith("*") else "")


@cache
def _data() -> Mapping[str, Any]:
    data: Mapping[str, Any] = YAML(typ="safe", pure=True).load(
        files(__package__).joinpath("revealing.yaml").read_text("utf-8")
    )
    return data
