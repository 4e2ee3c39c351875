"""Learn a linear model from judged texts. For the command line: scikit-learn is imported when learning begins."""

import math
from array import array
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from kompas.assistant.domain.errors import Permanent
from kompas.assistant.understanding.linear import PIECE, SIGN, Linear, Signs, often
from kompas.assistant.understanding.terms import pieces, plain, words_and_pairs

EASE = 0.03
MANY = 10_000  # texts
SHARE_OF_SIGNS = 0.5  # by rehearsal on four fifths of xed_nl_dev: .691 without, .699 with
Judged = tuple[str, bool]  # text, verdict
Bared = Callable[[str], str]


def learn_linear(judged: Sequence[Judged], signs: Signs, ease: float = EASE, bared: Bared = str) -> Linear:
    """The model that judges these texts best, both verdicts counting alike.

    `ease` is how freely it follows the texts; `bared` takes from a text what hides its terms, but not its signs. Of many
    texts, terms that stand in one alone are left out. Raises Permanent when all have the same verdict.
    """
    from sklearn.linear_model import LogisticRegression

    wanted = np.array([verdict for _text, verdict in judged])
    if wanted.all() or not wanted.any():
        raise Permanent("all lines have the same verdict.", "Give lines of both kinds.")
    rows = [_terms(bared(text)) for text, _verdict in judged]
    stand_in = Counter(term for row in rows for term in row)
    fewest = 2 if len(rows) >= MANY else 1
    rarity = {term: 1 + math.log(len(rows) / (1 + count)) for term, count in stand_in.items() if count >= fewest}
    for row, (text, _verdict) in zip(rows, judged, strict=True):
        row |= {SIGN + name: value for name, value in signs(text).items()}
    names, matrix = _matrix(rows, rarity)
    machine = LogisticRegression(C=ease, class_weight="balanced", solver="liblinear", max_iter=200).fit(matrix, wanted)
    found = zip(names, machine.coef_[0].tolist(), strict=True)
    return Linear(float(machine.intercept_[0]), {term: weight * rarity.get(term, 1.0) for term, weight in found})


def with_signs_of(model: Linear, other: Linear) -> Linear:
    """The model, with a share of what the signs say in another: for one of few texts, which taught it little of them."""
    signs = {term: SHARE_OF_SIGNS * weight for term, weight in other.terms.items() if term.startswith(SIGN)}
    terms = {**model.terms, **{term: weight + model.terms.get(term, 0.0) for term, weight in signs.items()}}
    return Linear(model.start + SHARE_OF_SIGNS * other.start, terms)


def _matrix(rows: Sequence[Mapping[str, float]], rarity: Mapping[str, float]) -> tuple[list[str], Any]:
    """The terms that count and the signs, with what each row has of them."""
    from scipy.sparse import csr_matrix

    names = sorted({*rarity, *(term for row in rows for term in row if term.startswith(SIGN))})
    column = {name: place for place, name in enumerate(names)}
    begins, places, values = array("i", [0]), array("i"), array("f")
    for row in rows:
        for term, value in row.items():
            if term in column:
                places.append(column[term])
                values.append(value * rarity.get(term, 1.0))
        begins.append(len(places))
    parts = (np.frombuffer(values, np.float32), np.frombuffer(places, np.int32), np.frombuffer(begins, np.int32))
    return names, csr_matrix(parts, shape=(len(rows), len(names)))


def _terms(text: str) -> dict[str, float]:
    told = plain(text)
    found: dict[str, float] = {}
    for terms in (words_and_pairs(told), (PIECE + piece for piece in pieces(told))):
        counts = Counter(terms)
        whole = math.sqrt(len(counts) or 1)
        found |= {term: often(count) / whole for term, count in counts.items()}
    return found
