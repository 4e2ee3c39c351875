"""How much of a passage is an answer, and how long a reply may be: the numbers of limits.yaml."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from ruamel.yaml import YAML


@dataclass(frozen=True, slots=True)
class Limits:
    short_words: int
    fewest_sentences: int
    most_sentences: int
    most_items: int
    most_rows: int
    block_share: float
    second_certainty: float
    second_adds: float
    examples: tuple[str, ...]
    part_characters: int
    sentence_characters: int
    reply_characters: int
    spoken_characters: int
    label_characters: int
    glance_characters: int


@lru_cache(maxsize=1)
def limits() -> Limits:
    """The numbers as they stand in the data file; a missing or unknown one fails at once."""
    text = files("kompas.assistant.answering").joinpath("limits.yaml").read_text("utf-8")
    given = YAML(typ="safe").load(text)
    return Limits(**{**given, "examples": tuple(given["examples"])})
