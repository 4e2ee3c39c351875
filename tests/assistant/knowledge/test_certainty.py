from dataclasses import replace

import numpy as np
import pytest

from kompas.assistant.knowledge.catalogue import Floats
from kompas.assistant.knowledge.certainty import Evidence, certainties, ranks
from kompas.assistant.knowledge.weights import weights

MEASURES = ("coverage", "named", "told", "headed", "near", "amount", "words")


def some(value: float = 0.5) -> Floats:
    return np.array([value], np.float32)


EVIDENCE = Evidence(some(), some(), some(), some(), some(), some(), some(), some(0.2))


def certainty(evidence: Evidence, margin: float = 0.2) -> float:
    return float(certainties(evidence, some(margin), weights().certainty)[0])


@pytest.mark.parametrize("measure", MEASURES)
def test_more_evidence_is_never_less_certain(measure: str) -> None:
    rising = [certainty(replace(EVIDENCE, **{measure: some(value)})) for value in (0.0, 0.25, 0.5, 0.75, 1.0)]
    assert rising == sorted(rising)
    assert rising[0] < rising[-1]


def test_strange_words_and_near_rivals_make_it_less_certain() -> None:
    falling = [certainty(replace(EVIDENCE, strange=some(value))) for value in (0.0, 0.3, 0.6, 1.0)]
    assert falling == sorted(falling, reverse=True)
    assert falling[0] > falling[-1]
    assert certainty(EVIDENCE, margin=0.8) > certainty(EVIDENCE, margin=0.0) > certainty(EVIDENCE, margin=-0.8)


def test_full_evidence_is_certain_and_none_is_not() -> None:
    full = Evidence(*(some(1) for _ in range(7)), some(0))
    none = Evidence(*(some(0) for _ in range(7)), some(1))
    assert certainty(full, margin=1.0) > 0.95
    assert certainty(none, margin=0.0) < 0.05


def test_rank_rises_with_the_engine_and_the_measures() -> None:
    scores = np.array([1.0, 2.0], np.float32)
    same = Evidence(*(np.array([0.5, 0.5], np.float32) for _ in range(8)))
    low, high = ranks(same, scores, 2.0, weights().ranking)
    assert low < high
    nearer = replace(same, near=np.array([1.0, 0.5], np.float32))
    assert ranks(nearer, scores, 2.0, weights().ranking)[0] > low
