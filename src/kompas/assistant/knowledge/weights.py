"""The numbers of the search, read from data/weights.yaml."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from ruamel.yaml import YAML


@dataclass(frozen=True, slots=True)
class Fields:
    title: float
    heading: float
    questions: float
    body: float


@dataclass(frozen=True, slots=True)
class Ways:
    parts: float
    synonym: float
    related: float
    near: float
    far: float
    end: float
    light: float


@dataclass(frozen=True, slots=True)
class Spelling:
    near_from: int
    far_from: int


@dataclass(frozen=True, slots=True)
class Bridging:
    word: float
    least: float
    enough: float
    most: int


@dataclass(frozen=True, slots=True)
class Ranking:
    engine: float
    coverage: float
    named: float
    told: float
    headed: float
    near: float
    exact: float
    other_language: float


@dataclass(frozen=True, slots=True)
class Certainty:
    start: float
    coverage: float
    named: float
    told: float
    headed: float
    near: float
    margin: float
    amount: float
    words: float
    strange: float
    amount_scale: float
    words_scale: float


@dataclass(frozen=True, slots=True)
class Results:
    pool: int
    of_one_article: int
    same_text: float


@dataclass(frozen=True, slots=True)
class Meanings:
    sharpness: float
    smooth: float
    articles: int
    of_one_article: int
    parts: int


@dataclass(frozen=True, slots=True)
class Weights:
    fields: Fields
    ways: Ways
    spelling: Spelling
    bridge: Bridging
    ranking: Ranking
    certainty: Certainty
    results: Results
    meaning: Meanings


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The numbers as they stand in the data file; a missing or unknown one fails at once."""
    data = YAML(typ="safe").load(files(__package__).joinpath("data/weights.yaml").read_text("utf-8"))
    return Weights(
        fields=Fields(**data["fields"]),
        ways=Ways(**data["ways"]),
        spelling=Spelling(**data["spelling"]),
        bridge=Bridging(**data["bridge"]),
        ranking=Ranking(**data["ranking"]),
        certainty=Certainty(**data["certainty"]),
        results=Results(**data["results"]),
        meaning=Meanings(**data["meaning"]),
    )
