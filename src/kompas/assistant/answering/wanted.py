"""What kind of fact a question asks for (how long, how much, when), and whether a text gives one of that kind."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class _Kind:
    asked: re.Pattern[str]
    given: re.Pattern[str]
    sign: str


def kinds_asked(question: str) -> frozenset[str]:
    """The kinds of fact that a question asks for, by name; many questions ask for none of them."""
    typed = question.lower()
    return frozenset(name for name, kind in _kinds().items() if kind.asked.search(typed))


def gives(kind: str, text: str) -> bool:
    """Whether a text holds a fact of this kind, whatever it is about."""
    known = _kinds()[kind]
    return bool(known.sign and known.sign in text) or known.given.search(text.lower()) is not None


@cache
def _kinds() -> Mapping[str, _Kind]:
    given = yaml.safe_load(files(__package__).joinpath("wanted.yaml").read_text("utf-8"))
    signs: Mapping[str, str] = given.pop("signs")
    return {
        name: _Kind(_whole_words(kind["asked"]), _whole_words(kind["given"]), signs.get(name, ""))
        for name, kind in given.items()
    }


def _whole_words(ways: Iterable[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(ways) + r")(?!\w)")
