"""The measures of evidence of some passages for one question, from the catalogue's arrays."""

import numpy as np
import numpy.typing as npt

from kompas.assistant.knowledge.asked import Asked
from kompas.assistant.knowledge.catalogue import HEADED, NAMED, TOLD, Catalogue, Floats, Ints, places
from kompas.assistant.knowledge.certainty import Evidence
from kompas.assistant.knowledge.weights import Certainty

Present = npt.NDArray[np.bool_]


def weighed(asked: Asked, passages: Ints, catalogue: Catalogue, scales: Certainty) -> tuple[Evidence, Present]:
    """The evidence of these passages, and which of the question's stems each of them has."""
    where, begins = places(catalogue.token_starts, passages)
    hits = asked.hits(catalogue.tokens[where], begins)
    flags = catalogue.flags[where][hits.at]
    present = hits.present()
    degrees = asked.degrees(present)
    covered = degrees @ asked.term_weights
    evidence = Evidence(
        coverage=covered / asked.total,
        named=_share(asked, hits.present((flags & (NAMED | HEADED)) > 0)),
        told=_share(asked, hits.present((flags & (HEADED | TOLD)) > 0)),
        headed=_headed(asked, passages, catalogue),
        near=_near(asked, catalogue.owner[passages], catalogue),
        amount=1 - np.exp(-covered / scales.amount_scale),
        words=1 - np.exp(-degrees.sum(axis=1) / scales.words_scale),
        strange=np.full(len(passages), asked.strange / asked.total, np.float32),
    )
    return evidence, present


def unfounded(passages: int) -> Evidence:
    """The evidence of so many passages for a question of which no word is known."""
    nothing = np.zeros(passages, np.float32)
    return Evidence(nothing, nothing, nothing, nothing, nothing, nothing, nothing, strange=nothing + 1)


def _share(asked: Asked, present: Present) -> Floats:
    """The share of the question's weight that is there."""
    share: Floats = asked.degrees(present) @ asked.term_weights / asked.total
    return share


def _headed(asked: Asked, passages: Ints, catalogue: Catalogue) -> Floats:
    """The closeness of the question to each passage's heading."""
    where, begins = places(catalogue.heading_starts, passages)
    return _closeness(asked, catalogue.heading[where], begins, catalogue.heading_weight[passages])


def _near(asked: Asked, owners: Ints, catalogue: Catalogue) -> Floats:
    """Per passage the closeness of the question to the nearest question (or the title) of its article."""
    articles, of_passage = np.unique(owners, return_inverse=True)
    rows, first_rows = places(catalogue.asked_by, articles)
    where, begins = places(catalogue.asked_starts, rows)
    close = _closeness(asked, catalogue.asked[where], begins, catalogue.asked_weight[rows])
    nearest: Floats = np.maximum.reduceat(close, first_rows)[of_passage]
    return nearest


def _closeness(asked: Asked, tokens: Ints, begins: Ints, weight: Floats) -> Floats:
    """Twice the weight that the question shares with each row of tokens, over the weight of both (Dice)."""
    shared = asked.degrees(asked.hits(tokens, begins).present()) @ asked.term_weights
    close: Floats = np.minimum(2 * shared / (asked.total + weight), 1.0)
    return close
