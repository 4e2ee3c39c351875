"""How surely a sentence is supported by its evidence. Not for what is quoted: grounding.py checks that to the letter."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from kompas.assistant.answering.faults import ADDRESS, faults_of, strange_addresses
from kompas.assistant.answering.likeness import MEASURES, measures_of
from kompas.assistant.answering.reading import gathered, told

Coefficients = tuple[float, ...]  # the constant, then one for each of MEASURES
EVEN = 0.5


@dataclass(frozen=True, slots=True)
class Support:
    """`chance` (0..1) that people would call the sentence supported; `faults`: codes of what stands in it and not in the
    evidence (or the other way, for a condition or denial), each once."""

    chance: float
    faults: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether it may be said: nothing exact is wrong, and it is more likely supported than not."""
        return not self.faults and self.chance >= EVEN


def support_of(text: str, evidence: Sequence[str], lang: str, fitted: Coefficients | None = None) -> Support:
    """How surely a text is supported by these texts taken together: by the sentence of it that is least.

    Give as evidence what it cites, with titles and the names that it may use (the company's). Both in `lang`: words of
    another language are unknown. `fitted`: other coefficients than those that ship.
    """
    there = gathered(tuple(evidence), lang)
    weights = coefficients() if fitted is None else fitted
    chances, faults = [], list[str]()
    for sentence in told(text, lang):
        chances.append(chance_of(measures_of(sentence, there, lang), weights))
        faults.extend(faults_of(sentence, there))
    if strange_addresses(text, evidence):
        faults.append(ADDRESS)
    return Support(min(chances), tuple(dict.fromkeys(faults)))


def chance_of(measures: Sequence[float], weights: Coefficients) -> float:
    total = weights[0] + sum(map(float.__mul__, weights[1:], measures))
    return 1 / (1 + math.exp(-max(min(total, 30.0), -30.0)))


@cache
def coefficients() -> Coefficients:
    """Those of support_weights.yaml, fitted by `python -m benchmarks.fit_support`."""
    given: Mapping[str, float] = yaml.safe_load(files(__package__).joinpath("support_weights.yaml").read_text("utf-8"))
    return (float(given["start"]), *(float(given[name]) for name in MEASURES))
