"""The word lists of this room, one file per language, read once."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

LANGUAGES = ("nl", "en")


@cache
def wordlist(lang: str) -> Mapping[str, Any]:
    """The file of a language: maps, and texts that `lines` and `listed` take apart. Every value is text."""
    return _read(lang)


def _read(name: str) -> Mapping[str, Any]:
    source = files(__package__).joinpath("words", f"{name}.yaml").read_text("utf-8")
    loaded: Mapping[str, Any] = yaml.load(source, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506 plain text only
    return loaded


def listed(text: str) -> tuple[str, ...]:
    """The entries of a list with commas."""
    return tuple(entry for entry in (part.strip() for part in text.split(",")) if entry)


def lines(text: str) -> tuple[str, ...]:
    """The entries of a list with one entry per line."""
    return tuple(entry for entry in (part.strip() for part in text.splitlines()) if entry)


@cache
def languages_named() -> Mapping[str, tuple[str, ...]]:
    """What customers call each language of Kompas, in any of them."""
    named = {
        lang: [name for each in LANGUAGES for name in listed(wordlist(each)["languages"][lang])] for lang in LANGUAGES
    }
    return {lang: tuple(dict.fromkeys(names)) for lang, names in named.items()}


@cache
def settings(section: str) -> Mapping[str, float]:
    """The numbers of a section of signs.yaml."""
    return {name: float(number) for name, number in _read("signs")[section].items()}


@cache
def feelings() -> Mapping[str, str]:
    """The words of each kind of feeling, of both languages."""
    return _read("feelings")


def weights_file(name: str) -> str:
    """The text of a file of weights that were learned; see linear.py."""
    return files(__package__).joinpath("weights", f"{name}.tsv").read_text("utf-8")
