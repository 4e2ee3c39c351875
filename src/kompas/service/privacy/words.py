"""What an export says, in every language that it knows. The words are data (words/*.yaml)."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from ruamel.yaml import YAML

LANGUAGES = ("nl", "en")


@cache
def words(lang: str) -> Mapping[str, Mapping[str, str]]:
    """The groups of words in one language: page, authors, tables, columns, classes."""
    known = lang if lang in LANGUAGES else LANGUAGES[-1]
    text = files("kompas.service.privacy").joinpath(f"words/{known}.yaml").read_text("utf-8")
    told: Mapping[str, Mapping[str, str]] = YAML(typ="safe").load(text)
    return told


def named(group: str, name: str, lang: str) -> str:
    """How this is called; what has no word yet is shown by its own name."""
    return words(lang)[group].get(name, name.replace("_", " "))
