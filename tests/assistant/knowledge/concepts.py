"""An embedder that knows what a few words mean, and counts what it is asked."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from kompas.assistant.domain.errors import Temporary
from kompas.assistant.knowledge.stems import words

CONCEPTS = (
    {"bezorging", "bezorgen", "pakket", "koerier", "delivery", "courier"},
    {"retourneren", "terugbrengen", "ruilen", "returns", "swap"},
    {"maaier", "grasmaaier", "huren", "lenen", "borg", "leihen", "meenemen"},
    {"zaaien", "zaaikalender", "tomaten", "kiemen"},
    {"kosten", "bezorgkosten", "prijs"},
    {"kerstbomen", "personeelskorting", "plants", "tuin"},
)


@dataclass
class Concepts:
    """Each text is the share of its words in each group. `failing` plays an embedder that is gone."""

    name: str = "concepts"
    outside: bool = False
    failing: bool = False
    asked: list[str] = field(default_factory=list)

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        if self.failing:
            raise Temporary("It is gone.")
        self.asked += texts
        rows = np.array([[float(len(group & set(words(text)))) for group in CONCEPTS] for text in texts], np.float32)
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.where(lengths > 0, rows / np.maximum(lengths, 1), rows).astype(np.float32)
