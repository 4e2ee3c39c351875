"""What the front door itself says, in every language that it knows. The words are data (words/*.yaml)."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML

from kompas.assistant.answering.phrases import filled

LANGUAGES = ("nl", "en")


def say(key: str, lang: str, /, **values: object) -> str:
    """The words with this key ("problem.gone.title"), filled in. KeyError for a key that does not exist."""
    return filled(_words(lang if lang in LANGUAGES else LANGUAGES[-1])[key], values)


def knows(key: str) -> bool:
    return key in _words(LANGUAGES[0])


def all_of(group: str, lang: str) -> dict[str, str]:
    """The words of a group by their short key, for a page that fills in nothing."""
    words = _words(lang if lang in LANGUAGES else LANGUAGES[-1])
    return {key.removeprefix(f"{group}."): text for key, text in words.items() if key.startswith(f"{group}.")}


@cache
def _words(lang: str) -> Mapping[str, str]:
    text = files("kompas.service.front_door").joinpath(f"words/{lang}.yaml").read_text("utf-8")
    return dict(_flat(YAML(typ="safe").load(text), ""))


def _flat(entries: Mapping[Any, Any], above: str) -> Iterator[tuple[str, str]]:
    for key, entry in entries.items():
        if isinstance(entry, str):
            yield f"{above}{key}", entry
        else:
            inner: Mapping[Any, Any] = entry if isinstance(entry, dict) else dict(enumerate(entry))
            yield from _flat(inner, f"{above}{key}.")
