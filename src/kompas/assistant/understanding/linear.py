"""A linear model over the terms of a text: what each word, pair of words, piece of a word and sign says for one verdict.

Plain Python over a table of numbers: serving needs no scikit-learn, and a text costs some hundred look-ups.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from kompas.assistant.understanding.terms import pieces, plain, words_and_pairs
from kompas.assistant.understanding.wordlists import weights_file

START = "(start)"  # no term: terms have no brackets
PIECE = "~"  # before a piece, to tell it from a word
SIGN = "#"  # before the name of a sign
EVEN = 0.0  # the score from which the verdict is likelier than not, by what was learned
Signs = Callable[[str], Mapping[str, float]]  # what is told of a text beside its terms


@dataclass(frozen=True, slots=True)
class Linear:
    """`terms` gives what each known term says; an unknown one says nothing, but lessens the share of the others."""

    start: float
    terms: Mapping[str, float] = field(repr=False)

    def score(self, text: str, signs: Mapping[str, float]) -> float:
        """Above EVEN when the verdict is likelier than not. Signs are numbers about as large as 1."""
        told = plain(text)
        total = self.start + sum(self.terms.get(SIGN + name, 0.0) * value for name, value in signs.items())
        return total + self._said(words_and_pairs(told)) + self._said(PIECE + piece for piece in pieces(told))

    def _said(self, terms: Iterable[str]) -> float:
        counts = Counter(terms)
        said = sum(self.terms[term] * often(count) for term, count in counts.items() if term in self.terms)
        return said / math.sqrt(len(counts) or 1)


def often(count: int) -> float:
    """What a term says that stands so often in a text, against once."""
    return 1 + math.log(count)


def read_linear(name: str) -> Linear:
    """A model of this room: a file with a term and its weight (thousandths) on each line, between them a tab."""
    rows = (line.rsplit("\t", 1) for line in weights_file(name).splitlines() if not line.startswith("//"))
    terms = {term: int(weight) / 1000 for term, weight in rows}
    return Linear(terms.pop(START), terms)


def written(model: Linear, source: str, least: float) -> str:
    """A model as `read_linear` reads it, without terms (but for signs) that say less than `least`.

    `source` says where it comes from.
    """
    rows = sorted(
        (term, round(weight * 1000))
        for term, weight in model.terms.items()
        if abs(weight) >= least or term.startswith(SIGN)
    )
    lines = [f"// {source}", f"{START}\t{round(model.start * 1000)}"]
    return "\n".join([*lines, *(f"{term}\t{weight}" for term, weight in rows if weight)]) + "\n"
