"""The phrase files: every word that the assistant says of itself, by language, key and form of address."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML

LANGUAGES = ("nl", "en")
FORMS = ("u", "je")
_PLACE = re.compile(r"\{(\w+)(?:\|([^|{}]*)\|([^|{}]*))?\}")

Phrase = Mapping[str, str]  # by form of address


@lru_cache(maxsize=len(LANGUAGES))
def phrases(lang: str) -> Mapping[str, Phrase]:
    """The built-in phrases of a language by key ("handing_over.anger"). Raises FileNotFoundError for another one."""
    text = files("kompas.assistant.answering").joinpath(f"phrases/{lang}.yaml").read_text("utf-8")
    return dict(_flat(YAML(typ="safe").load(text), ""))


def _flat(entries: Mapping[str, Any], above: str) -> Iterator[tuple[str, Phrase]]:
    for key, entry in entries.items():
        if isinstance(entry, str):
            yield above + key, dict.fromkeys(FORMS, entry)
        elif set(entry) == set(FORMS):
            yield above + key, entry
        else:
            yield from _flat(entry, f"{above}{key}.")


def placeholders(phrase: str) -> frozenset[str]:
    """The names that a phrase wants to be filled in."""
    return frozenset(match[1] for match in _PLACE.finditer(phrase))


def filled(phrase: str, values: Mapping[str, object]) -> str:
    """The phrase with its values; {n|one|more} becomes the word for one or for more. KeyError when one misses."""

    def value_of(match: re.Match[str]) -> str:
        name, one, more = match.groups()
        value = values[name]
        return str(value) if one is None else one if value == 1 else more

    return _PLACE.sub(value_of, phrase)
