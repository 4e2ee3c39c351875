"""How surely a passage answers a question: a fixed, smooth formula over nine measures of evidence.

certainty = 1 / (1 + exp(-(start + sum of coefficient x measure)))

coverage   the share of the question's weight that the passage or its article's title and questions have
named      the share that the title, the heading or the article's questions have
told       the share that the heading or the passage's own text has
headed     closeness (Dice, weighted) to the passage's heading, or to the title for the introduction
near       closeness (Dice, weighted) to the nearest question or title of the article
margin     how far the passage's rank is above that of the best passage of any other article, as a share of it
amount     how much there is to go by: 1 - exp(-weight covered / scale)
words      how many words of the question were found: 1 - exp(-number / scale)
strange    the share of the question's weight that the knowledge does not know at all

The coefficients stand in data/weights.yaml. They were fitted by logistic regression on questions about one company
and hold for others because all measures are shares; the company's thresholds decide what to do with the outcome.
"""

from dataclasses import dataclass

import numpy as np

from kompas.assistant.knowledge.catalogue import Floats
from kompas.assistant.knowledge.weights import Certainty, Ranking


@dataclass(frozen=True, slots=True)
class Evidence:
    """The measures of some passages for one question, in arrays of one length."""

    coverage: Floats
    named: Floats
    told: Floats
    headed: Floats
    near: Floats
    amount: Floats
    words: Floats
    strange: Floats


def ranks(evidence: Evidence, scores: Floats, best: float, weights: Ranking) -> Floats:
    """What orders the passages: the engine's score, as a share of the `best` of all, beside the measures.

    `exact` counts only when the question is almost literally one of the article's questions.
    """
    found: Floats = (
        weights.engine * scores / best
        + weights.coverage * evidence.coverage
        + weights.named * evidence.named
        + weights.told * evidence.told
        + weights.headed * evidence.headed
        + weights.near * evidence.near
        + weights.exact * evidence.near**4
    )
    return found


def certainties(evidence: Evidence, margin: Floats, weights: Certainty) -> Floats:
    """The certainty of each passage (0..1)."""
    total = (
        weights.start
        + weights.coverage * evidence.coverage
        + weights.named * evidence.named
        + weights.told * evidence.told
        + weights.headed * evidence.headed
        + weights.near * evidence.near
        + weights.margin * margin
        + weights.amount * evidence.amount
        + weights.words * evidence.words
        + weights.strange * evidence.strange
    )
    found: Floats = 1 / (1 + np.exp(-total))
    return found
